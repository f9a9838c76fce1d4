import { describe } from 'vitest';

import rule from '../../../src/rules/no-ineffective-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-ineffective-release', rule);

describe('an asynchronous function', () => {
  invalid('whose finally does not wait', {
    code: `
import { Client } from 'pg';
export async function count(): Promise<number> {
  const client = new Client();
  await client.connect();
  try {
    const { rows } = await client.query('select count(*) from users');
    return rows[0].count;
  } finally {
    client.end();
  }
}
`,
    reports: ['10:5 notAwaited'],
  });

  valid('whose finally waits', {
    code: `
import { Client } from 'pg';
export async function count(): Promise<number> {
  const client = new Client();
  await client.connect();
  try {
    const { rows } = await client.query('select count(*) from users');
    return rows[0].count;
  } finally {
    await client.end();
  }
}
`,
  });

  invalid('that goes on after a release', {
    code: `
import { Kafka } from 'kafkajs';
const kafka = new Kafka({ brokers: ['localhost:9092'] });
export async function send(value: string): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'mail', messages: [{ value }] });
  producer.disconnect();
}
`,
    reports: ['8:3 notAwaited'],
  });

  invalid('that discards the promise in its finally', {
    code: `
import { createClient } from 'redis';
export async function ping(): Promise<string> {
  const client = createClient();
  await client.connect();
  try {
    return await client.ping();
  } finally {
    void client.close();
  }
}
`,
    reports: ['9:10 notAwaited'],
  });

  valid('that says it does not want to wait', {
    code: `
import { Client } from 'pg';
export async function reconnect(old: Client): Promise<Client> {
  void old.end();
  const client = new Client();
  await client.connect();
  return client;
}
export async function replace(old: Client): Promise<Client> {
  old.end().catch((error: unknown) => console.error(error));
  const client = new Client();
  await client.connect();
  return client;
}
`,
  });

  valid('that keeps the promise, or hands it on', {
    code: `
import { setTimeout } from 'node:timers/promises';
import { Pool } from 'pg';
import { Redis } from 'ioredis';
const closing = new Set<Promise<unknown>>();
export async function stop(pool: Pool, redis: Redis): Promise<void> {
  closing.add(pool.end());
  const quitting = redis.quit();
  await Promise.race([quitting, setTimeout(100)]);
}
`,
  });

  valid('with a closer that is done when it returns', {
    code: `
import Database from 'better-sqlite3';
export async function read(): Promise<unknown> {
  const db = new Database('data.db');
  try {
    return await Promise.resolve(db.prepare('select 1').get());
  } finally {
    db.close();
  }
}
`,
  });

  valid('that a worker runs for its jobs, which closing it would wait for', {
    code: `
import { Worker } from 'bullmq';
export function startWorker(): Worker {
  const worker = new Worker('mail', async (job) => {
    await job.log('last');
    worker.close();
  });
  return worker;
}
`,
  });

  valid('that an emitter calls, and does not wait for', {
    code: `
import type { EventEmitter } from 'node:events';
import { Queue } from 'bullmq';
export function closeWith(emitter: EventEmitter, queue: Queue): void {
  emitter.on('stopped', async () => {
    queue.close();
  });
}
`,
  });

  valid('that is the program, and ends with the release', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function main(): Promise<void> {
  const pool = new Pool();
  console.log(await pool.query('select 1'));
  pool.end();
}
main();
`,
  });

  invalid('that is the program, and exits before the release is over', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function main(): Promise<void> {
  const pool = new Pool();
  console.log(await pool.query('select 1'));
  pool.end();
  process.exit(0);
}
main();
`,
    reports: ['6:3 notAwaited'],
  });

  valid('that waits for the second release', {
    code: `
import { Pool } from 'pg';
export async function stop(pool: Pool): Promise<void> {
  pool.end();
  await pool.end();
}
`,
  });

  valid('that waits for an event', {
    code: `
import { once } from 'node:events';
import { Client } from 'pg';
export async function stop(client: Client): Promise<void> {
  client.end();
  await once(client, 'end');
}
`,
  });

  invalid('that has only an interface of the client', {
    code: `
import type { FastifyInstance } from 'fastify';
import type { Dispatcher, Pool } from 'undici';
export async function stop(app: FastifyInstance, pool: Pool, other?: Dispatcher): Promise<void> {
  app.close();
  pool.close();
  await other?.close();
}
`,
    reports: ['5:3 notAwaited'],
  });
});

describe('a function that is not asynchronous', () => {
  valid('may drop the promise: nobody expects it to wait', {
    code: `
import { Pool } from 'pg';
export function restart(pool: Pool): Pool {
  pool.end();
  return new Pool();
}
`,
  });

  invalid('but not a closer whose callers wait for it', {
    filename: 'test/server.test.ts',
    code: `
import { afterEach, beforeEach, test } from 'vitest';
import Fastify from 'fastify';
function createServer() {
  const instance = Fastify();
  const stop = () => {
    instance.close();
  };
  return { instance, stop };
}
let server: ReturnType<typeof createServer>;
beforeEach(() => {
  server = createServer();
});
afterEach(() => server.stop());
test('answers', () => {});
`,
    reports: ['7:5 notAwaited'],
  });

  valid('nor one whose callers do not', {
    code: `
import Fastify from 'fastify';
export function createServer() {
  const instance = Fastify();
  const stop = () => {
    instance.close();
  };
  setTimeout(() => stop(), 1000);
  return { instance, stop };
}
`,
  });
});

describe('a shutdown handler', () => {
  invalid('that exits before the release is over', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
process.once('SIGTERM', () => {
  pool.end();
  process.exit(0);
});
`,
    reports: ['5:3 notAwaited'],
  });

  valid('after which the process ends when all is closed', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
process.once('SIGTERM', () => {
  pool.end();
});
process.once('SIGINT', async () => {
  await pool.end();
  process.exit(0);
});
process.on('exit', () => {
  pool.end();
});
`,
  });

  invalid('of Fastify', {
    code: `
import Fastify from 'fastify';
import { Redis } from 'ioredis';
const redis = new Redis();
export const app = Fastify();
app.addHook('onClose', async () => {
  redis.quit();
});
`,
    reports: ['7:3 notAwaited'],
  });

  valid('of Fastify that waits', {
    code: `
import Fastify from 'fastify';
import { Redis } from 'ioredis';
const redis = new Redis();
export const app = Fastify();
app.addHook('onClose', async () => {
  await redis.quit();
});
app.addHook('onClose', (_instance, done) => {
  redis.quit(() => done());
});
`,
  });

  invalid('of Nest', {
    code: `
import { Redis } from 'ioredis';
export class Cache {
  readonly #redis = new Redis();
  onModuleDestroy() {
    this.#redis.quit();
  }
}
`,
    reports: ['6:5 notAwaited'],
  });

  valid('of Nest that waits', {
    code: `
import { Redis } from 'ioredis';
export class Cache {
  readonly #redis = new Redis();
  onModuleDestroy() {
    return this.#redis.quit();
  }
}
`,
  });
});

describe('a function that is the program', () => {
  invalid('and whose finally does not wait, although the program goes on', {
    filename: 'app/send.ts',
    code: `
import { Kafka } from 'kafkajs';
const kafka = new Kafka({ brokers: ['localhost:9092'] });
async function send(value: string): Promise<number> {
  const producer = kafka.producer();
  await producer.connect();
  try {
    await producer.send({ topic: 'mail', messages: [{ value }] });
    return 1;
  } finally {
    producer.disconnect();
  }
}
const sent = await send('hello');
console.log(sent);
`,
    reports: ['11:5 notAwaited'],
  });

  invalid('and whose promise has a callback that goes on', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
(async () => {
  const pool = new Pool();
  try {
    console.log(await pool.query('select 1'));
  } finally {
    pool.end();
  }
})()
  .then(() => console.log('done'))
  .catch(console.error);
`,
    reports: ['8:5 notAwaited'],
  });

  invalid('and after which the program exits', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function print(): Promise<void> {
  const pool = new Pool();
  console.log(await pool.query('select 1'));
  pool.end();
}
try {
  await print();
} catch {
  process.exitCode = 1;
}
process.exit();
`,
    reports: ['6:3 notAwaited'],
  });

  invalid('and whose promise ends the process', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function print(): Promise<void> {
  const pool = new Pool();
  console.log(await pool.query('select 1'));
  pool.end();
}
print().catch(console.error).finally(() => process.exit());
`,
    reports: ['6:3 notAwaited'],
  });

  valid('and after which there is nothing left to do', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function print(): Promise<void> {
  const pool = new Pool();
  try {
    console.log(await pool.query('select 1'));
  } finally {
    pool.end();
  }
}
await print();
type Printed = string;
function unused(): Printed | undefined {
  return undefined;
}
`,
  });

  valid('and that only its failure, or something that does not wait for it, comes after', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function print(): Promise<void> {
  const pool = new Pool();
  try {
    console.log(await pool.query('select 1'));
  } finally {
    pool.end();
  }
}
print().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
console.log('started');
`,
  });

  valid('and that ends with a release, of which the program only tells that it is done', {
    filename: 'app/print.ts',
    code: `
import { Pool } from 'pg';
async function print(): Promise<void> {
  const pool = new Pool();
  console.log(await pool.query('select 1'));
  pool.end();
}
await print();
console.log('done');
`,
  });
});

describe('a function that ends the process', () => {
  invalid('in a callback, before what it closes had its turn', {
    filename: 'app/server.ts',
    code: `
import { createServer } from 'node:http';
import { Kafka } from 'kafkajs';
import { Pool } from 'pg';
const pool = new Pool();
const producer = new Kafka({ brokers: ['localhost:9092'] }).producer();
const server = createServer().listen(3000);
process.once('SIGTERM', () => {
  server.close(() => {
    pool.end();
    void producer.disconnect();
    process.exit(0);
  });
});
`,
    reports: ['10:5 notAwaited', '11:10 notAwaited'],
  });

  valid('after closers that are done when they return, or once all is closed', {
    filename: 'app/server.ts',
    code: `
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
const db = new Database('data.db');
const pool = new Pool();
const redis = new Redis();
const server = createServer().listen(3000);
process.once('SIGTERM', () => {
  server.close(() => {
    redis.disconnect();
    db.close();
    process.exit(0);
  });
});
process.once('SIGINT', () => {
  server.close(async () => {
    await pool.end();
    process.exit(0);
  });
});
process.once('SIGHUP', () => {
  server.close(() => {
    pool.end().finally(() => process.exit(0));
  });
});
`,
  });

  invalid('in a handler of an emitter, or of the process by its name', {
    filename: 'app/server.ts',
    code: `
import { createServer } from 'node:http';
import { Pool } from 'pg';
const pool = new Pool();
const server = createServer().listen(3000);
server.on('error', async () => {
  pool.end();
  process.exit(1);
});
pool.on('error', () => {
  pool.end();
  process.exit(1);
});
const shutdown = () => {
  pool.end();
  server.close(() => process.exit(0));
};
process.on('SIGTERM', shutdown);
process.on('SIGINT', shutdown);
export function stop(isFatal: boolean): void {
  pool.end();
  if (isFatal) {
    process.exit(1);
  }
}
`,
    reports: ['7:3 notAwaited', '11:3 notAwaited', '15:3 notAwaited', '21:3 notAwaited'],
  });

  valid('on another way, when the time is up, or as the last thing that anybody asks of it', {
    filename: 'app/server.ts',
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export function stop(isFatal: boolean): void {
  if (!isFatal) {
    pool.end();
    return;
  }
  process.exit(1);
}
export function leave(isFatal: boolean): void {
  if (isFatal) {
    process.exit(1);
  } else {
    pool.end();
  }
}
process.once('SIGTERM', () => {
  pool.end();
  setTimeout(() => process.exit(1), 10_000).unref();
});
function cleanUp(): void {
  pool.end();
}
process.on('exit', cleanUp);
export function fail(message: string): never {
  console.error(message);
  pool.end();
  process.exit(1);
}
`,
  });

  valid('and with it its threads, or is a job that the closer waits for', {
    filename: 'app/server.ts',
    code: `
import { Worker as Thread } from 'node:worker_threads';
import { Worker } from 'bullmq';
const thread = new Thread('./thread.js');
process.once('SIGTERM', () => {
  thread.terminate();
  process.exit(0);
});
const worker = new Worker('mail', async () => {
  worker.close();
  process.exit(0);
});
`,
  });
});

describe('a class of the project', () => {
  const others = {
    'app/engine.ts': `
import { Redis } from 'ioredis';
import { Worker } from 'bullmq';
export class Engine {
  readonly #redis = new Redis();
  readonly #jobs = new Worker('jobs');
  async quit(): Promise<void> {
    try {
      await this.#stopJobs();
      await this.#redis.quit();
    } catch (error) {
      console.error(error);
    }
  }
  async #stopJobs(): Promise<void> {
    await this.#jobs.close();
  }
  stop(): void {
    void this.quit();
  }
}
`,
    'app/model.ts': `
import { Pool } from 'pg';
const pool = new Pool();
export class Comment {
  constructor(readonly id: string) {}
  async destroy(): Promise<void> {
    await pool.query('delete from comments where id = $1', [this.id]);
  }
  async end(): Promise<void> {
    await pool.query('update comments set closed = true where id = $1', [this.id]);
  }
}
`,
    'app/scheduler.ts': `
import type { Pool } from 'pg';
class Daemon {
  constructor(private readonly db: Pool) {}
  async waitUntilStopped(): Promise<void> {
    await this.db.query('select 1');
  }
}
export class Scheduler {
  private readonly cleaning: Daemon;
  constructor(db: Pool) {
    this.cleaning = new Daemon(db);
  }
  async stop(): Promise<void> {
    await this.cleaning.waitUntilStopped();
  }
}
`,
  };

  invalid('whose closer releases a resource', {
    filename: 'app/engine.test.ts',
    others,
    code: `
import { expect, it } from 'vitest';
import { Engine } from './engine.js';
it('runs', async () => {
  const engine = new Engine();
  try {
    expect(engine).toBeDefined();
  } finally {
    engine.quit();
  }
});
`,
    reports: ['9:5 notAwaited'],
  });

  valid('whose closer is done when it returns', {
    filename: 'app/engine.test.ts',
    others,
    code: `
import { afterEach, it } from 'vitest';
import { Engine } from './engine.js';
const engine = new Engine();
afterEach(() => {
  engine.stop();
});
it('runs', () => {});
`,
  });

  valid('whose destroy() deletes a row', {
    filename: 'app/model.test.ts',
    others,
    code: `
import { it } from 'vitest';
import { Comment } from './model.js';
it('is gone', async () => {
  const comment = new Comment('1');
  comment.destroy();
  const other = new Comment('2');
  other.end();
});
`,
  });

  invalid('that has a resource, in a hook', {
    filename: 'app/scheduler.test.ts',
    others,
    code: `
import { afterAll, it } from 'vitest';
import { Pool } from 'pg';
import { Scheduler } from './scheduler.js';
const pool = new Pool();
const scheduler = new Scheduler(pool);
afterAll(async () => {
  scheduler.stop();
  await pool.end();
});
it('runs', () => {});
`,
    reports: ['8:3 notAwaited'],
  });

  valid('that has a resource, where only its name says that it closes', {
    filename: 'app/restart.ts',
    others,
    code: `
import type { Scheduler } from './scheduler.js';
export async function pause(scheduler: Scheduler): Promise<void> {
  scheduler.stop();
}
`,
  });

  invalid('with Symbol.asyncDispose', {
    code: `
export class Session implements AsyncDisposable {
  async close(): Promise<void> {
    await fetch('http://localhost/close');
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
export async function use(): Promise<void> {
  const session = new Session();
  session.close();
}
export async function dispose(session: Session): Promise<void> {
  session[Symbol.asyncDispose]();
}
`,
    reports: ['12:3 notAwaited', '15:3 notAwaited'],
  });

  invalid('that extends a resource', {
    code: `
import { Queue } from 'bullmq';
class Mails extends Queue {}
export async function send(): Promise<void> {
  const mails = new Mails('mail');
  await mails.add('mail', {});
  mails.close();
}
`,
    reports: ['7:3 notAwaited'],
  });
});

describe('what was checked out', () => {
  invalid('and is given back with a promise that nobody waits for', {
    code: `
import type { MongoClient } from 'mongodb';
export async function move(client: MongoClient): Promise<void> {
  const session = client.startSession();
  try {
    await session.withTransaction(async () => {});
  } finally {
    session.endSession();
  }
}
`,
    reports: ['8:5 notAwaited'],
  });

  valid('and is given back with a promise that nobody has to wait for', {
    others: {
      'node_modules/mariadb/package.json': '{ "name": "mariadb", "types": "index.d.ts" }',
      'node_modules/mariadb/index.d.ts': `
export interface PoolConnection {
  query(text: string): Promise<unknown>;
  release(): Promise<void>;
}
export interface Pool {
  getConnection(): Promise<PoolConnection>;
}
`,
    },
    code: `
import type { Pool } from 'mariadb';
export async function count(pool: Pool): Promise<unknown> {
  const connection = await pool.getConnection();
  try {
    return await connection.query('select 1');
  } finally {
    connection.release();
  }
}
`,
  });

  valid('and is given back with a promise that is waited for', {
    code: `
import type { MongoClient } from 'mongodb';
export async function move(client: MongoClient): Promise<void> {
  const session = client.startSession();
  try {
    await session.withTransaction(async () => {});
  } finally {
    await session.endSession();
  }
}
`,
  });

  invalid('and is needed before the try alone', {
    code: `
import { open } from 'node:fs/promises';
export async function sizeOf(path: string, tell: (size: number) => Promise<void>): Promise<void> {
  const file = await open(path);
  const { size } = await file.stat();
  try {
    await tell(size);
  } catch (error) {
    console.error(error);
  } finally {
    file.close();
  }
}
`,
    reports: ['11:5 notAwaited'],
  });

  invalid('by mongoose itself', {
    code: `
import mongoose from 'mongoose';
export async function move(): Promise<void> {
  const session = await mongoose.startSession();
  try {
    await session.withTransaction(async () => {});
  } finally {
    session.endSession();
  }
}
`,
    reports: ['8:5 notAwaited'],
  });

  invalid('a transaction', {
    code: `
import type { Knex } from 'knex';
export async function transfer(db: Knex): Promise<void> {
  const trx = await db.transaction();
  try {
    await trx('accounts').insert({ id: 1 });
    await trx.commit();
  } catch (error) {
    trx.rollback();
    throw error;
  }
}
`,
    reports: ['9:5 notAwaited'],
  });

  valid('and is given back at once', {
    code: `
import type { Pool } from 'pg';
export async function count(pool: Pool): Promise<number> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query('select count(*) from users');
    return rows[0].count;
  } finally {
    client.release();
  }
}
`,
  });
});

describe('a test', () => {
  valid('that only makes a pool and closes it', {
    filename: 'app/pool.test.ts',
    code: `
import { expect, it } from 'vitest';
import { Pool } from 'pg';
it('is a pool', () => {
  const pool = new Pool();
  expect(pool).toBeInstanceOf(Pool);
  pool.end();
});
`,
  });

  invalid('that calls it', {
    filename: 'app/pool.test.ts',
    code: `
import { it } from 'vitest';
import knex from 'knex';
it('counts', () => {
  const db = knex({ client: 'pg', connection: 'postgres://localhost' });
  void db('users').count();
  db.destroy();
});
`,
    reports: ['7:3 notAwaited'],
  });

  invalid('that uses the pool', {
    filename: 'app/pool.test.ts',
    code: `
import { expect, it } from 'vitest';
import { Pool } from 'pg';
it('counts', async () => {
  const pool = new Pool();
  const { rowCount } = await pool.query('select 1');
  expect(rowCount).toBe(1);
  pool.end();
});
`,
    reports: ['8:3 notAwaited'],
  });

  invalid('that begins with closing what a hook made', {
    filename: 'app/pool.test.ts',
    code: `
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
afterEach(async () => {
  await pool.end();
});
it('takes another', async () => {
  pool.end();
  const response = await fetch('http://localhost/users');
  expect(response.ok).toBe(true);
});
`,
    reports: ['12:3 notAwaited'],
  });

  valid('that goes on with what it closed', {
    filename: 'app/pool.test.ts',
    code: `
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
afterEach(async () => {
  await pool.end();
});
it('fails when it is closed', async () => {
  pool.end();
  await expect(pool.query('select 1')).rejects.toThrow();
});
`,
  });
});

describe('a client that is only known by its type', () => {
  invalid('is not waited for', {
    code: `
import type { RedisClientType } from 'redis';
export async function run(client: RedisClientType, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    client.quit();
  }
}
`,
    reports: ['7:5 notAwaited'],
  });

  valid('is waited for', {
    code: `
import type { RedisClientType } from 'redis';
export async function run(client: RedisClientType, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await client.quit();
  }
}
`,
  });
});

describe('a client that has one session', () => {
  invalid('is not waited for', {
    code: `
import Sftp from 'ssh2-sftp-client';
export async function list(host: string): Promise<unknown> {
  const sftp = new Sftp();
  await sftp.connect({ host });
  try {
    return await sftp.list('/');
  } finally {
    sftp.end();
  }
}
`,
    reports: ['9:5 notAwaited'],
  });

  valid('is waited for', {
    code: `
import Sftp from 'ssh2-sftp-client';
export async function list(host: string): Promise<unknown> {
  const sftp = new Sftp();
  await sftp.connect({ host });
  try {
    return await sftp.list('/');
  } finally {
    await sftp.end();
  }
}
`,
  });
});

describe('a function around the one that releases', () => {
  valid('may wait for the end', {
    code: `
import { connect } from '@nats-io/transport-node';
export async function watch(servers: string) {
  const connection = await connect({ servers });
  void (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') {
        connection.close();
      }
    }
  })();
  await connection.closed();
}
`,
  });

  invalid('but not wait for something else', {
    code: `
import { connect } from '@nats-io/transport-node';
export async function watch(servers: string) {
  const connection = await connect({ servers });
  void (async () => {
    for await (const { type } of connection.status()) {
      if (type === 'reconnect') {
        connection.close();
      }
    }
  })();
  await connection.flush();
}
`,
    reports: ['8:9 notAwaited'],
  });
});

describe('a function of the project', () => {
  invalid('that closes a server nobody waits for in a hook', {
    filename: 'test/app.test.ts',
    code: `
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
let server: Server | undefined;
const startServer = () => {
  server = createServer().listen(0);
};
async function stopServer(): Promise<void> {
  return new Promise((resolve) => {
    server?.close(() => resolve());
  });
}
const set = {
  async tearDown() {
    await stopServer();
  },
};
beforeAll(startServer);
afterAll(async () => {
  console.log('done');
  stopServer();
});
afterAll(() => {
  set.tearDown();
});
afterAll(() => {
  void stopServer();
});
`,
    reports: ['21:3 notAwaited', '24:3 notAwaited', '27:8 notAwaited'],
  });

  valid('that is waited for, gives no promise, or closes nothing', {
    filename: 'test/app.test.ts',
    code: `
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { reset } from './clock.js';
const server = createServer();
beforeAll(() => {
  server.listen(0);
});
async function stopServer(): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}
function stopNow(): void {
  server.close();
}
async function stopClock(): Promise<void> {
  await reset();
}
async function restartServer(): Promise<void> {
  await stopServer();
  server.listen(0);
}
afterAll(() => stopServer());
afterAll(async () => {
  await stopServer();
});
afterEach(() => {
  stopNow();
  stopClock();
  restartServer();
});
`,
  });

  valid('that an asynchronous function does not wait for: what it closes may take its time', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export async function closePool(): Promise<void> {
  await pool.end();
}
export async function leave(): Promise<void> {
  closePool();
  await Promise.resolve();
}
`,
  });
});
