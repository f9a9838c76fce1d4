import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('a call that gives a promise', () => {
  valid('does not throw where nobody waits for it', {
    code: `
import type { Request, Response } from 'express';
import { Redis } from 'ioredis';
export function stream(request: Request, response: Response) {
  const subscriber = new Redis();
  subscriber.subscribe('news').catch(console.error);
  void subscriber.psubscribe('news.*');
  subscriber.on('message', (_channel, message) => response.write(message));
  request.on('close', () => {
    subscriber.disconnect();
  });
}
`,
    options: [{ exceptionPaths: 'all' }],
  });

  invalid('does where it is awaited', {
    code: `
import { Redis } from 'ioredis';
export async function first(channel: string) {
  const subscriber = new Redis();
  const subscribing = subscriber.subscribe(channel);
  const count = await subscribing;
  subscriber.disconnect();
  return count;
}
`,
    options: [{ exceptionPaths: 'all' }],
    reports: ['4:22 exception'],
  });
});

describe('functions of packages', () => {
  valid('one that only computes', {
    code: `
import { relative } from 'node:path';
import type { Pool } from 'pg';
export async function name(pool: Pool, folder: string, path: string) {
  const client = await pool.connect();
  const short = relative(folder, path);
  client.release();
  return short;
}
`,
  });

  valid('one whose name has such a word only inside another', {
    code: `
import { triggerAsyncId } from 'node:async_hooks';
import type { Pool } from 'pg';
export async function trigger(pool: Pool) {
  const client = await pool.connect();
  const id = triggerAsyncId();
  client.release();
  return id;
}
`,
  });

  valid('one of a package that is not installed', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { addHours } from 'hours-of-days';
import type { Pool } from 'pg';
export async function later(pool: Pool, date: Date) {
  const client = await pool.connect();
  const later = addHours(date, 1);
  client.release();
  return later;
}
`,
  });

  invalid('but not one of a file that is missing', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { addHours } from '@/hours-of-days';
import type { Pool } from 'pg';
export async function later(pool: Pool, date: Date) {
  const client = await pool.connect();
  const later = addHours(date, 1);
  client.release();
  return later;
}
`,
    reports: ['5:24 exception'],
  });

  valid('one that tells a text', {
    code: `
import type { Pool } from 'pg';
export async function name(pool: Pool, settings: { getName(): string }) {
  const client = await pool.connect();
  const found = settings.getName();
  client.release();
  return found;
}
`,
  });

  invalid('one that gets something else', {
    code: `
import type { Pool } from 'pg';
export async function name(pool: Pool, settings: { getNames(): string[] }) {
  const client = await pool.connect();
  const found = settings.getNames();
  client.release();
  return found;
}
`,
    reports: ['4:24 exception'],
  });

  invalid('one that reads', {
    code: `
import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
export async function text(pool: Pool, path: string) {
  const client = await pool.connect();
  const found = readFileSync(path, 'utf8');
  client.release();
  return found;
}
`,
    reports: ['5:24 exception'],
  });

  invalid('one that is waited for', {
    code: `
import { access } from 'node:fs/promises';
import type { Pool } from 'pg';
export async function find(pool: Pool, path: string) {
  const client = await pool.connect();
  await access(path);
  client.release();
}
`,
    reports: ['5:24 exception'],
  });
});

describe('logs and figures', () => {
  valid('are not thought of', {
    code: `
import type { Pool } from 'pg';
declare const requestLogger: { note(text: string): void };
declare const metrics: { increment(name: string): void };
declare const spinner: { start(text: string): void };
declare function logConnected(): void;
export async function ping(pool: Pool) {
  const client = await pool.connect();
  requestLogger.note('connected');
  metrics.increment('connected');
  spinner.start('connected');
  logConnected();
  client.release();
}
`,
  });

  invalid('but what is done with a login is', {
    code: `
import type { Pool } from 'pg';
declare function login(): void;
export async function ping(pool: Pool) {
  const client = await pool.connect();
  login();
  client.release();
}
`,
    reports: ['5:24 exception'],
  });
});

describe('what is made of the resource', () => {
  valid('a wrapper that is returned', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
export async function database(url: string) {
  const client = new Client(url);
  await client.connect();
  const db = drizzle(client);
  return db;
}
`,
  });

  valid('an instance that keeps it, and through which it is released', {
    code: `
import type { Pool, PoolClient } from 'pg';
class Session {
  constructor(readonly client: PoolClient) {}
  run(text: string) {
    return this.client.query(text);
  }
}
export async function transaction(pool: Pool) {
  const session = new Session(await pool.connect());
  try {
    await session.run('begin');
  } finally {
    session.client.release();
  }
}
`,
  });

  invalid('an instance that keeps it, and through which nobody releases it', {
    code: `
import type { Pool, PoolClient } from 'pg';
class Session {
  constructor(readonly client: PoolClient) {}
  run(text: string) {
    return this.client.query(text);
  }
}
export async function transaction(pool: Pool) {
  const session = new Session(await pool.connect());
  await session.run('begin');
}
`,
    reports: ['10:37 never'],
  });
});

describe('what is not certain', () => {
  valid('a timer that its own callback clears', {
    code: `
export function until(isDone: () => boolean) {
  return new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isDone()) {
        clearInterval(timer);
        resolve();
      }
    }, 100);
  });
}
`,
  });

  valid('a function that may give what is there already', {
    code: `
import type { Pool, PoolClient } from 'pg';
let current: PoolClient | undefined;
async function open(pool: Pool) {
  const client = await pool.connect();
  return client;
}
async function ensureClient(pool: Pool) {
  return current ?? open(pool);
}
export async function run(pool: Pool) {
  const client = await ensureClient(pool);
  await client.query('select 1');
}
`,
  });

  valid('instances that are kept in each other without end', {
    code: `
import type { Pool, PoolClient } from 'pg';
class Session {
  inner: Session | undefined;
  constructor(readonly client: Pool | PoolClient | Session) {}
  async transaction(pool: Pool) {
    const session = new Session(await pool.connect());
    const inner = new Session(session.client);
    this.inner = new Session(inner);
    this.inner.inner = new Session(this.inner.client);
    return new Session(this.inner);
  }
}
export const session = (pool: Pool) => new Session(pool).transaction(pool);
`,
  });

  valid('a part of it that goes on', {
    code: `
import { createClient } from 'redis';
export async function options(url: string) {
  const found = (await createClient({ url }).connect()).options;
  return found;
}
`,
  });
});

describe('a call that hardly throws', () => {
  valid('asks for a state', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import type { Knex } from 'knex';
export async function transfer(db: Knex): Promise<void> {
  const trx = await db.transaction();
  try {
    await trx('accounts').insert({ id: 1 });
    await trx.commit();
  } finally {
    if (!trx.isCompleted()) {
      await trx.rollback();
    }
  }
}
`,
  });

  valid('gives an emitter, which tells of its errors in an event', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Redis } from 'ioredis';
export async function keys(onKey: (key: string) => void): Promise<void> {
  const redis = new Redis();
  const stream = redis.scanStream();
  stream.once('close', () => redis.disconnect());
  stream.on('data', onKey);
}
`,
  });

  valid('tells what a route does', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { createServer } from 'node:http';
import express from 'express';
export function start(port: number) {
  const app = express();
  const server = createServer(app);
  server.listen(port);
  app.get('/health', (_request, response) => {
    response.sendStatus(200);
  });
  return server;
}
`,
  });

  invalid('but one whose result matters may fail', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { createServer } from 'node:http';
import express from 'express';
export function start(port: number, cache: { get(key: string, make: () => number): number }) {
  const app = express();
  const server = createServer(app);
  server.listen(port);
  const limit = cache.get('limit', () => 5);
  server.maxConnections = limit;
  return server;
}
`,
    reports: ['7:3 exception'],
  });

  invalid('but one that gives a promise may fail', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool): Promise<number> {
  const client = await pool.connect();
  const { rows } = await client.query('select * from users');
  client.release();
  return rows.length;
}
`,
    reports: ['4:24 exception'],
  });
});

describe('what the language itself has', () => {
  valid('only computes', {
    code: `
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
export async function load(pool: Pool, cache: Map<string, number>, id: string, ids: number[]): Promise<unknown> {
  const client = await pool.connect();
  const known = cache.get(id) ?? Number.parseInt(id, 10) + parseInt(id.padStart(3), 10);
  const last = [...ids].sort((one, other) => one - other).reverse().at(-1);
  const key = createHash('sha256').update(id).digest('hex');
  const url = encodeURIComponent(new URLSearchParams({ id }).get('id') ?? '');
  const room = Buffer.alloc(8);
  const [at, since] = [new Date().getTime(), process.hrtime.bigint()];
  cache.delete(id);
  try {
    return await client.query('select $1', [known, last, key, url, room, at, since]);
  } finally {
    client.release();
  }
}
`,
  });

  invalid('but not where it reads a text, calls back, or gives a promise that is waited for', {
    code: `
import type { Pool } from 'pg';
export async function parsed(pool: Pool, text: string): Promise<unknown> {
  const client = await pool.connect();
  const value: unknown = JSON.parse(text);
  client.release();
  return value;
}
export async function checked(pool: Pool, ids: number[], check: (id: number) => number): Promise<number[]> {
  const client = await pool.connect();
  const found = ids.map(check);
  client.release();
  return found;
}
export async function waited(pool: Pool, begun: Map<string, Promise<number>>): Promise<unknown> {
  const client = await pool.connect();
  const value = await begun.get('id');
  client.release();
  return value;
}
export async function configured(pool: Pool, settings: { get(name: string): string }): Promise<string> {
  const client = await pool.connect();
  const name = settings.get('name');
  client.release();
  return name;
}
`,
    reports: ['4:24 exception', '10:24 exception', '16:24 exception', '22:24 exception'],
  });
});

describe('a server that is waited for in a promise', () => {
  invalid('is open from then on', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { createServer } from 'node:http';
export async function withServer(work: () => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, resolve);
  });
  await work();
  server.close();
}
`,
    reports: ['5:9 exception'],
  });

  valid('is not open where that fails', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { createServer } from 'node:http';
export async function withServer(work: () => Promise<void>): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, resolve);
  });
  try {
    await work();
  } finally {
    server.close();
  }
}
`,
  });
});

describe('a connection that its module keeps', () => {
  invalid('is closed by the module, but not where something throws', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import mongoose from 'mongoose';
export async function migrate(work: () => Promise<void>): Promise<void> {
  await mongoose.connect('mongodb://localhost');
  await work();
  await mongoose.disconnect();
}
`,
    reports: ['4:9 exception'],
  });

  valid('is closed in any case', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import mongoose from 'mongoose';
export async function migrate(work: () => Promise<void>): Promise<void> {
  await mongoose.connect('mongodb://localhost');
  try {
    await work();
  } finally {
    await mongoose.disconnect();
  }
}
`,
  });

  valid('stays open for the application', {
    code: `
import mongoose from 'mongoose';
export async function connectDatabase(): Promise<void> {
  await mongoose.connect('mongodb://localhost');
}
export async function closeDatabase(): Promise<void> {
  await mongoose.disconnect();
}
`,
  });
});

describe('a method that calls back for each element', () => {
  valid('throws only where the callback does', {
    code: `
import type { Pool } from 'pg';
const tablesOf = (schema: string) =>
  ['users', 'orders'].reduce<Record<string, string>>((all, table) => {
    all[table] = \`\${schema}.\${table}\`;
    return all;
  }, {});
export async function count(pool: Pool, schema: string) {
  const client = await pool.connect();
  const tables = tablesOf(schema);
  const names = Object.keys(tables).map((name) => name.toUpperCase());
  client.release();
  return names;
}
`,
  });

  invalid('as one that checks what it gets', {
    code: `
import type { Pool } from 'pg';
const tablesOf = (schema: string) =>
  ['users', 'orders'].map((table) => {
    if (schema === '') {
      throw new Error('no schema');
    }
    return \`\${schema}.\${table}\`;
  });
export async function count(pool: Pool, schema: string) {
  const client = await pool.connect();
  const tables = tablesOf(schema);
  client.release();
  return tables;
}
`,
    reports: ['11:24 exception'],
  });
});

describe('a method of the project', () => {
  valid('that only gives what is written there', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Redis } from 'ioredis';
class Inbox {
  readonly texts: string[] = [];
  listener() {
    return (_channel: string, text: string) => JSON.parse(text);
  }
  channel() {
    return 'news';
  }
  all() {
    return this.texts;
  }
}
export function read(inbox: Inbox) {
  const redis = new Redis();
  redis.on('message', inbox.listener());
  void redis.subscribe(inbox.channel());
  const texts = inbox.all();
  redis.disconnect();
  return texts;
}
`,
  });

  invalid('that calls something', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Redis } from 'ioredis';
class Inbox {
  constructor(private readonly text: string) {}
  channel() {
    return JSON.parse(this.text);
  }
}
export function read(inbox: Inbox) {
  const redis = new Redis();
  void redis.subscribe(inbox.channel());
  redis.disconnect();
}
`,
    reports: ['10:17 exception'],
  });
});

describe('the setter of a state', () => {
  valid('only tells what comes next', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { useEffect, useState } from 'react';
export function Clock() {
  const [date, setDate] = useState(new Date());
  useEffect(() => {
    const tick = () => {
      setDate(new Date());
    };
    const interval = setInterval(tick, 1000);
    tick();
    return () => clearInterval(interval);
  }, []);
  return date.toISOString();
}
`,
  });

  invalid('but another function of such a name may throw', {
    options: [{ exceptionPaths: 'all' }],
    code: `
declare function setDate(date: Date): void;
export function startClock() {
  const interval = setInterval(() => setDate(new Date()), 1000);
  setDate(new Date());
  return () => clearInterval(interval);
}
`,
    reports: ['4:20 exception'],
  });
});
