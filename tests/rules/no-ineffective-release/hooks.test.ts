import { describe } from 'vitest';

import rule from '../../../src/rules/no-ineffective-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-ineffective-release', rule);

const filename = 'test/app.test.ts';

describe('an after-hook', () => {
  invalid('of Vitest that drops the promise', {
    filename,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(() => {
  pool = new Pool();
});
afterAll(() => {
  // last
  pool.end();
});
`,
    reports: ['10:3 notAwaited'],
  });

  valid('that waits, returns or collects it', {
    filename,
    code: `
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
let other: Pool;
beforeAll(() => {
  pool = new Pool();
  other = new Pool();
});
afterAll(async () => {
  const closing: Promise<void>[] = [];
  closing.push(pool.end());
  await Promise.all([other.end(), ...closing]);
});
afterAll(() => pool.end());
afterEach(async () => {
  await pool.end();
  return other.end();
});
afterEach(() => {
  return pool.end().then(() => console.log('closed'));
});
`,
  });

  invalid('in a file without semicolons', {
    filename,
    code: `
import { afterEach, beforeEach } from 'vitest'
import { Client } from 'pg'
let client: Client
beforeEach(() => {
  client = new Client()
})
afterEach(async () => {
  client.end()
})
`,
    reports: ['9:3 notAwaited'],
  });

  valid('with a closer that is done when it returns', {
    filename,
    code: `
import { afterEach } from 'vitest';
import Database from 'better-sqlite3';
import { Redis } from 'ioredis';
const redis = new Redis();
const db = new Database(':memory:');
afterEach(() => {
  redis.disconnect();
  db.close();
});
`,
  });

  valid('of what the file mocks', {
    filename,
    code: `
import { afterEach, beforeEach, vi } from 'vitest';
import { Pool } from 'pg';
vi.mock('pg');
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
afterEach(() => {
  pool.end();
});
`,
  });

  invalid('that is wrapped in a condition or an optional call', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Worker } from 'bullmq';
let worker: Worker | undefined;
afterEach(async () => {
  if (worker) worker.close();
  worker?.close();
  worker && worker.close();
});
`,
    reports: ['6:15 notAwaited', '7:3 notAwaited', '8:13 notAwaited'],
  });

  invalid('that discards it with void', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Queue } from 'bullmq';
const queue = new Queue('mail');
afterEach(() => {
  void queue.close();
});
`,
    reports: ['6:8 notAwaited'],
  });

  invalid('that only catches the error', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Queue } from 'bullmq';
const queue = new Queue('mail');
afterEach(() => {
  queue.close().catch(() => {});
});
`,
    reports: ['6:3 notAwaited'],
  });

  valid('that goes on when the promise is settled', {
    filename,
    code: `
import { after } from 'node:test';
import { Queue } from 'bullmq';
const queue = new Queue('mail');
after((_, done) => {
  queue.close().then(() => done(), done);
});
`,
  });

  invalid('of Jest', {
    filename,
    code: `
import { afterAll } from '@jest/globals';
import knex from 'knex';
const db = knex({ client: 'pg', connection: 'postgres://localhost' });
afterAll(() => {
  db.destroy();
});
`,
    reports: ['6:3 notAwaited'],
  });

  invalid('of Mocha, with the client on this', {
    filename: 'test/cursor.js',
    code: `
const { Client } = require('pg');
describe('cursor', function () {
  beforeEach(async function () {
    this.client = new Client();
    await this.client.connect();
  });
  afterEach(function () {
    this.client.end();
  });
  it('reads', function () {});
});
`,
    reports: ['9:5 notAwaited'],
  });

  valid('of Mocha that waits through an event', {
    filename: 'test/cursor.js',
    code: `
const { Client } = require('pg');
describe('cursor', function () {
  before(function (done) {
    this.client = new Client();
    this.client.connect(done);
  });
  after(function (done) {
    this.client.end();
    this.client.on('end', done);
  });
  it('reads', function () {});
});
`,
  });

  valid('of Mocha that gives the closer its done', {
    filename: 'test/cursor.js',
    code: `
const { Client } = require('pg');
describe('cursor', function () {
  before(function (done) {
    this.client = new Client();
    this.client.connect(done);
  });
  after(function (done) {
    this.client.end(done);
  });
  it('reads', function () {});
});
`,
  });

  invalid('of node:test that a test registers', {
    filename,
    code: `
import { test } from 'node:test';
import Fastify from 'fastify';
test('answers', async (t) => {
  const app = Fastify();
  t.after(() => { app.close() });
  await app.listen({ port: 0 });
});
`,
    reports: ['6:19 notAwaited'],
  });

  valid('of node:test that a test registers and waits for', {
    filename,
    code: `
import { test } from 'node:test';
import Fastify from 'fastify';
test('answers', async (t) => {
  const app = Fastify();
  t.after(() => app.close());
  await app.listen({ port: 0 });
});
`,
  });

  invalid('of Playwright', {
    filename,
    code: `
import { test, chromium, type Browser } from '@playwright/test';
let browser: Browser;
test.beforeAll(async () => {
  browser = await chromium.launch();
});
test.afterAll(async () => {
  browser.close();
});
test('opens', () => {});
`,
    reports: ['8:3 notAwaited'],
  });

  invalid('of AVA', {
    filename,
    code: `
import test from 'ava';
import mongoose from 'mongoose';
test.before(async () => {
  await mongoose.connect('mongodb://localhost');
});
test.after.always(() => {
  mongoose.disconnect();
});
test('reads', (t) => t.pass());
`,
    reports: ['8:3 notAwaited'],
  });

  invalid('in a function of the file that it only calls', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { Pool } from 'pg';
const pool = new Pool();
function stop() {
  pool.end();
}
afterAll(() => {
  stop();
});
test('selects', () => {});
`,
    reports: ['6:3 notAwaited'],
  });

  valid('that waits for a function of the file', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { Pool } from 'pg';
const pool = new Pool();
function stop() {
  return pool.end();
}
afterAll(() => stop());
test('selects', () => {});
`,
  });
});

describe('a before-hook', () => {
  invalid('that closes what it only needed for a while', {
    filename,
    code: `
import { before, describe, it } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
describe('tasks', () => {
  let app: FastifyInstance;
  before(async () => {
    app = Fastify();
    await app.ready();
    app.close();
  });
  it('lists', async () => {
    await app.inject('/');
  });
});
`,
    reports: ['9:5 notAwaited'],
  });

  invalid('that returns a teardown which drops the promise', {
    filename,
    code: `
import { beforeEach } from 'vitest';
import { createClient } from 'redis';
beforeEach(async () => {
  const client = createClient();
  await client.connect();
  return () => {
    client.close();
  };
});
`,
    reports: ['8:5 notAwaited'],
  });

  valid('that returns a teardown which gives the promise', {
    filename,
    code: `
import { beforeEach } from 'vitest';
import { createClient } from 'redis';
beforeEach(async () => {
  const client = createClient();
  await client.connect();
  return () => client.close();
});
`,
  });
});

describe('a fixture', () => {
  invalid('that drops the promise after use()', {
    filename,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend<{ client: Client }>({
  client: async ({}, use) => {
    const client = new Client();
    await client.connect();
    await use(client);
    client.end();
  },
});
`,
    reports: ['9:5 notAwaited'],
  });

  valid('that waits after use()', {
    filename,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend<{ client: Client }>({
  client: async ({}, use) => {
    const client = new Client();
    await client.connect();
    await use(client);
    await client.end();
  },
});
`,
  });
});

describe('a test', () => {
  invalid('that ends with a release which nobody waits for', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Worker } from 'bullmq';
it('has a concurrency', async () => {
  const worker = new Worker('mail', async () => {}, { autorun: false });
  expect(worker.concurrency).toBe(1);
  worker.close();
});
`,
    reports: ['7:3 notAwaited'],
  });

  invalid('whose finally does not wait', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Client } from 'pg';
it('selects', async () => {
  const client = new Client();
  await client.connect();
  try {
    expect(await client.query('select 1')).toBeDefined();
  } finally {
    client.end();
  }
});
`,
    reports: ['10:5 notAwaited'],
  });

  valid('that goes on with what it closes: closing is what it tests', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Worker } from 'bullmq';
it('is closing', async () => {
  const worker = new Worker('mail', async () => {}, { autorun: false });
  worker.close();
  expect(worker.closing).toBeDefined();
  await worker.closing;
});
`,
  });

  valid('that goes on with what comes of closing', {
    filename,
    code: `
import { expect, it, vi } from 'vitest';
import { Worker } from 'bullmq';
it('tells its listeners', async () => {
  const listener = vi.fn();
  const worker = new Worker('mail', async () => {}, { autorun: false });
  worker.on('closed', listener);
  worker.close();
  await vi.waitFor(() => {
    expect(listener).toHaveBeenCalled();
  });
});
`,
  });

  invalid('that goes on with closing others', {
    filename,
    code: `
import { it } from 'vitest';
import { Queue, Worker } from 'bullmq';
it('runs', async () => {
  const worker = new Worker('mail', async () => {}, { autorun: false });
  const queue = new Queue('mail');
  worker.close();
  await queue.close();
});
`,
    reports: ['7:3 notAwaited'],
  });

  valid('that tells in an assertion what the release gives', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Worker } from 'bullmq';
it('closes', async () => {
  const worker = new Worker('mail', async () => {}, { autorun: false });
  await expect(worker.close()).resolves.toBeUndefined();
  expect(() => worker.close()).not.toThrow();
});
`,
  });

  invalid('whose callback says too early that it is done', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Worker } from 'bullmq';
it('completes', async () => {
  const worker = new Worker('mail', async () => {});
  await new Promise<void>((resolve, reject) => {
    worker.on('completed', (job) => {
      try {
        expect(job.data).toBe(1);
        worker.close();
        resolve();
      } catch (error) {
        reject(error);
      }
    });
  });
});
`,
    reports: ['10:9 doneTooEarly'],
  });

  valid('whose callback says that something failed', {
    filename,
    code: `
import { connect } from 'amqplib';
export async function connected(url: string): Promise<void> {
  const connection = await connect(url);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      void connection.close();
      reject(new Error('no answer'));
    }, 1000);
    connection.once('unblocked', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
`,
  });

  invalid('whose callback says that it is done, and not that something failed', {
    filename,
    code: `
import { connect } from 'amqplib';
export async function connected(url: string): Promise<void> {
  const connection = await connect(url);
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no answer'));
    }, 1000);
    connection.once('unblocked', () => {
      clearTimeout(timer);
      void connection.close();
      resolve();
    });
  });
}
`,
    reports: ['11:12 doneTooEarly'],
  });

  valid('whose callback waits before it says that it is done', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Worker } from 'bullmq';
it('completes', async () => {
  const worker = new Worker('mail', async () => {});
  await new Promise<void>((resolve, reject) => {
    worker.on('completed', (job) => {
      expect(job.data).toBe(1);
      worker.close().then(resolve, reject);
    });
  });
});
`,
  });
});

describe('a loop over releases', () => {
  invalid('that forEach does not wait for', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Queue } from 'bullmq';
const queues: Queue[] = [];
afterEach(async () => {
  queues.forEach(async (queue) => {
    await queue.close(); // one by one
  });
});
afterEach(() => {
  queues.forEach((queue) => queue.close());
});
afterEach(() => queues.forEach((queue) => { queue.close(); }));
`,
    reports: ['7:11 notAwaitedInLoop', '11:29 notAwaitedInLoop', '13:45 notAwaitedInLoop'],
  });

  invalid('whose promises map collects for nobody', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Queue } from 'bullmq';
const queues: Queue[] = [];
afterEach(() => {
  queues.map((queue) => queue.close());
});
`,
    reports: ['6:25 notAwaitedInLoop'],
  });

  valid('whose promises are collected and waited for', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Queue } from 'bullmq';
const queues: Queue[] = [];
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.close()));
});
afterEach(async () => {
  await Promise.allSettled(queues.map(async (queue) => { await queue.close(); }));
});
afterEach(async () => {
  for (const queue of queues) {
    await queue.close();
  }
});
`,
  });

  invalid('that does not wait for any of them', {
    filename,
    code: `
import { afterEach } from 'vitest';
import { Queue } from 'bullmq';
const queues: Queue[] = [];
afterEach(async () => {
  for (const queue of queues) {
    queue.close();
  }
});
`,
    reports: ['7:5 notAwaited'],
  });
});

describe('what runs until it is told to stop', () => {
  valid('is waited for by the promise of its run', {
    filename: 'app/store.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
declare class Store extends Pool {
  run(): Promise<void>;
  end(): Promise<void>;
}
let store: Store | undefined;
let done: Promise<void>;
beforeEach(() => {
  store = new Store();
  done = store.run();
  return async () => {
    void store?.end();
    await done;
  };
});
test('runs', () => {});
`,
  });

  invalid('but not by another promise', {
    filename: 'app/store.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
declare class Store extends Pool {
  run(): Promise<void>;
  end(): Promise<void>;
}
declare function prepare(): Promise<void>;
let store: Store | undefined;
let done: Promise<void>;
beforeEach(() => {
  store = new Store();
  done = prepare();
  return async () => {
    void store?.end();
    await done;
  };
});
test('runs', () => {});
`,
    reports: ['15:10 notAwaited'],
  });
});

describe('a function that a before-hook returns', () => {
  const suite = (runner: string): string => `
import { beforeAll, expect, test } from '${runner}';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(() => {
  pool = new Pool();
  return () => {
    pool.end();
  };
});
test('selects', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`;

  invalid('waits for nothing in Vitest, which calls it', {
    filename,
    code: suite('vitest'),
    reports: ['8:5 notAwaited'],
  });

  valid('is never called by Jest, of which another rule tells', { filename, code: suite('@jest/globals') });
});
