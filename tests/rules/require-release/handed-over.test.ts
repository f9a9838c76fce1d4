import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('what a function of the project checks out for its callers', () => {
  invalid('at once, after a first query, and through another', {
    code: `
import { Pool, type PoolClient } from 'pg';
declare const pool: Pool;
const getClient = () => pool.connect();
async function begin(): Promise<PoolClient> {
  const client = await getClient();
  try {
    await client.query('begin');
    return client;
  } catch (error) {
    client.release();
    throw error;
  }
}
export async function count(): Promise<unknown> {
  const client = await getClient();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}
export async function move(isAllowed: boolean): Promise<void> {
  const client = await begin();
  if (!isAllowed) return;
  try {
    await client.query('update accounts set balance = 0');
    await client.query('commit');
  } finally {
    client.release();
  }
}
`,
    reports: ['16:24 exception', '22:24 path'],
  });

  invalid('a method of the class, and a member of what it gives', {
    code: `
import type { Pool } from 'pg';
export class Accounts {
  constructor(private readonly pool: Pool) {}
  private async start() {
    const client = await this.pool.connect();
    return { client, startedAt: Date.now() };
  }
  async close(id: number): Promise<void> {
    const { client, startedAt } = await this.start();
    await client.query('delete from accounts where id = $1', [id]);
    console.log(Date.now() - startedAt);
  }
}
`,
    reports: ['10:41 never'],
  });

  valid('what others may have, too', {
    code: `
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient } from 'pg';
declare const pool: Pool;
const ofRequest = new AsyncLocalStorage<PoolClient>();
let shared: PoolClient | undefined;
const byName = new Map<string, PoolClient>();
const current = async () => ofRequest.getStore() ?? (await pool.connect());
async function only(): Promise<PoolClient> {
  if (shared) return shared;
  const client = await pool.connect();
  shared = client;
  return client;
}
async function named(name: string): Promise<PoolClient> {
  const client = await pool.connect();
  byName.set(name, client);
  return client;
}
export function end(name: string): void {
  byName.get(name)?.release();
}
export async function ask(name: string): Promise<void> {
  const one = await current();
  await one.query('select 1');
  const other = await only();
  await other.query('select 2');
  const third = await named(name);
  await third.query('select 3');
}
`,
  });

  valid('with a function that gives it back', {
    code: `
import type { Pool } from 'pg';
declare const pool: Pool;
async function lease() {
  const client = await pool.connect();
  return { client, done: () => client.release() };
}
export async function ask(): Promise<unknown> {
  const { client, done } = await lease();
  try {
    return await client.query('select 1');
  } finally {
    done();
  }
}
`,
  });
});

describe('what a function of the project opens for its callers', () => {
  valid('with a function that closes it, whatever its name', {
    code: `
import Redis from 'ioredis';
function lease() {
  const redis = new Redis();
  return { redis, done: () => redis.disconnect() };
}
function pair(): [Redis, () => void] {
  const redis = new Redis();
  const free = () => redis.disconnect();
  return [redis, free];
}
export async function ask(): Promise<unknown> {
  const { redis, done } = lease();
  const [other, free] = pair();
  try {
    return [await redis.get('a'), await other.get('a')];
  } finally {
    done();
    free();
  }
}
`,
  });

  invalid('with a closer that nobody calls', {
    code: `
import Redis from 'ioredis';
function lease() {
  const redis = new Redis();
  return { redis, close: () => redis.disconnect() };
}
export async function ask(): Promise<unknown> {
  const { redis } = lease();
  return await redis.get('a');
}
`,
    reports: ['8:21 never'],
  });
});

describe('functions that check something out through each other', () => {
  invalid('are followed alike, whichever is called first', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
const first = () => pool.connect();
const second = () => first();
const third = () => second();
export async function deep(): Promise<void> {
  const client = await third();
  await client.query('select 1');
}
export async function shallow(): Promise<void> {
  const client = await second();
  await client.query('select 1');
}
`,
    reports: ['12:24 never'],
  });
});

describe('the same in another form', () => {
  valid('is handed on with it', {
    code: `
import mysql from 'mysql2';
import { Agent, interceptors, type Dispatcher } from 'undici';
export const createDatabase = (uri: string) => {
  return mysql.createPool({ uri }).promise();
};
export function createNamed(uri: string) {
  const pool = mysql.createPool({ uri });
  const waiting = pool.promise();
  return waiting;
}
export function createAgent(): Dispatcher {
  const agent = new Agent({ headersTimeout: 5000 });
  return agent.compose(interceptors.retry({ maxRetries: 2 }));
}
`,
  });

  valid('and closed by it', {
    code: `
import mysql from 'mysql2';
export async function count(uri: string) {
  const pool = mysql.createPool({ uri }).promise();
  try {
    return await pool.query('select 1');
  } finally {
    await pool.end();
  }
}
`,
  });

  invalid('but not when it is only used', {
    code: `
import mysql from 'mysql2';
import { Agent, interceptors } from 'undici';
export async function count(uri: string) {
  const pool = mysql.createPool({ uri });
  const [rows] = await pool.promise().query('select 1');
  return rows;
}
export async function statusOf(origin: string) {
  const agent = new Agent().compose(interceptors.retry({ maxRetries: 2 }));
  const { statusCode } = await agent.request({ origin, path: '/', method: 'GET' });
  return statusCode;
}
`,
    reports: ['5:16 never', '10:17 never'],
  });

  valid('with the extensions of Prisma', {
    code: `
import { PrismaClient } from '@prisma/client';
declare const replicas: (url: string) => object;
export function createClient(url: string | undefined) {
  const client = new PrismaClient();
  if (url === undefined) {
    return client;
  }
  const extended = client.$extends(replicas(url));
  return extended;
}
`,
  });

  invalid('which is not handed on where only a model is', {
    code: `
import { PrismaClient } from '@prisma/client';
export async function names() {
  const client = new PrismaClient();
  const extended = client.$extends({});
  return extended.user.findMany();
}
`,
    reports: ['4:18 never'],
  });
});

describe('a callback that the function was given', () => {
  invalid('fails before what it had is released', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function withClient<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const result = await run(client);
  client.release();
  return result;
}
`,
    reports: ['4:24 exception'],
  });

  invalid('has it on the path that releases it, and not on the other', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function withTransaction<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await run(client);
    client.release();
    return result;
  } catch (error) {
    console.error(error);
    throw error;
  }
}
`,
    reports: ['4:24 exception'],
  });

  valid('in a \`try\` that releases it', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function withClient<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await run(client);
  } finally {
    client.release();
  }
}
export async function handled<T>(pool: Pool, run: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    const result = await run(client);
    client.release();
    return result;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}
`,
  });

  valid('may keep it, where the function does not release it, or only when the callback fails', {
    code: `
import type { Pool, PoolClient } from 'pg';
export async function handOver(pool: Pool, keep: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  await keep(client);
}
export async function handOverOrRelease(pool: Pool, keep: (client: PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await keep(client);
  } catch (error) {
    client.release();
    throw error;
  }
}
export async function later(pool: Pool, keep: (client: PoolClient) => void): Promise<() => void> {
  const client = await pool.connect();
  keep(client);
  return () => { client.release(); };
}
`,
  });
});

describe('a queue that is lent a connection', () => {
  invalid('does not close it', {
    code: `
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
export async function add(url: string): Promise<void> {
  const connection = new Redis(url);
  const queue = new Queue('mail', { connection });
  try {
    await queue.add('hello', {});
  } finally {
    await queue.close();
  }
}
`,
    reports: ['5:22 never'],
  });

  valid('leaves it to be closed after it, or hands it on', {
    code: `
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
export async function add(url: string): Promise<void> {
  const connection = new Redis(url);
  const queue = new Queue('mail', { connection });
  try {
    await queue.add('hello', {});
  } finally {
    await queue.close();
    await connection.quit();
  }
}
export function open(url: string): Queue {
  return new Queue('mail', { connection: new Redis(url) });
}
export function openAll(url: string) {
  const connection = new Redis(url);
  const queue = new Queue('mail', { connection });
  return { queue, close: () => connection.quit() };
}
`,
  });
});

describe('code that is not seen', () => {
  invalid('only had what the function releases itself', {
    code: `
import { migrate } from 'migrations';
import { Client } from 'pg';
import { Tables } from 'tables';
async function structure(client: Client) {
  return await migrate(client);
}
export async function upgrade(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await migrate(client);
  await client.end();
}
export async function describe(url: string): Promise<unknown> {
  const client = new Client(url);
  await client.connect();
  const found = await structure(client);
  await client.end();
  return found;
}
export async function list(url: string): Promise<unknown> {
  const client = new Client(url);
  await client.connect();
  const tables = new Tables({ client });
  const all = await tables.list();
  await client.end();
  return all;
}
`,
    options: [{ exceptionPaths: 'all' }],
    reports: ['10:9 exception', '16:9 exception', '23:9 exception'],
  });

  valid('may keep it, where its name says so, nothing is waited for, or it is closed itself', {
    code: `
import { onShutdown, register, trackClient } from 'clean-up';
import { Client } from 'pg';
import { Tables } from 'tables';
export async function tracked(url: string): Promise<void> {
  const client = trackClient(new Client(url));
  await client.connect();
  await client.query('select 1');
  await client.end();
}
export async function registered(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await register(client);
  await client.query('select 1');
  await client.end();
}
export async function later(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  onShutdown(client);
  await client.query('select 1');
  await client.end();
}
export async function through(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  const tables = new Tables(client);
  try {
    await tables.list();
  } catch (error) {
    await tables.close();
    throw error;
  }
  await client.end();
}
export async function handedOver(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await new Tables(client).list();
}
`,
    options: [{ exceptionPaths: 'all' }],
  });
});
