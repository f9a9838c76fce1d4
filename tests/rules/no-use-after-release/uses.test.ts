import { describe } from 'vitest';

import rule from '../../../src/rules/no-use-after-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-use-after-release', rule);

describe('a use after the release', () => {
  invalid('a query, and what is returned', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  client.release();
  await client.query('begin');
  return client;
}
`,
    reports: ['6:9 used', '7:3 used'],
  });

  valid('before it', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  await client.query('begin');
  client.release();
}
`,
  });

  invalid('on the path of one branch', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string, isEmpty: boolean) {
  const file = await open(path);
  if (isEmpty) {
    await file.close();
  }
  const text = await file.readFile('utf8');
  return text;
}
`,
    reports: ['8:22 used'],
  });

  valid('not on the path of a call that nothing comes back from', {
    code: `
import { open } from 'node:fs/promises';
declare function skip(message: string): never;
declare function halt(message: string): Promise<never>;
export async function read(path: string, isEmpty: boolean, isLocked: boolean) {
  const file = await open(path);
  if (isEmpty) {
    await file.close();
    skip('nothing to read');
  }
  if (isLocked) {
    await file.close();
    await halt('not now');
  }
  const text = await file.readFile('utf8');
  await file.close();
  return text;
}
`,
  });

  invalid('after a call that comes back, and beside one that does not', {
    code: `
import { open } from 'node:fs/promises';
declare function warn(message: string): void;
declare function skip(message: string): never;
export async function read(path: string, isEmpty: boolean) {
  const file = await open(path);
  if (isEmpty) {
    await file.close();
    warn('nothing to read');
  }
  return await file.readFile('utf8');
}
export async function size(path: string, isEmpty: boolean) {
  const file = await open(path);
  await file.close();
  if (isEmpty) {
    skip('nothing to read');
  }
  return await file.stat();
}
`,
    reports: ['11:16 used', '19:16 used'],
  });

  valid('not on the path of the branch that returns', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string, isEmpty: boolean) {
  const file = await open(path);
  if (isEmpty) {
    await file.close();
    return '';
  }
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
  });

  invalid('the next turn of a loop', {
    code: `
import { Client } from 'pg';
export async function run(statements: readonly string[]) {
  const client = new Client();
  await client.connect();
  for (const statement of statements) {
    await client.query(statement);
    await client.end();
  }
}
`,
    reports: ['7:11 used'],
  });

  valid('a client of each turn', {
    code: `
import { Client } from 'pg';
export async function run(statements: readonly string[]) {
  for (const statement of statements) {
    const client = new Client();
    await client.connect();
    await client.query(statement);
    await client.end();
  }
}
`,
  });

  invalid('what is handed to somebody, and a closure that runs later', {
    code: `
import type { Pool, PoolClient } from 'pg';
declare function register(client: PoolClient): void;
export async function later(pool: Pool) {
  const client = await pool.connect();
  client.release();
  register(client);
  setTimeout(() => client.query('select 1'), 10);
}
`,
    reports: ['7:3 used', '8:3 used'],
  });

  valid('reading its state, logging it, and listening to it no longer', {
    code: `
import { createClient } from 'redis';
export async function ping(url: string) {
  const client = createClient({ url });
  await client.connect();
  await client.ping();
  await client.close();
  client.removeAllListeners();
  console.log(client.isOpen, client);
}
`,
  });

  valid('a variable that gets another one', {
    code: `
import type { Pool } from 'pg';
export async function twice(pool: Pool) {
  let client = await pool.connect();
  try {
    await client.query('select 1');
  } finally {
    client.release();
  }
  client = await pool.connect();
  try {
    await client.query('select 2');
  } finally {
    client.release();
  }
}
`,
  });

  valid('a variable that gets another one, which has a second name', {
    code: `
import type { Pool } from 'pg';
export async function twice(pool: Pool, again: boolean) {
  let client = await pool.connect();
  client.release();
  client = await pool.connect();
  const other = client;
  other.release();
}
`,
  });

  valid('a client for some turns of a loop', {
    code: `
import type { Pool } from 'pg';
export async function some(pool: Pool, turns: readonly boolean[]) {
  for (const isWanted of turns) {
    const client = isWanted ? await pool.connect() : undefined;
    await client?.query('select 1');
    client?.release();
  }
}
`,
  });

  invalid('by a function that is given it', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
const giveBack = (client?: PoolClient): void => {
  if (client) client.release();
};
async function closeQuietly(file: FileHandle): Promise<void> {
  try {
    await file.close();
  } catch (error) {
    console.warn(error);
  }
}
export async function ask(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  try {
    await client.query('select 1');
  } finally {
    giveBack(client);
  }
  return await client.query('select 2');
}
export async function size(path: string): Promise<number> {
  const file = await open(path);
  await closeQuietly(file);
  return (await file.stat()).size;
}
`,
    reports: ['21:16 used', '26:17 used'],
  });

  valid('by a function that may not, or not yet', {
    code: `
import type { Pool, PoolClient } from 'pg';
function giveBack(client: PoolClient, isKept: boolean): void {
  if (isKept) return;
  client.release();
}
async function commit(client: PoolClient): Promise<void> {
  await client.query('commit');
  client.release();
}
const later = (client: PoolClient): unknown => setTimeout(() => client.release(), 100);
export async function ask(pool: Pool, isKept: boolean): Promise<void> {
  const one = await pool.connect();
  giveBack(one, isKept);
  if (isKept) await one.query('select 1');
  const other = await pool.connect();
  try {
    await commit(other);
  } catch (error) {
    other.release();
    throw error;
  }
  const third = await pool.connect();
  later(third);
  await third.query('select 1');
}
`,
  });

  valid('of one of several that are there at once', {
    code: `
import type { Pool } from 'pg';
export async function both(a: Pool, b: Pool) {
  const [one, other] = await Promise.all([a.connect(), b.connect()]);
  one.release();
  await other.query('select 1');
  other.release();
}
export async function those(a: Pool, b: Pool) {
  const [one, other] = await Promise.allSettled([a.connect(), b.connect()]);
  if (one.status === 'fulfilled') one.value.release();
  if (other.status === 'fulfilled') other.value.release();
}
`,
  });

  valid('a client that connects again', {
    code: `
import { createClient } from 'redis';
export async function twice(url: string) {
  const client = createClient({ url });
  await client.connect();
  await client.close();
  await client.connect();
  await client.ping();
  await client.close();
}
`,
  });

  valid('conditions that exclude each other', {
    code: `
import type { Pool } from 'pg';
export async function maybe(pool: Pool, isDone: boolean) {
  const client = await pool.connect();
  if (isDone) {
    client.release();
  }
  console.log('working');
  if (!isDone) {
    await client.query('select 1');
    client.release();
  }
}
`,
  });

  valid('a closer for a part of it', {
    code: `
import { createServer } from 'node:http';
import { once } from 'node:events';
export async function serve() {
  const server = createServer();
  server.listen(0);
  await once(server, 'listening');
  server.closeIdleConnections();
  server.setTimeout(10);
  server.close();
}
`,
  });

  invalid('in the body of a program', {
    code: `
import { Client } from 'pg';
const client = new Client();
await client.connect();
await client.end();
await client.query('select 1');
`,
    reports: ['6:7 used'],
  });
});

describe('a second release', () => {
  invalid('where it fails', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  await client.query('select 1');
  client.release();
  client.release();
}
`,
    reports: ['7:3 releasedAgain'],
  });

  invalid('between other statements', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  client.release();

  client.release();
  await pool.end();
}
`,
    reports: ['7:3 releasedAgain'],
  });

  invalid('of what the pool may have lent again, where nothing is suggested', {
    code: `
import type { Pool } from 'pg';
export async function reuse(pool: Pool) {
  const first = await pool.connect();
  first.release();
  const second = await pool.connect();
  first.release();
  return first === second;
}
`,
    reports: ['7:3 releasedAgain'],
  });

  invalid('in the finally, after one in the try', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('select 1');
    client.release();
  } finally {
    client.release();
  }
}
`,
    reports: ['9:5 releasedAgain'],
  });

  valid('either in the try or in the catch', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  try {
    await client.query('select 1');
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release();
}
`,
  });

  valid('where it is harmless', {
    code: `
import { open } from 'node:fs/promises';
export async function touch(path: string) {
  const file = await open(path, 'a');
  await file.close();
  await file.close();
}
`,
  });

  valid('a flag that says whether it was released', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool) {
  const client = await pool.connect();
  let released = false;
  try {
    await client.query('select 1');
    client.release();
    released = true;
  } finally {
    if (!released) {
      client.release();
    }
  }
}
`,
  });
});

describe('using', () => {
  invalid('a value that is returned, itself or in a closure', {
    code: `
import { open } from 'node:fs/promises';
export async function opened(path: string) {
  await using file = await open(path);
  return file;
}
export async function reader(path: string) {
  await using file = await open(path);
  return () => file.readFile('utf8');
}
`,
    reports: ['5:3 leavesUsing', '9:16 leavesUsing'],
  });

  invalid('a promise that is not waited for', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string) {
  await using file = await open(path);
  return file.readFile('utf8');
}
`,
    reports: ['5:10 notWaitedFor'],
  });

  valid('a promise that is waited for', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string) {
  await using file = await open(path);
  return await file.readFile('utf8');
}
`,
  });

  invalid('a value that is stored', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export class Log {
  file: FileHandle | undefined;
  async start(path: string) {
    await using file = await open(path);
    this.file = file;
  }
}
`,
    reports: ['7:5 leavesUsing'],
  });

  valid('a value that leaves a before-hook, of which require-teardown tells', {
    filename: 'app/db/size.test.ts',
    code: `
import { open, type FileHandle } from 'node:fs/promises';
import { beforeEach, expect, it } from 'vitest';
let file: FileHandle;
beforeEach(async () => {
  await using opened = await open('a.txt');
  file = opened;
});
it('has a size', async () => {
  expect((await file.stat()).size).toBe(1);
});
`,
  });

  invalid('a value that leaves a helper of tests', {
    filename: 'app/db/size.test.ts',
    code: `
import { open, type FileHandle } from 'node:fs/promises';
import { expect, it } from 'vitest';
async function opened(): Promise<FileHandle> {
  await using file = await open('a.txt');
  return file;
}
it('has a size', async () => {
  const file = await opened();
  expect((await file.stat()).size).toBe(1);
});
`,
    reports: ['6:3 leavesUsing'],
  });

  valid('a value that only borrows what leaves the function', {
    others: {
      'node_modules/typeorm/package.json': '{ "name": "typeorm", "types": "index.d.ts" }',
      'node_modules/typeorm/index.d.ts': `
export interface QueryRunner {
  readonly dataSource: DataSource;
  query(text: string): Promise<unknown>;
  release(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export declare class DataSource {
  constructor(options: { type: string });
  initialize(): Promise<this>;
  createQueryRunner(): QueryRunner;
  destroy(): Promise<void>;
}
`,
    },
    code: `
import { DataSource } from 'typeorm';
export async function migrated(): Promise<readonly DataSource[]> {
  const dataSources = [await new DataSource({ type: 'postgres' }).initialize()];
  await Promise.all(
    dataSources.map(async (dataSource) => {
      await using runner = dataSource.createQueryRunner();
      await runner.query('create table accounts (id int)');
    }),
  );
  return dataSources;
}
`,
  });

  valid('a value that stays', {
    code: `
import { open } from 'node:fs/promises';
export async function size(path: string) {
  await using file = await open(path);
  const { size: bytes } = await file.stat();
  return bytes;
}
`,
  });
});

describe('a failure that is asked for', () => {
  valid('by a test', {
    code: `
import { rejects } from 'node:assert/strict';
import { Pool } from 'pg';
export async function refuses(pool: Pool): Promise<void> {
  const client = await pool.connect();
  client.release();
  await rejects(client.query('select 1'));
}
`,
  });

  valid('by what a promise goes on with', {
    code: `
import { Pool } from 'pg';
export function refuses(t: { fail(reason: unknown): void; pass(): void }): Promise<void> {
  const pool = new Pool();
  return pool.end().then(() => pool.query('select 1').then(t.fail, () => t.pass()));
}
`,
  });

  invalid('but not where it may go on', {
    code: `
import { Pool } from 'pg';
export function refuses(t: { equal(value: unknown): void; pass(): void }): Promise<void> {
  const pool = new Pool();
  return pool.end().then(() => pool.query('select 1').then(t.equal, () => t.pass()));
}
`,
    reports: ['5:32 used'],
  });

  valid('a flag that a callback sets before the second release', {
    code: `
import { Pool } from 'pg';
export async function touch(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let failed = false;
  try {
    await client.query('select 1').catch(() => {
      failed = true;
    });
    if (failed) {
      client.release(true);
      return;
    }
    await client.query('select 2');
  } finally {
    if (!failed) {
      client.release();
    }
  }
}
`,
  });
});

describe('a getter', () => {
  valid('gives what is there already', {
    code: `
import { Agent } from 'node:http';
export function name(): string {
  const agent = new Agent({ keepAlive: true });
  agent.destroy();
  return agent.getName({ host: 'localhost' });
}
`,
  });

  invalid('but one that gives a promise does not', {
    code: `
import mysql from 'mysql2/promise';
export async function use(): Promise<void> {
  const pool = mysql.createPool('mysql://localhost');
  await pool.query('select 1');
  await pool.end();
  const connection = await pool.getConnection();
  connection.release();
}
`,
    reports: ['7:28 used'],
  });
});
