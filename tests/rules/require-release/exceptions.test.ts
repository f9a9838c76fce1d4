import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('what throws between the acquisition and the release', () => {
  invalid('a query', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}
`,
    reports: ['4:24 exception'],
  });

  valid('in a try whose finally gives back', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select 1');
    return rows;
  } finally {
    client.release();
  }
}
`,
  });

  valid('where a database cannot be opened, nothing is held', {
    code: `
import { PGlite } from '@electric-sql/pglite';
export async function read(path: string): Promise<unknown> {
  const db = new PGlite(path);
  await db.waitReady;
  try {
    return await db.query('select 1');
  } finally {
    await db.close();
  }
}
`,
    options: [{ exceptionPaths: 'all' }],
  });

  invalid('a first use once the database is open', {
    code: `
import { PGlite } from '@electric-sql/pglite';
export async function read(path: string): Promise<unknown> {
  const db = new PGlite(path);
  await db.waitReady;
  await db.exec('create table a ()');
  try {
    return await db.query('select 1');
  } finally {
    await db.close();
  }
}
`,
    options: [{ exceptionPaths: 'all' }],
    reports: ['4:14 exception'],
  });

  const level = {
    'node_modules/level/package.json': '{ "name": "level", "version": "10.0.0", "types": "index.d.ts" }',
    'node_modules/level/index.d.ts': `
export class Level {
  constructor(path: string);
  open(): Promise<void>;
  put(key: string, value: string): Promise<void>;
  get(key: string): Promise<string>;
  close(): Promise<void>;
}
`,
  };

  valid('nor where its opening is a method', {
    code: `
import { Level } from 'level';
export async function read(path: string): Promise<string> {
  const db = new Level(path);
  await db.open();
  try {
    return await db.get('a');
  } finally {
    await db.close();
  }
}
`,
    others: level,
    options: [{ exceptionPaths: 'all' }],
  });

  invalid('and a first write after that', {
    code: `
import { Level } from 'level';
export async function read(path: string): Promise<string> {
  const db = new Level(path);
  await db.open();
  await db.put('a', '1');
  try {
    return await db.get('a');
  } finally {
    await db.close();
  }
}
`,
    others: level,
    options: [{ exceptionPaths: 'all' }],
    reports: ['4:14 exception'],
  });

  invalid('what comes before the try', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  await client.query('begin');
  try {
    return await client.query('select 1');
  } finally {
    client.release();
  }
}
`,
    reports: ['4:24 exception'],
  });

  valid('what cannot throw may come before it', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown[]> {
  const client = await pool.connect();
  let rows: unknown[] = [];
  try {
    ({ rows } = await client.query('select 1'));
  } finally {
    client.release();
  }
  return rows;
}
`,
  });

  invalid('a catch that throws again', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select 1');
    client.release();
    return rows;
  } catch (error) {
    throw new Error('cannot read', { cause: error });
  }
}
`,
    reports: ['4:24 exception'],
  });

  valid('a catch that gives back first', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select 1');
    client.release();
    return rows;
  } catch (error) {
    client.release(true);
    throw new Error('cannot read', { cause: error });
  }
}
`,
  });

  valid('what fails after something else has failed', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, tell: (error: unknown) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    await tell(error);
    client.release();
    throw error;
  }
  client.release();
}
`,
  });

  invalid('but what the resource itself is told then, which fails where its connection did', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    client.release();
    throw error;
  }
  client.release();
}
`,
    reports: ['4:24 exception'],
  });

  valid('with a finally behind it', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
`,
  });

  invalid('what the finally does first', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool, flush: () => Promise<void>): Promise<unknown> {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    await flush();
    client.release();
  }
}
`,
    reports: ['4:24 exception'],
  });

  valid('what it does last', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool, flush: () => Promise<void>): Promise<unknown> {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release();
    await flush();
  }
}
`,
  });

  invalid('a finally that belongs to something else', {
    code: `
import { Pool } from 'pg';
export async function both(pool: Pool): Promise<void> {
  const one = await pool.connect();
  const other = await pool.connect();
  try {
    await one.query('select 1');
    await other.query('select 1');
  } finally {
    one.release();
    other.release();
  }
}
`,
    reports: ['4:21 exception'],
  });

  valid('one finally within the other', {
    code: `
import { Pool } from 'pg';
export async function both(pool: Pool): Promise<void> {
  const one = await pool.connect();
  try {
    const other = await pool.connect();
    try {
      await one.query('select 1');
      await other.query('select 1');
    } finally {
      other.release();
    }
  } finally {
    one.release();
  }
}
`,
  });
});

describe('what holds nothing until it is connected', () => {
  valid('and cannot connect', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { MongoClient } from 'mongodb';
export async function ping(url: string): Promise<void> {
  const client = new MongoClient(url);
  await client.connect();
  try {
    await client.db().command({ ping: 1 });
  } finally {
    await client.close();
  }
}
`,
  });

  invalid('and fails later', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { MongoClient } from 'mongodb';
export async function ping(url: string): Promise<void> {
  const client = new MongoClient(url);
  await client.connect();
  await client.db().command({ ping: 1 });
  await client.close();
}
`,
    reports: ['4:18 exception'],
  });
});

describe('a worker', () => {
  invalid('goes on when something else fails', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
export async function answer(path: string): Promise<unknown> {
  const worker = new Worker(path);
  const [message] = (await once(worker, 'message')) as [unknown];
  await worker.terminate();
  return message;
}
`,
    reports: ['5:18 exception'],
  });

  valid('ends in a `finally`', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
export async function answer(path: string): Promise<unknown> {
  const worker = new Worker(path);
  try {
    const [message] = (await once(worker, 'message')) as [unknown];
    return message;
  } finally {
    await worker.terminate();
  }
}
`,
  });
});

describe('what the caller gets in the end', () => {
  invalid('is to be closed in a catch, and what the function closes in a finally', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { open, type FileHandle } from 'node:fs/promises';
const kept = new Set<FileHandle>();
export async function opened(path: string): Promise<FileHandle> {
  const file = await open(path);
  await file.truncate();
  return file;
}
export async function closable(path: string) {
  const file = await open(path);
  await file.truncate();
  return { close: () => file.close() };
}
export async function stored(path: string) {
  const file = await open(path);
  await file.truncate();
  kept.add(file);
}
export async function read(path: string) {
  const file = await open(path);
  const text = await file.readFile('utf8');
  await file.close();
  return text;
}
export async function readClosing(path: string) {
  const file = await open(path);
  const done = () => file.close();
  const text = await file.readFile('utf8');
  await done();
  return text;
}
`,
    reports: ['5:22 exception', '10:22 exception', '15:22 exception', '20:22 exception', '26:22 exception'],
  });
});
