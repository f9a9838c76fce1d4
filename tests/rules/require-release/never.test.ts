import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('what a function opens and never closes', () => {
  invalid('a client that is connected', {
    code: `
import { Client } from 'pg';
export async function ping(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query('select 1');
}
`,
    reports: ['5:9 never'],
  });

  valid('is right once it is ended', {
    code: `
import { Client } from 'pg';
export async function ping(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query('select 1');
  await client.end();
}
`,
  });

  valid('a client that never connects holds nothing', {
    code: `
import { Client } from 'pg';
export function hostOf(url: string): string {
  const client = new Client(url);
  return client.host;
}
`,
  });

  invalid('a pool of its own', {
    code: `
import { Pool } from 'pg';
export async function now(): Promise<unknown> {
  const pool = new Pool();
  const { rows } = await pool.query('select now()');
  return rows[0];
}
`,
    reports: ['4:16 never'],
  });

  valid('a pool that was handed in', {
    code: `
import { Pool } from 'pg';
export async function now(pool: Pool): Promise<unknown> {
  const { rows } = await pool.query('select now()');
  return rows[0];
}
`,
  });

  invalid('a client of ioredis, which holds at once', {
    code: `
import { Redis } from 'ioredis';
export async function cached(key: string): Promise<string | null> {
  const redis = new Redis();
  return redis.get(key);
}
`,
    reports: ['4:17 never'],
  });

  valid('one that is told to wait holds nothing', {
    code: `
import { Redis } from 'ioredis';
export function nameOf(): string | undefined {
  const redis = new Redis({ lazyConnect: true });
  return redis.options.connectionName;
}
`,
  });

  invalid('a client of redis', {
    code: `
import { createClient } from 'redis';
export async function cached(key: string): Promise<string | null> {
  const client = createClient();
  await client.connect();
  return await client.get(key);
}
`,
    reports: ['5:9 never'],
  });

  valid('the client that is closed', {
    code: `
import { createClient } from 'redis';
export async function cached(key: string): Promise<string | null> {
  const client = await createClient().connect();
  try {
    return await client.get(key);
  } finally {
    await client.close();
  }
}
`,
  });

  invalid('a connection of mysql2', {
    code: `
import mysql from 'mysql2/promise';
export async function count(): Promise<unknown> {
  const connection = await mysql.createConnection('mysql://localhost');
  const [rows] = await connection.query('select count(*) from users');
  return rows;
}
`,
    reports: ['4:28 never'],
  });

  valid('in an await using declaration', {
    code: `
import mysql from 'mysql2/promise';
export async function count(): Promise<unknown> {
  await using connection = await mysql.createConnection('mysql://localhost');
  const [rows] = await connection.query('select count(*) from users');
  return rows;
}
`,
  });

  invalid('an instance of knex', {
    code: `
import knex from 'knex';
export async function migrate(): Promise<void> {
  const db = knex({ client: 'pg', connection: {} });
  await db.migrate.latest();
}
`,
    reports: ['4:14 never'],
  });

  valid('that is destroyed', {
    code: `
import knex from 'knex';
export async function migrate(): Promise<void> {
  const db = knex({ client: 'pg', connection: {} });
  await db.migrate.latest().finally(() => db.destroy());
}
`,
  });

  invalid('a database of better-sqlite3, in a function that does not wait', {
    code: `
import Database from 'better-sqlite3';
export function count(path: string): unknown {
  const db = new Database(path, { readonly: true });
  return db.prepare('select count(*) from users').get();
}
`,
    reports: ['4:14 never'],
  });

  valid('the database that is closed', {
    code: `
import Database from 'better-sqlite3';
export function count(path: string): unknown {
  const db = new Database(path, { readonly: true });
  try {
    return db.prepare('select count(*) from users').get();
  } finally {
    db.close();
  }
}
`,
  });

  invalid('a file', {
    code: `
import { open } from 'node:fs/promises';
export async function size(path: string): Promise<number> {
  const file = await open(path);
  const { size } = await file.stat();
  return size;
}
`,
    reports: ['4:22 never'],
  });

  valid('that reads itself to its end', {
    code: `
import { readFile } from 'node:fs/promises';
export async function size(path: string): Promise<number> {
  return (await readFile(path)).length;
}
`,
  });

  valid('a worker, which ends by itself', {
    code: `
import { Worker } from 'node:worker_threads';
export async function compute(input: number): Promise<unknown> {
  const worker = new Worker('./job.js');
  worker.postMessage(input);
  return await new Promise((resolve) => worker.once('message', resolve));
}
`,
  });

  invalid('a queue', {
    code: `
import { Queue } from 'bullmq';
export async function enqueue(name: string): Promise<void> {
  const queue = new Queue('mail');
  await queue.add(name, {});
}
`,
    reports: ['4:17 never'],
  });

  valid('the queue that is closed', {
    code: `
import { Queue } from 'bullmq';
export async function enqueue(name: string): Promise<void> {
  const queue = new Queue('mail');
  await queue.add(name, {});
  await queue.close();
}
`,
  });

  invalid('a producer of Kafka', {
    code: `
import { Kafka } from 'kafkajs';
export async function publish(value: string): Promise<void> {
  const kafka = new Kafka({ brokers: ['localhost:9092'] });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'audit', messages: [{ value }] });
}
`,
    reports: ['6:9 never'],
  });

  valid('that is disconnected', {
    code: `
import { Kafka } from 'kafkajs';
export async function publish(value: string): Promise<void> {
  const kafka = new Kafka({ brokers: ['localhost:9092'] });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'audit', messages: [{ value }] });
  await producer.disconnect();
}
`,
  });

  invalid('a browser', {
    code: `
import { chromium } from '@playwright/test';
export async function title(url: string): Promise<string> {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto(url);
  return await page.title();
}
`,
    reports: ['4:25 never'],
  });

  valid('which closes its pages with itself', {
    code: `
import { chromium } from '@playwright/test';
export async function title(url: string): Promise<string> {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto(url);
  const title = await page.title();
  await browser.close();
  return title;
}
`,
  });

  invalid('a client of undici', {
    code: `
import { Client } from 'undici';
export async function status(origin: string): Promise<number> {
  const client = new Client(origin);
  const { statusCode } = await client.request({ path: '/', method: 'GET' });
  return statusCode;
}
`,
    reports: ['4:18 never'],
  });

  valid('an agent that others use', {
    code: `
import { Agent, fetch, request, setGlobalDispatcher } from 'undici';
export async function statuses(url: string): Promise<readonly number[]> {
  const agent = new Agent();
  const { status } = await fetch(url, { dispatcher: agent });
  const { statusCode } = await request(url, { dispatcher: new Agent() });
  return [status, statusCode];
}
export function connectAtMost(connections: number): void {
  setGlobalDispatcher(new Agent({ connections }));
}
`,
  });

  invalid('a folder that is only read from', {
    code: `
import { opendir } from 'node:fs/promises';
export async function firstIn(path: string): Promise<string | undefined> {
  const folder = await opendir(path);
  const entry = await folder.read();
  return entry?.name;
}
`,
    reports: ['4:24 never'],
  });

  valid('a folder that a loop reads to its end, which closes it', {
    code: `
import { opendir } from 'node:fs/promises';
export async function namesIn(path: string): Promise<readonly string[]> {
  const names: string[] = [];
  const folder = await opendir(path);
  for await (const { name } of folder) names.push(name);
  return names;
}
`,
  });

  invalid('an instance of Kysely', {
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
export async function names(): Promise<unknown> {
  const db = new Kysely<{ users: { name: string } }>({ dialect: new PostgresDialect({ pool: new Pool() }) });
  return await db.selectFrom('users').select('name').execute();
}
`,
    reports: ['5:14 never'],
  });

  valid('which destroys its pool with itself', {
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
export async function names(): Promise<unknown> {
  const db = new Kysely<{ users: { name: string } }>({ dialect: new PostgresDialect({ pool: new Pool() }) });
  try {
    return await db.selectFrom('users').select('name').execute();
  } finally {
    await db.destroy();
  }
}
`,
  });

  valid('or whose pool is ended, which is all that it holds', {
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
export async function names(): Promise<unknown> {
  const pool = new Pool();
  const db = new Kysely<{ users: { name: string } }>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await db.selectFrom('users').select('name').execute();
  } finally {
    await pool.end();
  }
}
export async function namesIn(pool: Pool): Promise<unknown> {
  const db = new Kysely<{ users: { name: string } }>({ dialect: new PostgresDialect({ pool }) });
  return await db.selectFrom('users').select('name').execute();
}
`,
  });

  invalid('but whose pool is not', {
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
export async function names(): Promise<unknown> {
  const pool = new Pool();
  const db = new Kysely<{ users: { name: string } }>({ dialect: new PostgresDialect({ pool }) });
  return await db.selectFrom('users').select('name').execute();
}
`,
    reports: ['6:14 never'],
  });

  invalid('in plain JavaScript', {
    filename: 'app/now.js',
    code: `
import { Pool } from 'pg';
export async function now() {
  const pool = new Pool();
  return (await pool.query('select now()')).rows;
}
`,
    reports: ['4:16 never'],
  });

  valid('that ends it', {
    filename: 'app/now.js',
    code: `
import { Pool } from 'pg';
export async function now() {
  const pool = new Pool();
  try {
    return (await pool.query('select now()')).rows;
  } finally {
    await pool.end();
  }
}
`,
  });
});

describe('what is kept nowhere', () => {
  invalid('a file that is only opened', {
    code: `
import { open } from 'node:fs/promises';
export async function create(path: string): Promise<void> {
  await open(path, 'wx');
}
`,
    reports: ['4:9 dropped'],
  });

  valid('a file that is closed where it is opened', {
    code: `
import { open } from 'node:fs/promises';
export async function create(path: string): Promise<void> {
  await (await open(path, 'wx')).close();
}
`,
  });

  invalid('a client that is checked out for one query', {
    code: `
import { Pool } from 'pg';
export async function now(pool: Pool): Promise<unknown> {
  const result = await (await pool.connect()).query('select now()');
  return result.rows;
}
`,
    reports: ['4:31 never'],
  });

  valid('a query of the pool itself', {
    code: `
import { Pool } from 'pg';
export async function now(pool: Pool): Promise<unknown> {
  return (await pool.query('select now()')).rows;
}
`,
  });
});

describe('a call with a callback that gets something else', () => {
  valid('a command that ends by itself', {
    code: `
import { exec } from 'node:child_process';
export function outputOf(command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    exec(command, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}
`,
  });

  invalid('a client that a callback gets', {
    code: `
import type { Pool } from 'pg';
export function ping(pool: Pool, done: (error: Error | undefined) => void): void {
  pool.connect((error, client) => {
    if (error) return done(error);
    client!.query('select 1', (failed) => {
      done(failed);
    });
  });
}
`,
    reports: ['4:3 never'],
  });
});

describe('what is to run as long as the process', () => {
  valid('a task of node-cron', {
    code: `
import cron from 'node-cron';
export function pruneEachHour(prune: () => Promise<void>): void {
  cron.schedule('0 * * * *', () => {
    void prune();
  });
}
`,
  });

  invalid('and a client that it opens each time', {
    code: `
import cron from 'node-cron';
import { Client } from 'pg';
export function pruneEachHour(): void {
  cron.schedule('0 * * * *', async () => {
    const client = new Client();
    await client.connect();
    await client.query('delete from sessions');
  });
}
`,
    reports: ['7:11 never'],
  });
});

describe('a queue of a function', () => {
  valid('that was given the connection', {
    code: `
import { type ConnectionOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
export async function mail(connection: Redis): Promise<void> {
  const queue = new Queue('mail', { connection });
  await queue.add('hello', {});
}
export async function text(connection: ConnectionOptions): Promise<void> {
  const queue = new Queue('text', { connection });
  await queue.add('hello', {});
}
`,
  });

  invalid('that opens a connection for it', {
    code: `
import { Queue } from 'bullmq';
export async function mail(host: string): Promise<void> {
  const queue = new Queue('mail', { connection: { host } });
  await queue.add('hello', {});
}
`,
    reports: ['4:17 never'],
  });
});
