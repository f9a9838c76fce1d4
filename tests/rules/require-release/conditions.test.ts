import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('one condition that answers another', () => {
  valid('a case of a switch, and a comparison behind it', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, mode: string) {
  const client = await pool.connect();
  switch (mode) {
    case 'a':
      client.release();
      break;
    default:
      break;
  }
  if (mode !== 'a') {
    client.release();
  }
}
`,
  });

  valid('the default of a switch', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, mode: 'a' | 'b' | 'c') {
  const client = await pool.connect();
  switch (mode) {
    case 'a':
    case 'b':
      console.log('x');
      break;
    default:
      client.release();
  }
  if (mode === 'a' || mode === 'b') client.release();
}
`,
  });

  valid('a switch over conditions', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, n: number) {
  const client = await pool.connect();
  switch (true) {
    case n > 3:
      client.release();
      break;
    case n > 1:
      break;
    default:
  }
  if (n <= 3) client.release();
}
`,
  });

  invalid('a case that returns', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, mode: string) {
  const client = await pool.connect();
  switch (mode) {
    case 'a':
      client.release();
      break;
    case 'b':
      return;
    default:
      client.release();
  }
}
`,
    reports: ['4:24 path'],
  });

  valid('whether two answers differ', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, a: boolean, b: boolean) {
  const client = a || b ? await pool.connect() : undefined;
  if (a !== b) {
    client?.release();
  } else if (a) {
    client?.release();
  }
}
`,
  });

  valid('a value that is chosen by other conditions', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, mode: string, dry: boolean) {
  const wanted = mode === 'x' ? true : !dry;
  const client = wanted ? await pool.connect() : undefined;
  await Promise.resolve();
  if (mode === 'x' || !dry) client?.release();
}
`,
  });

  valid('a comparison the other way round', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, a: number, b: number) {
  const client = await pool.connect();
  if (a > b) client.release();
  if (b >= a) client.release();
}
`,
  });

  valid('a question to a method', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, sql: string) {
  const client = await pool.connect();
  if (sql.startsWith('select')) {
    client.release();
  }
  if (!sql.startsWith('select')) {
    client.release();
  }
}
`,
  });

  valid('a remainder', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, a: number) {
  const client = await pool.connect();
  if (a % 2 === 0) client.release();
  if (a % 2 !== 0) client.release();
}
`,
  });

  valid('the type of a value', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, o: unknown) {
  const client = await pool.connect();
  if (o instanceof Error) client.release();
  if (!(o instanceof Error)) client.release();
}
`,
  });

  valid('a length that is not 0', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, ids: string[]) {
  if (ids.length === 0) return;
  const client = await pool.connect();
  if (ids.length > 0) client.release();
}
`,
  });

  valid('a client that is not the given one', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function run(pool: Pool, given?: PoolClient) {
  const client = given ?? (await pool.connect());
  try {
    await client.query('select 1');
  } finally {
    if (client !== given) client.release();
  }
}
`,
  });

  valid('a name that stands for a state', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  let status = 'idle';
  let client;
  if (Math.random() > 0.5) {
    client = await pool.connect();
    status = 'open';
  }
  if (status === 'open') client!.release();
}
`,
  });

  valid('a member of an enum', {
    code: `
import { Pool } from 'pg';
enum State { Idle, Open }
export async function run(pool: Pool) {
  let status: State = State.Idle;
  let client;
  if (Math.random() > 0.5) {
    client = await pool.connect();
    status = State.Open;
  }
  if (status === State.Open) client!.release();
}
`,
  });
});

describe('numbers that count', () => {
  valid('down to 0', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  let attempts = 3;
  const client = await pool.connect();
  while (attempts > 0) {
    attempts -= 1;
    if (attempts === 0) {
      client.release();
    }
  }
}
`,
  });

  valid('up to the last round', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  const client = await pool.connect();
  for (let i = 1; i <= 5; i++) {
    console.log(i);
    if (i === 5) client.release();
  }
}
`,
  });

  valid('what was opened', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool, want: boolean) {
  let opened = 0;
  let client;
  if (want) {
    client = await pool.connect();
    opened += 1;
  }
  try {
    await pool.query('x');
  } finally {
    if (opened > 0) client!.release();
  }
}
`,
  });

  invalid('a try that fails for the last time', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const client = await pool.connect();
    try {
      await client.query('select 1');
      client.release();
      return;
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}
`,
    reports: ['5:26 exception'],
  });

  valid('that gives back, too', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const client = await pool.connect();
    try {
      await client.query('select 1');
      client.release();
      return;
    } catch (error) {
      client.release(true);
      if (attempt === 3) throw error;
    }
  }
}
`,
  });
});

describe('flags that are members', () => {
  valid('of an object', {
    code: `
import { Pool } from 'pg';
export async function run(pool: Pool) {
  const client = await pool.connect();
  const state = { released: false };
  try {
    await client.query('select 1');
    client.release();
    state.released = true;
  } finally {
    if (!state.released) client.release();
  }
}
`,
  });

  valid('of the instance', {
    code: `
import { Pool } from 'pg';
export class Job {
  #released = false;
  async run(pool: Pool) {
    const client = await pool.connect();
    this.#released = false;
    try {
      await client.query('select 1');
      this.#released = true;
      client.release();
    } finally {
      if (!this.#released) client.release();
    }
  }
}
`,
  });
});

describe('a question whether it can be closed', () => {
  valid('is answered by what was opened', {
    code: `
import { Pool, type Client, type PoolClient } from 'pg';
type Database = Pool | PoolClient | Client;
export async function inDatabase(database: Database) {
  const client = database instanceof Pool ? await database.connect() : database;
  try {
    await client.query('select 1');
  } finally {
    if ('release' in client) client.release();
  }
}
export class Connection {
  readonly #database: Database;
  constructor(database: Database) {
    this.#database = database;
  }
  async run() {
    const client = this.#database instanceof Pool ? await this.#database.connect() : this.#database;
    try {
      await client.query('select 1');
    } finally {
      if (this.#database instanceof Pool && 'release' in client && typeof client.release === 'function') {
        client.release();
      }
    }
  }
}
`,
  });

  invalid('but not together with another', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function run(database: Pool | PoolClient, isDone: boolean) {
  const client = database instanceof Pool ? await database.connect() : database;
  try {
    await client.query('select 1');
  } finally {
    if (isDone && 'release' in client) client.release();
  }
}
`,
    reports: ['4:51 path'],
  });

  invalid('nor is any other answered', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function run(database: Pool | PoolClient) {
  const client = database instanceof Pool ? await database.connect() : database;
  try {
    await client.query('select 1');
  } finally {
    if ('escapeLiteral' in client && 'isDone' in client) client.release();
  }
}
`,
    reports: ['4:51 path'],
  });
});

describe('a condition on what was got by it', () => {
  invalid('says nothing about itself', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string) {
  const file = await open(path);
  if ((await file.stat()).size === 0) {
    return '';
  }
  const text = await file.readFile('utf8');
  await file.close();
  return text;
}
`,
    reports: ['4:22 path'],
  });

  valid('may end it on both ways', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string) {
  const file = await open(path);
  if ((await file.stat()).size === 0) {
    await file.close();
    return '';
  }
  const text = await file.readFile('utf8');
  await file.close();
  return text;
}
`,
  });

  valid('may tell that there is nothing to close', {
    code: `
import mysql from 'mysql2/promise';
declare module 'mysql2/promise' {
  interface Connection {
    isReady(): Promise<boolean>;
  }
}
export async function count(url: string) {
  const connection = await mysql.createConnection(url);
  if (!(await connection.isReady())) {
    return 0;
  }
  const [rows] = await connection.query('select 1');
  await connection.end();
  return rows;
}
`,
  });

  invalid('is not answered by a helper that only works with it', {
    code: `
import type { Pool, PoolClient } from 'pg';
async function inRecovery(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query('select pg_is_in_recovery() as standby');
  return rows[0].standby;
}
export async function lead(pool: Pool, fallback: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  let client = await pool.connect();
  if (await inRecovery(client)) {
    client = await fallback.connect();
  }
  try {
    await work(client);
  } finally {
    client.release();
  }
}
`,
    reports: ['8:22 overwritten'],
  });

  valid('may be answered by a helper whose name asks how it is', {
    code: `
import type { Pool, PoolClient } from 'pg';
declare function isUsable(client: PoolClient): Promise<boolean>;
export async function lead(pool: Pool, fallback: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    if (await isUsable(client)) {
      await work(client);
    }
  } finally {
    client?.release();
  }
}
`,
  });

  valid('may be asked of one that is given back before another is taken', {
    code: `
import type { Pool, PoolClient } from 'pg';
declare function inRecovery(client: PoolClient): Promise<boolean>;
export async function lead(pool: Pool, fallback: Pool, work: (client: PoolClient) => Promise<void>): Promise<void> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    if (await inRecovery(client)) {
      client.release();
      client = undefined;
      client = await fallback.connect();
    }
    await work(client);
  } finally {
    client?.release();
  }
}
`,
  });
});
