import { describe } from 'vitest';

import rule from '../../../src/rules/no-use-after-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-use-after-release', rule);

describe('what is returned before a `finally` releases it', () => {
  invalid('the client itself', {
    code: `
import type { Pool } from 'pg';
export async function connected(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('set timezone to utc');
    return client;
  } finally {
    client.release();
  }
}
`,
    reports: ['7:5 returned'],
  });

  valid('only where it is not returned', {
    code: `
import type { Pool } from 'pg';
export async function connected(pool: Pool) {
  const client = await pool.connect();
  let isReady = false;
  try {
    await client.query('set timezone to utc');
    isReady = true;
    return client;
  } finally {
    if (!isReady) {
      client.release();
    }
  }
}
`,
  });

  valid('in a `catch`, which nothing returned gets to', {
    code: `
import type { Pool } from 'pg';
export async function connected(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('set timezone to utc');
    return client;
  } catch (error) {
    client.release();
    throw error;
  }
}
`,
  });

  invalid('in an object', {
    code: `
import { open } from 'node:fs/promises';
export async function opened(path: string) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return { file, size };
  } finally {
    await file.close();
  }
}
`,
    reports: ['7:5 returned'],
  });

  invalid('on one way out of two', {
    code: `
import type { Pool } from 'pg';
export async function connected(pool: Pool, isKept: boolean) {
  const client = await pool.connect();
  try {
    await client.query('set timezone to utc');
    if (isKept) {
      return client;
    }
    return undefined;
  } finally {
    client.release();
  }
}
`,
    reports: ['8:7 returned'],
  });

  invalid('a promise of it that nobody waits for', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  try {
    return client.query('select 1');
  } finally {
    client.release();
  }
}
`,
    reports: ['6:12 returnedEarly'],
  });

  invalid('a promise that goes on', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  try {
    return client.query('select 1').then(({ rows }) => rows);
  } finally {
    client.release();
  }
}
`,
    reports: ['6:12 returnedEarly'],
  });

  valid('unless a `finally` throws instead, and it is not returned', {
    code: `
import type { Pool } from 'pg';
export async function connected(pool: Pool) {
  const client = await pool.connect();
  try {
    try {
      return client;
    } finally {
      await client.query('set timezone to utc');
    }
  } catch {
    client.release();
  }
  return undefined;
}
`,
  });

  valid('a promise that is waited for', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  try {
    return await client.query('select 1').then(({ rows }) => rows);
  } finally {
    client.release();
  }
}
`,
  });

  valid('a promise of what is closed only when all that has begun is done', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string) {
  const file = await open(path);
  try {
    return file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
  });

  valid('a number that it knows', {
    code: `
import { open } from 'node:fs/promises';
export async function descriptor(path: string) {
  const file = await open(path);
  try {
    return file.fd;
  } finally {
    await file.close();
  }
}
`,
  });
});

describe('a variable of each round of a loop', () => {
  valid('is another one each time', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function run(pool: Pool, statements: readonly string[]) {
  for (const statement of statements) {
    let client: PoolClient | undefined;
    try {
      client = await pool.connect();
      await client.query(statement);
    } finally {
      client?.release();
    }
  }
}
`,
  });

  invalid('unless it is declared around the loop', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function run(pool: Pool, statements: readonly string[]) {
  let client: PoolClient | undefined;
  for (const statement of statements) {
    try {
      client = await pool.connect();
      await client.query(statement);
    } finally {
      client?.release();
    }
  }
}
`,
    reports: ['10:7 releasedAgain'],
  });
});

describe('what a callback does with a client', () => {
  invalid('is not waited for', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return work(client);
  } finally {
    client.release();
  }
}
`,
    reports: ['6:12 returnedEarly'],
  });

  valid('is waited for', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function withClient<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
`,
  });

  valid('is done at once', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function withClient(pool: Pool, work: (client: PoolClient) => string): Promise<string> {
  const client = await pool.connect();
  try {
    return work(client);
  } finally {
    client.release();
  }
}
`,
  });
});

describe('a name that gets another one', () => {
  valid('made like the one before', {
    code: `
import { Pool, type PoolConfig } from 'pg';
export async function open(config: PoolConfig, isNew: boolean): Promise<Pool> {
  let pool = new Pool(config);
  await pool.query('select 1');
  if (isNew) {
    await pool.end();
    pool = new Pool(pool.options);
  }
  return pool;
}
`,
  });

  invalid('is another name', {
    code: `
import { Pool, type PoolConfig } from 'pg';
export async function open(config: PoolConfig, isNew: boolean): Promise<readonly Pool[]> {
  const pool = new Pool(config);
  const others: Pool[] = [];
  if (isNew) {
    await pool.end();
    others.push(new Pool(pool.options));
  }
  return [pool, ...others];
}
`,
    reports: ['10:3 used'],
  });
});

describe('a closure over what is released', () => {
  invalid('is returned before a `finally`, by itself or in a literal', {
    code: `
import type { Pool } from 'pg';
export async function asking(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return () => client.query('select 1');
  } finally {
    client.release();
  }
}
export async function repository(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return {
      all: async () => (await client.query('select 1')).rows,
      one(id: number) {
        return client.query('select $1', [id]);
      },
    };
  } finally {
    client.release();
  }
}
`,
    reports: ['7:18 used', '17:31 used', '19:16 used'],
  });

  invalid('is a part of what leaves the scope of a `using`', {
    code: `
import { open } from 'node:fs/promises';
export async function opened(path: string) {
  await using file = await open(path);
  return { size: (await file.stat()).size, read: () => file.readFile('utf8') };
}
`,
    reports: ['5:56 leavesUsing'],
  });

  valid('is run before, or only knows what was read', {
    code: `
import type { Pool } from 'pg';
export async function names(pool: Pool) {
  const client = await pool.connect();
  try {
    const read = () => client.query('select name from users');
    const { rows } = await read();
    return { count: rows.length, names: () => rows };
  } finally {
    client.release();
  }
}
export async function several(pool: Pool, ids: readonly number[]) {
  const client = await pool.connect();
  try {
    return await Promise.all(ids.map((id) => client.query('select $1', [id])));
  } finally {
    client.release();
  }
}
`,
  });

  valid('opens it again, or is returned where nothing releases it', {
    code: `
import { Client, type Pool } from 'pg';
import { createClient } from 'redis';
export async function reader() {
  const client = createClient();
  await client.connect();
  try {
    await client.ping();
    return {
      read: async (key: string) => {
        await client.connect();
        return client.get(key);
      },
    };
  } finally {
    await client.close();
  }
}
export async function lent(pool: Pool) {
  const client = await pool.connect();
  return { ask: () => client.query('select 1'), done: () => { client.release(); } };
}
export const connected = async (): Promise<Client> => {
  const client = new Client();
  await client.connect();
  return client;
};
`,
  });
});

describe('what a client that cuts off what has begun is to give', () => {
  invalid('by a chain, or with names for what comes first', {
    code: `
import { MongoClient } from 'mongodb';
export async function users(url: string) {
  const client = new MongoClient(url);
  try {
    await client.connect();
    return client.db('app').collection('users').find().toArray();
  } finally {
    await client.close();
  }
}
export async function names(url: string) {
  const client = await MongoClient.connect(url);
  try {
    const db = client.db('app');
    const found = db.collection('users');
    return found.distinct('name').then((all) => all.sort());
  } finally {
    await client.close();
  }
}
`,
    reports: ['7:12 returnedEarly', '17:12 returnedEarly'],
  });

  invalid('several of them at once', {
    code: `
import { MongoClient } from 'mongodb';
export async function report(url: string) {
  const client = await MongoClient.connect(url);
  try {
    const users = client.db('app').collection('users');
    return Promise.all([users.countDocuments(), users.distinct('name')]);
  } finally {
    await client.close();
  }
}
`,
    reports: ['7:12 returnedEarly'],
  });

  valid('where it is waited for, was there before, or comes of something else', {
    code: `
import { MongoClient } from 'mongodb';
declare function load(): Promise<string[]>;
export async function users(url: string) {
  const client = new MongoClient(url);
  try {
    await client.connect();
    return await client.db('app').collection('users').find().toArray();
  } finally {
    await client.close();
  }
}
export async function names(url: string, other: MongoClient) {
  const client = new MongoClient(url);
  try {
    const all = await client.db('app').collection('users').distinct('name');
    if (all.length === 0) {
      return load();
    }
    if (all.length === 1) {
      return other.db('app').collection('users').distinct('name');
    }
    return all.map(String);
  } finally {
    await client.close();
  }
}
`,
  });

  valid('not one that waits for it', {
    code: `
import { Client } from 'pg';
export async function count(url: string) {
  const client = new Client(url);
  await client.connect();
  try {
    return client.query('select 1');
  } finally {
    await client.end();
  }
}
`,
  });
});

describe('a callback of a chain', () => {
  valid('whose promise the chain waits for before it goes on to release', {
    code: `
import { MongoClient } from 'mongodb';
export function seed(url: string): Promise<void> {
  const client = new MongoClient(url);
  return client
    .connect()
    .then(() => {
      return client.db('app').collection('users').insertMany([{ name: 'Ann' }]);
    })
    .then(() => client.close());
}
`,
  });

  invalid('whose own finally releases too early', {
    code: `
import { MongoClient } from 'mongodb';
export function seed(url: string): Promise<unknown> {
  const client = new MongoClient(url);
  return client.connect().then(() => {
    try {
      return client.db('app').collection('users').insertMany([{ name: 'Ann' }]);
    } finally {
      void client.close();
    }
  });
}
`,
    reports: ['7:14 returnedEarly'],
  });
});

describe('what needs a file for as long as it is used', () => {
  invalid('leaves the scope of a `using`', {
    code: `
import { open } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
export async function read(path: string) {
  await using file = await open(path);
  return file.createReadStream();
}
export async function written(path: string) {
  await using file = await open(path, 'w');
  const stream = file.createWriteStream();
  stream.on('error', console.error);
  return { path, stream };
}
export async function web(path: string) {
  await using file = await open(path);
  return new Response(file.readableWebStream() as unknown as BodyInit);
}
export async function unpacked(path: string, target: Writable) {
  await using file = await open(path);
  return file.createReadStream().pipe(createGunzip()).pipe(target);
}
export async function later(path: string) {
  await using file = await open(path);
  return () => file.readLines();
}
export class Tail {
  source: Readable | undefined;
  async open(path: string) {
    await using file = await open(path);
    this.source = file.createReadStream();
  }
}
`,
    reports: [
      '7:10 partLeavesUsing',
      '13:18 partLeavesUsing',
      '17:23 partLeavesUsing',
      '21:10 partLeavesUsing',
      '25:16 leavesUsing',
      '31:19 partLeavesUsing',
    ],
  });

  invalid('is being used when the scope of a `using` ends', {
    code: `
import { open } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
export async function copy(path: string, target: Writable) {
  await using file = await open(path);
  return pipeline(file.createReadStream(), target);
}
`,
    reports: ['7:10 notWaitedFor'],
  });

  invalid('is returned before a `finally` closes the file, or is used then', {
    code: `
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
export async function read(path: string) {
  const file = await open(path);
  try {
    return file.createReadStream();
  } finally {
    await file.close();
  }
}
export async function content(path: string) {
  const file = await open(path);
  try {
    return text(file.createReadStream());
  } finally {
    await file.close();
  }
}
`,
    reports: ['7:12 partReturned', '15:12 returnedEarly'],
  });

  valid('is used to its end before that', {
    code: `
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Writable } from 'node:stream';
export async function copy(path: string, target: Writable) {
  await using file = await open(path);
  await pipeline(file.createReadStream(), target);
}
export async function copied(path: string, target: Writable) {
  await using file = await open(path);
  return await pipeline(file.createReadStream(), target);
}
export async function content(path: string) {
  await using file = await open(path);
  const stream = file.createReadStream();
  const all = await text(stream);
  return { all, bytes: stream.bytesRead };
}
export async function first(path: string) {
  await using file = await open(path);
  const lines = file.readLines();
  for await (const line of lines) {
    return line;
  }
  return undefined;
}
export async function* each(path: string) {
  await using file = await open(path);
  yield* file.readLines();
}
`,
  });

  valid('closes it itself, where nothing else does', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export async function read(path: string) {
  const file = await open(path);
  return file.createReadStream();
}
export async function small(path: string) {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > 1000) {
      throw new Error('too large');
    }
    return file.createReadStream();
  } catch (error) {
    await file.close();
    throw error;
  }
}
export async function maybe(path: string, isKept: boolean) {
  const file = await open(path);
  try {
    return isKept ? file.createReadStream() : undefined;
  } finally {
    if (!isKept) {
      await file.close();
    }
  }
}
export async function lent(file: FileHandle) {
  return file.createReadStream();
}
`,
  });
});
