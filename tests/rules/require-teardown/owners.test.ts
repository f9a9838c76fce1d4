import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

const serviceModule = `
import { Pool } from 'pg';
export class Service {
  readonly #pool: Pool;
  constructor(pool: Pool) {
    this.#pool = pool;
  }
  static async create(): Promise<Service> {
    const pool = new Pool();
    await pool.query('select 1');
    return new Service(pool);
  }
  async count(): Promise<number> {
    return (await this.#pool.query('select 1')).rows.length;
  }
  async shutdown(): Promise<void> {
    await this.#pool.end();
  }
}
`;

describe('an object that closes all that it was made with', () => {
  const others = {
    'test/app.ts': `
import { createServer } from 'node:http';
import { Pool } from 'pg';
import { Redis } from 'ioredis';
export async function startApp() {
  const pool = new Pool();
  const redis = new Redis();
  await pool.query('select 1');
  return {
    pool,
    redis,
    async close() {
      await pool.end();
      await redis.quit();
    },
  };
}
`,
  };

  invalid('one report, with its closer', {
    filename,
    others,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { startApp } from './app.js';
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  app = await startApp();
});
test('answers', async () => {
  expect(await app.pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:15 never'],
  });

  valid('its closer, called', {
    filename,
    others,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.js';
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
test('answers', async () => {
  expect(await app.pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('its parts, one of which is closed by itself', {
    filename,
    others,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from './app.js';
let app: Awaited<ReturnType<typeof startApp>>;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.pool.end());
test('answers', async () => {
  expect(await app.pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:15 never'],
  });
});

describe('a hook that closes it with the application', () => {
  const others = {
    'src/app.ts': `
import { fastify } from 'fastify';
import { Pool } from 'pg';
export function buildApp() {
  const app = fastify();
  const pool = new Pool();
  app.addHook('onClose', async () => {
    await pool.end();
  });
  app.get('/', async () => (await pool.query('select 1')).rows);
  return app;
}
`,
  };

  invalid('an application that nobody closes', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { buildApp } from '../src/app.js';
test('answers', async () => {
  const app = buildApp();
  expect((await app.inject('/')).statusCode).toBe(200);
});
`,
    reports: ['5:15 never'],
  });

  invalid('a class of the project whose closer is for a part of it', {
    filename,
    others: {
      'src/gateway.ts': `
import { fastify, type FastifyInstance } from 'fastify';
import { Pool } from 'pg';
export class Gateway {
  constructor(private readonly pool: Pool, readonly app: FastifyInstance) {}
  async close(): Promise<void> {
    await this.app.close();
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.pool.end();
  }
}
export function open(): Gateway {
  return new Gateway(new Pool(), fastify());
}
`,
    },
    code: `
import { expect, test } from 'vitest';
import { open } from '../src/gateway.js';
test('answers', async () => {
  const gateway = open();
  expect((await gateway.app.inject('/')).statusCode).toBe(200);
});
`,
    reports: ['5:19 never'],
  });

  valid('an application that is closed', {
    filename,
    others,
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { buildApp } from '../src/app.js';
test('answers', async () => {
  const app = buildApp();
  onTestFinished(async () => {
    await app.close();
  });
  expect((await app.inject('/')).statusCode).toBe(200);
});
`,
  });

  valid('an application that the function keeps to itself', {
    filename,
    others: {
      'src/app.ts': `
import { fastify } from 'fastify';
import { Pool } from 'pg';
export async function migrate(close: (app: unknown) => Promise<void>) {
  const app = fastify();
  const pool = new Pool();
  app.addHook('onClose', () => pool.end());
  await pool.query('select 1');
  await close(app);
}
`,
    },
    code: `
import { test } from 'vitest';
import { migrate } from '../src/app.js';
test('migrates', async () => {
  await migrate(async () => {});
});
`,
  });
});

describe('a constructor that gives it to its base class', () => {
  const others = {
    'src/repository.ts': `
import type { Pool } from 'pg';
export class Base {
  constructor(protected readonly db: Pool) {}
}
export class Users extends Base {
  constructor(db: Pool, readonly table: string) {
    super(db);
  }
  find() {
    return this.db.query('select * from ' + this.table);
  }
  async close() {
    await this.db.end();
  }
}
`,
  };

  invalid('an instance that nobody closes', {
    filename,
    others,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
import { Users } from '../src/repository.js';
let users: Users;
beforeAll(() => {
  const pool = new Pool();
  users = new Users(pool, 'users');
});
test('finds', async () => {
  expect(await users.find()).toBeDefined();
});
`,
    reports: ['7:16 never'],
  });

  valid('an instance that is closed', {
    filename,
    others,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
import { Users } from '../src/repository.js';
let users: Users;
beforeAll(() => {
  const pool = new Pool();
  users = new Users(pool, 'users');
});
afterAll(() => users.close());
test('finds', async () => {
  expect(await users.find()).toBeDefined();
});
`,
  });
});

describe('an application that a function of the project makes', () => {
  const others = {
    'src/app.ts': `
import express from 'express';
export function createApp() {
  const app = express();
  app.get('/', (_request, response) => {
    response.end();
  });
  return app;
}
`,
  };

  invalid('a server that it listens with', {
    filename,
    others,
    code: `
import type { Server } from 'node:http';
import { beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
let server: Server;
beforeAll(() => {
  server = createApp().listen(0);
});
test('listens', () => {
  expect(server.listening).toBe(true);
});
`,
    reports: ['7:12 never'],
  });

  valid('a server that is closed, and an application that never listens', {
    filename,
    others,
    code: `
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.js';
const app = createApp();
let server: Server;
beforeAll(() => {
  server = createApp().listen(0);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
test('listens', () => {
  expect(server.listening).toBe(true);
  expect(app).toBeDefined();
});
`,
  });
});

describe('a client that outlives the one it was made from', () => {
  invalid('a duplicate, when only the first is closed', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Redis } from 'ioredis';
const redis = new Redis();
const subscriber = redis.duplicate();
beforeAll(() => subscriber.subscribe('mail'));
afterAll(() => redis.quit());
test('pings', async () => {
  expect(await redis.ping()).toBe('PONG');
});
`,
    reports: ['5:20 never'],
  });

  valid('both closed, and one of a client that has not connected', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Redis } from 'ioredis';
const redis = new Redis();
const subscriber = redis.duplicate();
const lazy = new Redis({ lazyConnect: true });
const other = lazy.duplicate();
beforeAll(() => subscriber.subscribe('mail'));
afterAll(() => Promise.allSettled([redis.quit(), subscriber.quit()]));
test('pings', async () => {
  expect(await redis.ping()).toBe('PONG');
  expect(other.status).toBe('wait');
});
`,
  });
});

describe('a query builder', () => {
  valid('queries that are only written down', {
    filename,
    untyped: true,
    code: `
import { beforeEach, expect, test } from 'vitest';
import knex, { type Knex } from 'knex';
let db: Knex;
beforeEach(() => {
  db = knex({ client: 'pg', connection: { host: '127.0.0.1' } });
});
test('writes', () => {
  const { sql } = db('users').whereIn('id', db('admins').select('id')).toSQL();
  expect(sql).toContain('select');
  expect(db.client.config.client).toBe('pg');
});
`,
  });

  valid('a part of it, and a query that is put together', {
    filename,
    untyped: true,
    code: `
import { beforeEach, expect, test } from 'vitest';
import knex from 'knex';
const config = { client: 'pg', connection: { host: '127.0.0.1' } };
const db = knex(config);
let seeder: { list(): string[] };
beforeEach(() => {
  seeder = knex(config).seed as never;
});
test('lists', async () => {
  const query = db.client.queryBuilder();
  query.select('id').from('users');
  expect(query.toSQL().sql).toContain('users');
  const config = knex({ client: 'pg', connection: { host: '127.0.0.1' } }).client.config;
  expect(await config.connection.password()).toBe('secret');
  expect(seeder.list()).toEqual([]);
});
`,
  });

  invalid('a query that is waited for later, or by an assertion', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import knex from 'knex';
const config = { client: 'pg', connection: { host: '127.0.0.1' } };
test('later', async () => {
  const db = knex(config);
  const users = db('users').select('id');
  expect(await users.where({ id: 1 })).toEqual([]);
});
test('asserts', async () => {
  const db = knex(config);
  await expect(db('users').select('id')).resolves.toEqual([]);
});
`,
    reports: ['6:14 never', '11:14 never'],
  });

  invalid('a query that is run', {
    filename,
    untyped: true,
    code: `
import { beforeEach, expect, test } from 'vitest';
import knex, { type Knex } from 'knex';
let db: Knex;
beforeEach(() => {
  db = knex({ client: 'pg', connection: { host: '127.0.0.1' } });
});
test('runs', async () => {
  expect(await db('users').whereIn('id', db('admins').select('id'))).toEqual([]);
});
`,
    reports: ['6:8 never'],
  });
});

describe('a queue that a job is waited for with', () => {
  invalid('events that nobody closes', {
    filename,
    code: `
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Queue, QueueEvents } from 'bullmq';
let queue: Queue;
let events: QueueEvents;
beforeEach(() => {
  queue = new Queue('mail', { connection: { host: '127.0.0.1' } });
  events = new QueueEvents('mail', { connection: { host: '127.0.0.1' } });
});
afterEach(() => queue.close());
test('sends', async () => {
  const job = await queue.add('send', {});
  expect(await job.waitUntilFinished(events)).toBe('sent');
});
`,
    reports: ['8:12 never'],
  });
});

describe('a release that does not throw', () => {
  const options = [{ checkThrowingTeardown: true }] as const;

  valid('a socket that only begins to close, and a server that tells a callback', {
    filename,
    options,
    code: `
import { after, before, test } from 'node:test';
import dgram from 'node:dgram';
import { Pool } from 'pg';
const socket = dgram.createSocket('udp4');
let pool: Pool;
before(async () => {
  socket.bind(0);
  pool = new Pool();
  await pool.query('select 1');
});
after((_context, done) => {
  socket.close(() => done());
});
after(() => pool.end());
test('binds', () => {
  socket.address();
});
`,
  });

  invalid('a slot that may be empty', {
    filename,
    options,
    code: `
import { after, before, test } from 'node:test';
import dgram from 'node:dgram';
import { Pool } from 'pg';
let socket: dgram.Socket;
let pool: Pool;
before(async () => {
  pool = new Pool();
  await pool.query('select 1');
  socket = dgram.createSocket('udp4').bind(0);
});
after((_context, done) => {
  socket.close(() => done());
});
after(() => pool.end());
test('binds', () => {
  socket.address();
});
`,
    reports: ['15:13 skippedByHook'],
  });
});

describe('an instance that the call of its method may give again', () => {
  const harness = `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
class Harness {
  readonly pool = new Pool();
  async start() {
    await this.pool.query('select 1');
    return this;
  }
  async stop() {
    await this.pool.end();
  }
}
let harness: Harness;
beforeAll(async () => {
  harness = await new Harness().start();
});`;

  valid('that is closed', {
    filename,
    untyped: true,
    code: `${harness}
afterAll(() => harness.stop());
test('selects', async () => {
  expect(await harness.pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('that nobody closes', {
    filename,
    untyped: true,
    code: `${harness}
afterAll(() => {});
test('selects', async () => {
  expect(await harness.pool.query('select 1')).toBeDefined();
});
`,
    reports: ['16:19 never'],
  });
});

describe('an instance of the project that keeps what it is given', () => {
  invalid('has a closer that nobody calls', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
import { Service } from './service.js';
let service: Service;
beforeAll(() => {
  service = new Service(new Pool());
});
test('counts', async () => {
  expect(await service.count()).toBe(1);
});
`,
    others: { 'test/service.ts': serviceModule },
    reports: ['7:25 never'],
  });

  invalid('comes from a static method', {
    filename,
    code: `
import { beforeEach, expect, test } from 'vitest';
import { Service } from './service.js';

let service: Service;

beforeEach(async () => {
  service = await Service.create();
});

test('counts', async () => {
  expect(await service.count()).toBe(1);
});
`,
    others: { 'test/service.ts': serviceModule },
    reports: ['8:19 never'],
  });

  valid('is closed', {
    filename,
    code: `
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Pool } from 'pg';
import { Service } from './service.js';
let one: Service;
let other: Service;
beforeAll(() => {
  one = new Service(new Pool());
});
beforeEach(async () => {
  other = await Service.create();
});
afterAll(() => one.shutdown());
afterEach(async () => {
  await other.shutdown();
});
test('counts', async () => {
  expect(await one.count()).toBe(await other.count());
});
`,
    others: { 'test/service.ts': serviceModule },
  });

  valid('has a closer whose name does not say so', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
import { Service } from './service.js';
let service: Service;
beforeAll(() => {
  service = new Service(new Pool());
});
afterAll(() => service.down());
test('counts', async () => {
  expect(await service.count()).toBe(1);
});
`,
    others: { 'test/service.ts': serviceModule.replace('shutdown', 'down') },
  });
});

describe('two closers in an after-hook, of which the first may throw', () => {
  const options = [{ checkThrowingTeardown: true }];
  const owner = {
    'test/gateway.ts': `
import { createServer, type Server } from 'node:http';
export class Gateway {
  private readonly server: Server = createServer();
  listen(): void {
    this.server.listen(0);
  }
  stop(): void {
    this.server.close();
  }
  destroy(): void {
    this.server.close();
  }
}
export class Target {
  private readonly server: Server = createServer();
  listen(): void {
    this.server.listen(0);
  }
  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
`,
  };

  valid('both of the same', {
    filename,
    options,
    others: owner,
    code: `
import { afterEach, it } from 'vitest';
import { Gateway } from './gateway.js';
let gateway: Gateway;
afterEach(() => {
  gateway?.stop();
  gateway?.destroy();
});
it('starts', () => {
  gateway = new Gateway();
  gateway.listen();
});
it('starts again', () => {
  gateway = new Gateway();
  gateway.listen();
});
`,
  });

  valid('the promise of the first is dropped', {
    filename,
    options,
    others: owner,
    code: `
import { afterAll, beforeAll, it } from 'vitest';
import { Gateway, Target } from './gateway.js';
let gateway: Gateway | undefined;
let target: Target | undefined;
beforeAll(() => {
  gateway = new Gateway();
  gateway.listen();
  target = new Target();
  target.listen();
});
afterAll(() => {
  if (target) target.close();
  if (gateway) gateway.destroy();
});
it('starts', () => {});
`,
  });

  invalid('and is waited for', {
    filename,
    options,
    others: owner,
    code: `
import { afterAll, beforeAll, it } from 'vitest';
import { Gateway, Target } from './gateway.js';
let gateway: Gateway | undefined;
let target: Target | undefined;
beforeAll(() => {
  gateway = new Gateway();
  gateway.listen();
  target = new Target();
  target.listen();
});
afterAll(async () => {
  if (target) await target.close();
  if (gateway) gateway.destroy();
});
it('starts', () => {});
`,
    reports: ['14:16 skippedInHook'],
  });
});

describe('what a file opens in the worker that it starts', () => {
  valid('ends with the worker', {
    filename,
    code: `
import { createServer } from 'node:http';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { afterAll, beforeAll, test } from 'vitest';
if (!isMainThread) {
  const server = createServer();
  server.listen(0, () => parentPort?.postMessage('ready'));
}
let worker: Worker;
beforeAll(() => {
  worker = new Worker(new URL(import.meta.url));
});
afterAll(() => worker.terminate());
test('answers', () => {});
`,
  });

  invalid('but not what its main thread opens', {
    filename,
    code: `
import { createServer } from 'node:http';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { afterAll, beforeAll, test } from 'vitest';
if (isMainThread) {
  const server = createServer();
  server.listen(0, () => parentPort?.postMessage('ready'));
}
let worker: Worker;
beforeAll(() => {
  worker = new Worker(new URL(import.meta.url));
});
afterAll(() => worker.terminate());
test('answers', () => {});
`,
    reports: ['7:3 never'],
  });
});

describe('what a test closes with what carries it', () => {
  const others = {
    'test/start.ts': `
import { createServer, type Server } from 'node:http';
export async function start(): Promise<AsyncDisposable & { readonly instance: Server; readonly port: number }> {
  const instance = createServer().listen(0);
  return {
    instance,
    port: 1,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => instance.close(resolve));
    },
  };
}
`,
  };

  valid('by the disposable protocol', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { start } from './start.js';
test('refuses', async () => {
  const closed = await start();
  await closed[Symbol.asyncDispose]();
  await expect(fetch('http://localhost:' + closed.port)).rejects.toThrow();
});
`,
  });

  invalid('or not', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { start } from './start.js';
test('answers', async () => {
  const open = await start();
  expect(await fetch('http://localhost:' + open.port)).toBeDefined();
});
`,
    reports: ['5:22 never'],
  });
});

describe('a server that a signal closes', () => {
  const code = (options: string): string => `
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, test } from 'vitest';
const lifetime = new AbortController();
afterEach(() => lifetime.abort());
test('listens', async () => {
  const server = createServer();
  server.listen(${options});
  await once(server, 'listening');
});
`;

  valid('is closed by whoever aborts', { filename, code: code('{ port: 0, signal: lifetime.signal }') });

  invalid('and one that has none by nobody', { filename, code: code('{ port: 0 }'), reports: ['9:3 never'] });
});
