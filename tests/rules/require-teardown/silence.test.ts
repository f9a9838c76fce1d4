import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

const fluent = {
  'test/worker.ts': `
import { Redis } from 'ioredis';
export class Worker {
  readonly #redis = new Redis();
  start() {
    this.#redis.on('error', () => {});
    return this;
  }
  add(job: string): Promise<string> {
    return this.#redis.set('job', job);
  }
  async stop(): Promise<void> {
    await this.#redis.quit();
  }
}
`,
};

describe('somebody releases it', () => {
  valid('under another name', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(async () => {
  const opened = new Pool();
  await opened.query('select 1');
  pool = opened;
});
afterAll(() => pool.end());
`,
  });

  valid('a helper of the file, through a closure and by name', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
const stop = async (): Promise<void> => {
  await closeAll(pool);
};
async function closeAll(...pools: Pool[]): Promise<void> {
  await Promise.all(pools.map((one) => one.end()));
}
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterAll(stop);
`,
  });

  valid('a helper of another file', {
    filename,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
import { finish } from './support/pools.js';
let pool: Pool;
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterAll(() => finish(pool));
`,
    others: {
      'test/support/pools.ts': `
import type { Pool } from 'pg';
export const finish = (pool: Pool): Promise<void> => quietly(() => pool.end());
async function quietly(run: () => Promise<void>): Promise<void> {
  await run().catch(() => undefined);
}
`,
    },
  });

  invalid('but not a helper of another file that only uses it', {
    filename,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
import { truncate } from './support/pools.js';
let pool: Pool;
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterAll(() => truncate(pool));
`,
    others: {
      'test/support/pools.ts': `
import type { Pool } from 'pg';
export async function truncate(pool: Pool): Promise<void> {
  await pool.query('truncate users');
}
`,
    },
    reports: ['7:10 never'],
  });

  valid('Promise.all, allSettled and a loop over a collection', {
    filename,
    untyped: true,
    code: `
import { afterAll, afterEach, beforeEach } from 'vitest';
import { Client, Pool } from 'pg';
const clients: Client[] = [];
const pools = new Set<Pool>();
const byName = new Map<string, Pool>();
beforeEach(async () => {
  const client = new Client();
  await client.connect();
  clients.push(client);
  const pool = new Pool();
  await pool.query('select 1');
  pools.add(pool);
  const named = new Pool();
  await named.query('select 1');
  byName.set('main', named);
});
afterEach(async () => {
  for (const client of clients.splice(0)) {
    await client.end();
  }
  await Promise.allSettled([...pools].map((pool) => pool.end()));
});
afterAll(() => Promise.all(Array.from(byName.values(), (pool) => pool.end())));
`,
  });

  invalid('but not a collection that is only emptied', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeEach } from 'vitest';
import { Client } from 'pg';
const clients: Client[] = [];
beforeEach(async () => {
  const client = new Client();
  await client.connect();
  clients.push(client);
});
afterEach(() => {
  clients.length = 0;
});
`,
    reports: ['7:9 never'],
  });

  valid('what a set-up gives beside it', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start } from './support/server.js';
let url: string;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ url, close } = await start());
});
afterAll(() => close());
test('url', () => {
  expect(url).toMatch('localhost');
});
`,
    others: {
      'test/support/server.ts': `
import { createServer } from 'node:http';
export async function start() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    url: 'http://localhost',
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
`,
    },
  });

  invalid('but not the parts of a set-up that nobody closes', {
    filename,
    code: `
import { afterAll, beforeAll } from 'vitest';
import type { Server } from 'node:http';
import type { Pool } from 'pg';
import { start } from './support/server.js';
let server: Server;
let pool: Pool;
beforeAll(async () => {
  ({ pool, server } = await start());
});
afterAll(() => {
  server.close();
});
`,
    others: {
      'test/support/server.ts': `
import { createServer } from 'node:http';
import { Pool } from 'pg';
export async function start() {
  const pool = new Pool();
  await pool.query('select 1');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return { pool, server };
}
`,
    },
    reports: ['9:29 never'],
  });

  valid('the hook that its maker registers', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { getTestServer } from './support/server.js';
const server = getTestServer();
test('address', () => {
  expect(server.listening).toBe(true);
});
`,
    others: {
      'test/support/server.ts': `
import { createServer, type Server } from 'node:http';
import { afterAll } from 'vitest';
export function getTestServer(): Server {
  const server = createServer();
  server.listen(0);
  afterAll(() => {
    server.close();
  });
  return server;
}
`,
    },
  });

  valid('a class that keeps it, where a hook calls its closer', {
    filename,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Store } from '../src/store.js';
let store: Store;
beforeAll(async () => {
  store = new Store();
  await store.load();
});
afterAll(() => store.shutDown());
`,
    others: {
      'src/store.ts': `
import { Pool } from 'pg';
export class Store {
  readonly #pool = new Pool();
  async load(): Promise<void> {
    await this.#pool.query('select 1');
  }
  async shutDown(): Promise<void> {
    await this.#pool.end();
  }
}
`,
    },
  });

  invalid('but not a class whose closer nobody calls', {
    filename,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Store } from '../src/store.js';
let store: Store;
beforeAll(async () => {
  store = new Store();
  await store.load();
});
afterAll(() => store.load());
`,
    others: {
      'src/store.ts': `
import { Pool } from 'pg';
export class Store {
  readonly #pool = new Pool();
  async load(): Promise<void> {
    await this.#pool.query('select 1');
  }
  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}
`,
    },
    reports: ['6:11 never'],
  });

  valid('an owner that closes it with itself', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
let db: Kysely<object>;
beforeAll(async () => {
  db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) });
  await db.introspection.getTables();
});
afterAll(() => db.destroy());
`,
  });

  valid('whoever is given the dialect that it is a part of', {
    filename,
    code: `
import { Kysely, type Dialect, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { describe } from 'vitest';
import { testAdapter } from './adapter.js';
describe.each([new PostgresDialect({ pool: new Pool() })])('%s', (dialect: Dialect) => {
  const db = new Kysely({ dialect });
  testAdapter({ connect: () => db.connection(), disconnect: () => db.destroy() });
});
`,
    others: {
      'test/adapter.ts': `
export declare function testAdapter(options: { connect: () => unknown; disconnect: () => Promise<void> }): void;
`,
    },
  });

  invalid('nobody, where the dialect stays here', {
    filename,
    untyped: true,
    code: `
import { PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { expect, test } from 'vitest';
test('makes a driver', async () => {
  const dialect = new PostgresDialect({ pool: new Pool() });
  const driver = dialect.createDriver();
  await driver.init();
  expect(driver).toBeDefined();
});
`,
    reports: ['6:47 never'],
  });

  valid('a method of what a method gave that returns this', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Worker } from './worker.js';
test('works', async () => {
  const worker = new Worker().start();
  expect(await worker.add('job')).toBe('OK');
  await worker.stop();
});
`,
    others: fluent,
  });

  invalid('no method of what a method gave that returns this', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Worker } from './worker.js';
test('works', async () => {
  const worker = new Worker().start();
  expect(await worker.add('job')).toBe('OK');
});
`,
    others: fluent,
    reports: ['5:18 never'],
  });

  valid('a closure of the function that made it, which something else calls', {
    filename,
    code: `
import { test } from 'vitest';
import { pause } from './pause.js';
test('waits', async () => {
  await pause(1000);
});
`,
    others: {
      'test/pause.ts': `
import { createServer } from 'node:http';
/** Goes on after a request, or after some time. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const server = createServer((_, response) => {
      goOn();
      response.end();
    });
    server.listen(4000);
    const timer = setTimeout(goOn, milliseconds);
    function goOn(): void {
      clearTimeout(timer);
      server.close();
      resolve();
    }
  });
}
`,
    },
  });

  invalid('no closure of the function that made it, which is left to the test', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { start } from './start.js';
test('starts', async () => {
  const { url } = await start();
  expect(url).toContain('4000');
});
`,
    others: {
      'test/start.ts': `
import { createServer } from 'node:http';
export function start(): Promise<{ url: string; stop: () => void }> {
  return new Promise((resolve) => {
    const server = createServer();
    const stop = (): void => {
      server.close();
    };
    server.listen(4000, () => resolve({ url: 'http://localhost:4000', stop }));
  });
}
`,
    },
    reports: ['5:25 never'],
  });

  valid('its wrapper, or the resource behind its wrapper', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
let first: NodePgDatabase;
let pool: Pool;
let db: NodePgDatabase & { $client: Pool };
beforeAll(async () => {
  pool = new Pool();
  first = drizzle(pool);
  await first.execute('select 1');
  db = drizzle(new Pool());
  await db.execute('select 1');
});
afterAll(async () => {
  await pool.end();
  await db.$client.end();
});
`,
  });

  invalid('but not a wrapper that only uses it', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeAll } from 'vitest';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
let db: NodePgDatabase;
beforeAll(() => {
  db = drizzle(new Pool());
});
afterEach(async () => {
  await db.execute('truncate users');
});
`,
    reports: ['7:16 never'],
  });

  valid('an event, or a stack of disposables', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Client, Pool } from 'pg';
const stack = new AsyncDisposableStack();
beforeAll(async () => {
  const client = new Client();
  await client.connect();
  client.on('drain', client.end.bind(client));
  const pool = new Pool();
  await pool.query('select 1');
  stack.defer(() => pool.end());
  const other = stack.adopt(new Pool(), (one) => one.end());
  await other.query('select 1');
});
afterAll(() => stack.disposeAsync());
`,
  });

  valid('the hook itself, for what it needs only for a while', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Client } from 'pg';
beforeAll(async () => {
  const admin = new Client();
  await admin.connect();
  try {
    await admin.query('create database test');
  } finally {
    await admin.end();
  }
});
`,
  });

  valid('the module that keeps the only one', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import mongoose from 'mongoose';
beforeAll(() => mongoose.connect('mongodb://localhost/test'));
afterAll(() => mongoose.disconnect());
`,
  });

  invalid('but not when nothing asks the module to', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeAll } from 'vitest';
import mongoose from 'mongoose';
beforeAll(async () => {
  await mongoose.connect('mongodb://localhost/test');
});
afterEach(() => mongoose.connection.dropDatabase());
`,
    reports: ['5:9 never'],
  });

  valid('a helper that settings or a comment name', {
    filename,
    settings: { helpers: { disposes: ['finish'], owns: ['register'] } },
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
import { attach, finish, register } from 'unknown-helpers';
import { keep } from './support/keep.js';
let first: Pool;
let second: Pool;
beforeAll(async () => {
  first = new Pool();
  await first.query('select 1');
  second = new Pool();
  await second.query('select 1');
  register(second);
  const third = new Pool();
  await third.query('select 1');
  keep(third);
});
afterAll(() => finish(first));
export { attach };
`,
    others: {
      'unknown-helpers.d.ts': `
declare module 'unknown-helpers' {
  export const attach: (value: object) => void;
  export const finish: (value: object) => Promise<void>;
  export const register: (value: object) => void;
}
`,
      'test/support/keep.ts': `
import type { Pool } from 'pg';
/**
 * Closes the pool when the suite is over.
 *
 * @owns
 */
export function keep(pool: Pool): void {
  console.log(pool.totalCount);
}
`,
    },
  });

  invalid('but not a helper that settings say only uses it', {
    filename,
    settings: { helpers: { borrows: ['attach'] } },
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Pool } from 'pg';
import { attach } from 'unknown-helpers';
beforeAll(async () => {
  const pool = new Pool();
  attach(pool);
});
`,
    reports: ['6:16 never'],
  });
});

describe('nothing is held, or nobody can know', () => {
  valid('an unknown function gets it', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Pool } from 'pg';
import { register } from './support/pools.js';
beforeAll(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  register(pool);
});
`,
  });

  valid('clients that never connect, and servers that never listen', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import Fastify from 'fastify';
import { createServer } from 'node:http';
import { Client, Pool } from 'pg';
import { Redis } from 'ioredis';
import knex from 'knex';
import { MongoClient } from 'mongodb';
test('options', async () => {
  expect(new Client({ port: 1 }).port).toBe(1);
  const mongo = new MongoClient('mongodb://localhost');
  const { appName } = mongo.options;
  expect(appName).toBeUndefined();
  const idle = new Pool();
  expect(idle).toBeInstanceOf(Pool);
  const cache = new Redis({ lazyConnect: true });
  expect(cache.status).toBe('wait');
  const server = createServer();
  expect(server.listening).toBe(false);
  const app = Fastify();
  expect((await app.inject('/')).statusCode).toBe(404);
  expect(knex({ client: 'pg' }).select('id').toString()).toBe('select id');
});
`,
  });

  valid('connections that the test wants to fail', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Client, Pool } from 'pg';
test('refuses', async () => {
  const client = new Client({ port: 1 });
  await expect(client.connect()).rejects.toThrow('ECONNREFUSED');
  expect(() => new Pool({ max: -1 })).toThrow();
  const other = new Client({ port: 1 });
  try {
    await other.connect();
  } catch (error) {
    expect(error).toBeDefined();
  }
  const third = new Client({ port: 1 });
  let caught;
  try {
    await third.connect();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(Error);
});
`,
  });

  invalid('connections whose error the test does not want', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
test('connects', async () => {
  const client = new Client({ port: 1 });
  let caught;
  try {
    await client.connect();
  } catch (error) {
    caught = error;
  }
  expect(caught).not.toBeDefined();
});
`,
    reports: ['8:11 never'],
  });

  valid('mocks', {
    filename,
    untyped: true,
    code: `
import { beforeAll, vi } from 'vitest';
import { Pool } from 'pg';
import { setupServer } from 'msw/node';
vi.mock('pg');
const server = setupServer();
let pool: Pool;
beforeAll(async () => {
  server.listen();
  pool = new Pool();
  await pool.query('select 1');
});
`,
  });

  valid('a local class of the same name', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
class Pool {
  query(text: string): string {
    return text;
  }
}
beforeAll(() => {
  const pool = new Pool();
  pool.query('select 1');
});
`,
  });

  valid('a file without tests, hooks or fixtures', {
    filename: 'test/support/pool.ts',
    untyped: true,
    code: `
import { Pool } from 'pg';
export async function check(): Promise<void> {
  const pool = new Pool();
  await pool.query('select 1');
}
`,
  });

  valid('a timer that does not keep the process alive', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
beforeAll(() => {
  setInterval(() => undefined, 1000).unref();
});
`,
  });
});

describe('what is made by something else', () => {
  valid('is closed with it', {
    filename,
    untyped: true,
    code: `
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach } from 'vitest';
let moduleRef;
beforeEach(async () => {
  moduleRef = await Test.createTestingModule({}).compile();
  await moduleRef.createNestApplication().init();
});
afterEach(() => moduleRef.close());
`,
  });

  invalid('and stays open with it', {
    filename: 'test/app.test.js',
    untyped: true,
    code: `
import { Test } from '@nestjs/testing';
import { beforeEach } from 'vitest';
let app;
beforeEach(async () => {
  const moduleRef = await Test.createTestingModule({}).compile();
  app = moduleRef.createNestApplication();
  await app.init();
});
`,
    reports: ['8:9 never'],
  });

  valid('a socket that waits for the other side to close it', {
    filename,
    untyped: true,
    code: `
import { test } from 'vitest';
import { WebSocket } from 'ws';
test('is closed', async () => {
  const socket = new WebSocket('ws://localhost');
  await new Promise((resolve) => socket.once('close', resolve));
});
`,
  });

  valid('a class whose methods the file replaces', {
    filename,
    untyped: true,
    code: `
import { Redis } from 'ioredis';
import { stub } from 'sinon';
import { beforeEach, test } from 'vitest';
beforeEach(() => {
  stub(Redis.prototype, 'connect').resolves();
});
test('queues', async () => {
  const redis = new Redis();
  await redis.set('key', 'value');
});
`,
  });

  invalid('a class of which the file replaces a method that opens nothing', {
    filename,
    untyped: true,
    code: `
import { Redis } from 'ioredis';
import { stub } from 'sinon';
import { beforeEach, test } from 'vitest';
beforeEach(() => {
  stub(Redis.prototype, 'subscribe').resolves();
});
test('queues', async () => {
  const redis = new Redis();
  await redis.set('key', 'value');
});
`,
    reports: ['9:17 never'],
  });

  valid('a class whose queries the test answers itself', {
    filename,
    untyped: true,
    code: `
import { Sequelize } from 'sequelize';
import { expect, test } from 'vitest';
test('counts', async () => {
  const sequelize = new Sequelize('postgresql://nowhere');
  const answer = async () => [{ count: 1 }];
  Sequelize.prototype.query = answer as Sequelize['query'];
  expect(await sequelize.model('User').count()).toBe(1);
});
`,
  });

  invalid('a class whose queries another test answers, or of which only something else is replaced', {
    filename,
    untyped: true,
    code: `
import { Sequelize } from 'sequelize';
import { Client } from 'pg';
import { expect, test } from 'vitest';
test('counts', async () => {
  const sequelize = new Sequelize('postgresql://localhost');
  Sequelize.prototype.validate = async () => {};
  expect(await sequelize.model('User').count()).toBe(1);
});
test('selects', async () => {
  const client = new Client();
  await client.connect();
  Client.prototype.query = async () => ({ rows: [] });
  Sequelize.prototype.query = async () => [];
});
`,
    reports: ['6:21 never', '12:9 never'],
  });

  valid('a server under the name that listen() gives', {
    filename,
    untyped: true,
    code: `
import { createServer } from 'node:http';
import { onTestFinished, test } from 'vitest';
test('listens', async () => {
  const made = createServer();
  const server = made.listen(0);
  onTestFinished(() => void server.close());
});
`,
  });
});

describe('what opens it is replaced', () => {
  const others = {
    'src/db.ts': `
import mongoose from 'mongoose';
export const open = async (): Promise<void> => {
  await mongoose.connect('mongodb://localhost');
};
`,
  };

  valid('in a hook or in the test', {
    filename,
    others,
    code: `
import mongoose from 'mongoose';
import { type MockInstance, beforeEach, describe, expect, it, vi } from 'vitest';
import { open } from '../src/db.js';
describe('told later', () => {
  let spy: MockInstance;
  beforeEach(() => {
    spy = vi.spyOn(mongoose, 'connect');
  });
  it('opens', async () => {
    spy.mockResolvedValueOnce(mongoose);
    await open();
    expect(spy).toHaveBeenCalledOnce();
  });
});
it('opens', async () => {
  vi.spyOn(mongoose, 'connect').mockResolvedValue(mongoose);
  await mongoose.connect('mongodb://localhost');
  expect(mongoose.connect).toHaveBeenCalledOnce();
});
`,
  });

  invalid('by a spy that lets calls through, in another test, or not that', {
    filename,
    others,
    code: `
import mongoose from 'mongoose';
import { expect, it, vi } from 'vitest';
import { open } from '../src/db.js';
it('opens', async () => {
  const spy = vi.spyOn(mongoose, 'connect');
  await open();
  expect(spy).toHaveBeenCalledOnce();
});
it('fails', () => {
  vi.spyOn(mongoose, 'connect').mockRejectedValue(new Error('refused'));
});
it('opens again', async () => {
  vi.spyOn(mongoose, 'disconnect').mockResolvedValue();
  await mongoose.connect('mongodb://localhost');
});
`,
    reports: ['7:9 never', '15:9 never'],
  });
});

describe('the global class is replaced', () => {
  const others = {
    'src/feed.ts': `
export const openFeed = (name: string): { channel: BroadcastChannel } => ({ channel: new BroadcastChannel(name) });
export const openSource = (url: string): EventSource => new EventSource(url);
`,
  };

  valid('by a mock, in a hook or in the test', {
    filename,
    others,
    code: `
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openFeed, openSource } from '../src/feed.js';
class Quiet {
  sent: unknown[] = [];
  postMessage(data: unknown): void {
    this.sent.push(data);
  }
}
describe('a class of the file', () => {
  beforeEach(() => {
    (globalThis as any).BroadcastChannel = Quiet;
  });
  it('sends', () => {
    const { channel } = openFeed('news');
    channel.postMessage(1);
    expect(channel).toMatchObject({ sent: [1] });
  });
});
describe('the functions of a runner', () => {
  beforeEach(() => {
    vi.stubGlobal('BroadcastChannel', vi.fn());
  });
  it('sends', () => {
    openFeed('news').channel.postMessage(1);
  });
});
it('listens', () => {
  class Source extends EventTarget {}
  Object.defineProperty(globalThis, 'EventSource', { value: Source, configurable: true });
  const source = openSource('http://localhost/news');
  expect(source.readyState).toBe(0);
});
`,
  });

  invalid('in another test, by a class that opens something, or where it is another', {
    filename,
    others,
    code: `
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openFeed, openSource } from '../src/feed.js';
const before = globalThis.EventSource;
class Counted extends EventSource {}
beforeEach(() => {
  vi.stubGlobal('WebSocket', vi.fn());
  globalThis.EventSource = Counted;
});
afterEach(() => {
  globalThis.EventSource = before;
});
it('is quiet', () => {
  class Quiet {}
  vi.stubGlobal('BroadcastChannel', Quiet);
});
it('sends', () => {
  const { channel } = openFeed('news');
  channel.postMessage(1);
});
it('listens', () => {
  const source = openSource('http://localhost/news');
  expect(source.readyState).toBe(0);
});
`,
    reports: ['18:23 never', '22:18 never'],
  });
});

describe('the field that keeps it is given something else', () => {
  const others = {
    'src/store.ts': `
import { Pool } from 'pg';
export class Store {
  private pool: Pool;
  log: (text: string) => void = () => {};
  constructor() {
    this.pool = new Pool();
  }
  count(): Promise<unknown> {
    this.log('count');
    return this.pool.query('select 1');
  }
  async close(): Promise<void> {
    await this.pool.end();
  }
}
`,
  };

  valid('in a test, or in what makes it', {
    filename,
    others,
    code: `
import { beforeEach, expect, it, vi } from 'vitest';
import { Store } from '../src/store.js';
const answering = () => {
  const made = new Store();
  const query = vi.fn();
  (made as any).pool = { query };
  return { made, query };
};
let store: Store;
beforeEach(() => {
  store = answering().made;
});
it('counts', async () => {
  expect(await store.count()).toBe(1);
});
it('counts again', async () => {
  const other = new Store();
  other['pool'] = { query: vi.fn() } as never;
  expect(await other.count()).toBe(1);
});
`,
  });

  invalid('but not another field, or after one with a resource that holds at once', {
    filename,
    others: {
      ...others,
      'src/cache.ts': `
import { Redis } from 'ioredis';
export class Cache {
  private redis = new Redis();
  get(key: string): Promise<unknown> {
    return this.redis.get(key);
  }
  async close(): Promise<void> {
    await this.redis.quit();
  }
}
`,
    },
    code: `
import { expect, it, vi } from 'vitest';
import { Cache } from '../src/cache.js';
import { Store } from '../src/store.js';
it('counts', async () => {
  const store = new Store();
  store.log = vi.fn();
  expect(await store.count()).toBe(1);
});
it('gets', async () => {
  const cache = new Cache();
  cache['redis'] = { get: vi.fn() } as never;
  expect(await cache.get('a')).toBe(1);
});
`,
    reports: ['6:17 never', '11:17 never'],
  });
});

describe('what hangs up by itself', () => {
  valid('a client of graphql-ws, when its last operation is over', {
    filename: 'test/hello.test.ts',
    code: `
import { createClient } from 'graphql-ws';
import { expect, test } from 'vitest';
test('says hello', async () => {
  const client = createClient({ url: 'ws://localhost:4000/graphql' });
  const answers = client.iterate({ query: '{ hello }' });
  expect((await answers.next()).done).toBe(false);
});
`,
  });

  invalid('but not a socket', {
    filename: 'test/hello.test.ts',
    code: `
import { WebSocket } from 'ws';
import { expect, test } from 'vitest';
test('says hello', async () => {
  const socket = new WebSocket('ws://localhost:4000/graphql');
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('{ hello }');
  expect(socket.bufferedAmount).toBe(0);
});
`,
    reports: ['5:18 never'],
  });
});

describe('the callback that gets what the call makes', () => {
  const pinging = (last: string): string => `
import http2 from 'node:http2';
import { it } from 'vitest';
it('is over when the stream is', async () => {
  await new Promise<void>((resolve) => {
    http2.connect('http://localhost:3000', (session) => {
      session.request({}).on('end', ${last});
    });
  });
});
`;
  valid('closes it', { filename: 'test/ping.test.ts', code: pinging('() => session.close(resolve)') });

  invalid('only uses it', { filename: 'test/ping.test.ts', code: pinging('resolve'), reports: ['6:5 never'] });
});

describe('what carries a connection', () => {
  const aborting = (call: string): string => `
import { Client } from 'pg';
import { it } from 'vitest';
it('rolls back', async () => {
  const client = new Client();
  await client.connect();
  await client.query('begin');
  (client as any).connection.stream.${call}();
});
`;
  valid('is destroyed, and the connection with it', { filename: 'test/abort.test.ts', code: aborting('destroy') });

  invalid('is told something else', {
    filename: 'test/abort.test.ts',
    code: aborting('setNoDelay'),
    reports: ['6:9 never'],
  });
});

describe('what a test only lets look like a connection', () => {
  const using = (given: string): string => `
import { Queue } from 'bullmq';
import { expect, test, vi } from 'vitest';
const newFakeClient = () => ({ quit: vi.fn() });
const log = vi.fn();
const mockUrl = 'redis://mockdb';
test('adds', async () => {
  const stub = { connect: vi.fn() };
  const queue = new Queue('mock-queue', ${given});
  expect((await queue.add('a', { log, mockUrl, stub, newFakeClient })).id).toBe('1');
});
`;
  valid('is given by its name', { filename: 'test/queue.test.ts', code: using('{ connection: newFakeClient() }') });
  valid('by its type, in the function that makes it', {
    filename: 'test/queue.test.ts',
    code: `
import { Queue } from 'bullmq';
import { expect, test, vi } from 'vitest';
interface MockClient { quit(): void }
const make = (name: string) => {
  const connection: MockClient = { quit: vi.fn() };
  return new Queue(name, { connection: connection as never });
};
test('adds', async () => {
  const queue = make('mail');
  expect((await queue.add('a', {})).id).toBe('1');
});
`,
  });
  valid('or by its key', { filename: 'test/queue.test.ts', code: using('{ connection: stub }') });

  invalid('but not what only has the word', {
    filename: 'test/queue.test.ts',
    code: using('{ connection: { url: mockUrl, log } }'),
    reports: ['9:17 never'],
  });
});

describe('a socket whose other side ends it', () => {
  const expecting = (state: string): string => `
import { WebSocket } from 'ws';
import { expect, test } from 'vitest';
test('is refused', async () => {
  const socket = new WebSocket('ws://localhost:4000');
  await expect.poll(() => socket.readyState).toBe(WebSocket.${state});
});
`;
  valid('as the test waits for', { filename: 'test/socket.test.ts', code: expecting('CLOSED') });
  invalid('and no test waits for that', {
    filename: 'test/socket.test.ts',
    code: expecting('OPEN'),
    reports: ['5:18 never'],
  });

  valid('is answered by a handler', {
    filename: 'test/socket.test.ts',
    code: `
import { ws } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
const api = ws.link('ws://localhost:4000');
const server = setupServer(api.addEventListener('connection', () => undefined));
beforeAll(() => server.listen());
afterAll(() => server.close());
test('opens', () => {
  const socket = new WebSocket('ws://localhost:4000');
  expect(socket.readyState).toBe(0);
});
`,
  });
});

describe('what is told to wait', () => {
  invalid('is opened by the method for that', {
    filename: 'test/cache.test.ts',
    code: `
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { beforeAll, expect, test } from 'vitest';
const redis = new Redis({ lazyConnect: true });
beforeAll(() => redis.connect());
test('answers', async () => {
  const socket = io('http://localhost:3000', { autoConnect: false });
  socket.connect();
  expect(await redis.get(String(socket.connected))).toBe('1');
});
`,
    reports: ['6:17 never', '9:3 never'],
  });

  valid('holds nothing before', {
    filename: 'test/cache.test.ts',
    code: `
import { Redis } from 'ioredis';
import { io } from 'socket.io-client';
import { expect, test } from 'vitest';
test('waits', () => {
  const redis = new Redis({ lazyConnect: true });
  const socket = io('http://localhost:3000', { autoConnect: false });
  expect([redis.status, socket.connected]).toEqual(['wait', false]);
});
`,
  });
});

describe('a connection that is not there at the end', () => {
  const file = (test: string): string => `
import { connect } from 'nats';
import test from 'ava';
test('connects', async (t) => {
  ${test}
});
`;

  valid('since the test fails where it is made', {
    filename: 'test/connect.test.ts',
    code: file(`await connect({ port: 1 }).then(() => { t.fail('connected'); }).catch(() => { t.pass(); });`),
  });

  valid('since the test waits until it is closed', {
    filename: 'test/connect.test.ts',
    code: file(`const nc = await connect({ reconnect: false });
  await nc.closed();
  t.pass();`),
  });

  invalid('is there where the test goes on with it', {
    filename: 'test/connect.test.ts',
    code: file(`await connect({ port: 1 }).then(() => { t.pass(); });`),
    reports: ['5:9 never'],
  });
});

describe('a Sequelize instance', () => {
  valid('that has no database to speak to, or one in memory', {
    filename: 'test/models.test.ts',
    code: `
import { DataTypes, Sequelize } from 'sequelize';
import { expect, test } from 'vitest';
test('defines', () => {
  const sequelize = new Sequelize({ dialect: 'postgres', logging: false });
  const memory = new Sequelize('sqlite::memory:', { logging: false });
  const user = sequelize.define('user', { name: DataTypes.STRING });
  expect(user.name).toBe(memory.define('user', {}).name);
});
`,
  });

  invalid('that has one', {
    filename: 'test/models.test.ts',
    code: `
import { Sequelize } from 'sequelize';
import { expect, test } from 'vitest';
test('reads', async () => {
  const sequelize = new Sequelize({ dialect: 'postgres', host: 'localhost' });
  expect(await sequelize.query('select 1')).toBeDefined();
});
test('reads by its address', async () => {
  const sequelize = new Sequelize('postgres://localhost', { logging: false });
  expect(await sequelize.query('select 1')).toBeDefined();
});
`,
    reports: ['5:21 never', '9:21 never'],
  });
});

describe('what a fake answers', () => {
  valid('a browser whose requests a mock takes', {
    filename,
    code: `
import { expect, it, vi } from 'vitest';
import { remote } from 'webdriverio';
vi.mock('fetch');
it('clicks', async () => {
  const browser = await remote({ capabilities: { browserName: 'chrome' } });
  expect(await browser.getTitle()).toBe('');
});
`,
    untyped: true,
  });

  invalid('but not one beside the mock of another module', {
    filename,
    code: `
import { expect, it, vi } from 'vitest';
import { remote } from 'webdriverio';
vi.mock('../src/clock');
it('clicks', async () => {
  const browser = await remote({ capabilities: { browserName: 'chrome' } });
  expect(await browser.getTitle()).toBe('');
});
`,
    untyped: true,
    reports: ['6:25 never'],
  });

  valid('a socket that speaks to the server of a mock', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { WS } from 'vitest-websocket-mock';
import WebSocket from 'ws';
it('connects', async () => {
  const server = new WS('ws://localhost:1234');
  const socket = new WebSocket('ws://localhost:1234');
  await server.connected;
  expect(socket.readyState).toBe(1);
});
`,
    untyped: true,
  });

  invalid('but not one that speaks to a real server', {
    filename,
    code: `
import { expect, it } from 'vitest';
import WebSocket from 'ws';
it('connects', async () => {
  const socket = new WebSocket('ws://localhost:1234');
  await new Promise((resolve) => socket.once('open', resolve));
  expect(socket.readyState).toBe(1);
});
`,
    untyped: true,
    reports: ['5:18 never'],
  });
});

describe('a stream of the project', () => {
  const others = {
    'src/fetcher.ts': `
import { Readable } from 'node:stream';
export abstract class Fetcher<Task> extends Readable {
  readonly tasks: Task[] = [];
  _read(): void {}
}
export class BlockFetcher extends Fetcher<number> {}
export class Session<Task> implements AsyncDisposable {
  readonly tasks: Task[] = [];
  async [Symbol.asyncDispose](): Promise<void> {
    await fetch('http://localhost/bye');
  }
}
export class BlockSession extends Session<number> {}
`,
  };

  valid('can be disposed of as all streams can, and holds nothing', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { BlockFetcher } from '../src/fetcher.js';
it('is empty', () => {
  const fetcher = new BlockFetcher();
  expect(fetcher.tasks).toEqual([]);
});
`,
  });

  invalid('but not what has a disposal of its own', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { BlockSession } from '../src/fetcher.js';
it('is empty', () => {
  const session = new BlockSession();
  expect(session.tasks).toEqual([]);
});
`,
    reports: ['5:19 never'],
  });
});

describe('a test that waits for nothing', () => {
  const others = {
    'src/store.ts': `
import { Sequelize } from 'sequelize';
export class Store {
  private readonly sequelize: Sequelize;
  constructor(url: string, options: object) {
    this.sequelize = new Sequelize(url, { ...options });
  }
  async open(): Promise<void> {
    await this.sequelize.authenticate();
  }
  async close(): Promise<void> {
    await this.sequelize.close();
  }
}
`,
  };

  valid('only looks at how a class makes its pool', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { Sequelize } from 'sequelize';
import { Store } from '../src/store.js';
const sequelizeOf = (store: Store): Sequelize => store['sequelize'];
const describeOf = (sequelize: Sequelize): string => sequelize.getDialect();
it('speaks MySQL', () => {
  const store = new Store('mysql://localhost/shop', {});
  expect(sequelizeOf(store).getDialect()).toBe('mysql');
});
it('keeps the options as they are', () => {
  const options = {};
  new Store('mysql://localhost/shop', options);
  expect(options).toEqual({});
});
it('has a model', () => {
  const sequelize = new Sequelize('mysql://localhost/shop');
  expect(sequelize.define('user', {}).name).toBe('user');
});
it('is described', () => {
  expect(describeOf(new Sequelize('mysql://localhost/shop'))).toBe('mysql');
});
`,
  });

  invalid('but not one that uses it, or that waits', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { Pool } from 'pg';
import type { Sequelize } from 'sequelize';
import { Store } from '../src/store.js';
const sequelizeOf = (store: Store): Sequelize => store['sequelize'];
it('opens', () => {
  const store = new Store('mysql://localhost/shop', {});
  void store.open();
});
it('opens before it is over', () => {
  const store = new Store('mysql://localhost/shop', {});
  return store.open();
});
it('asks', async () => {
  const store = new Store('mysql://localhost/shop', {});
  expect(await sequelizeOf(store).query('select 1')).toBeDefined();
});
it('calls back', () => {
  const pool = new Pool();
  pool.query('select 1', () => {});
  expect(pool.totalCount).toBe(1);
});
`,
    reports: ['8:17 never', '12:17 never', '16:17 never', '20:16 never'],
  });
});

describe('a server that is put in the place of another before it listens', () => {
  const others = {
    'src/peer.ts': `
import { createServer, type Server } from 'node:net';
export class Peer {
  private server: Server = createServer();
  listen(port: number): void {
    this.server.listen(port);
  }
  destroy(): void {
    this.server.close();
  }
}
`,
  };

  valid('opens nothing', {
    filename,
    others,
    code: `
import { expect, it, vi } from 'vitest';
import { Peer } from '../src/peer.js';
it('listens', () => {
  const peer = new Peer();
  const server = { listen: vi.fn() };
  peer['server'] = server as never;
  peer.listen(30303);
  expect(server.listen).toHaveBeenCalledWith(30303);
});
`,
  });

  invalid('but opens something where nothing takes its place', {
    filename,
    others,
    code: `
import { expect, it } from 'vitest';
import { Peer } from '../src/peer.js';
it('listens', () => {
  const peer = new Peer();
  peer.listen(30303);
  expect(peer).toBeDefined();
});
`,
    reports: ['6:3 never'],
  });
});

describe('a server whose idle connections are closed', () => {
  invalid('goes on', {
    filename,
    code: `
import express from 'express';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
let server: Server;
beforeAll(() => {
  server = express().listen(0);
});
afterAll(() => {
  server.closeIdleConnections();
});
it('listens', () => {
  expect(server.listening).toBe(true);
});
`,
    reports: ['7:12 never'],
  });

  valid('and is closed', {
    filename,
    code: `
import express from 'express';
import type { Server } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
let server: Server;
beforeAll(() => {
  server = express().listen(0);
});
afterAll(() => {
  server.closeIdleConnections();
  server.close();
});
it('listens', () => {
  expect(server.listening).toBe(true);
});
`,
  });
});

describe('a helper that makes the one or the other', () => {
  invalid('is told of once', {
    filename,
    others: {
      'src/rpc.ts': `
import { createServer, type Server } from 'node:http';
export function startRpc(secret?: string): Server {
  if (secret === undefined) {
    return createServer((request, response) => response.end('open'));
  }
  return createServer((request, response) => response.end(secret));
}
`,
    },
    code: `
import { expect, it } from 'vitest';
import { startRpc } from '../src/rpc.js';
it('listens', async () => {
  const server = startRpc();
  server.listen(1234);
  expect((await fetch('http://localhost:1234')).status).toBe(200);
});
`,
    reports: ['6:3 never'],
  });
});
