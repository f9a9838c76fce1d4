import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

describe('where a resource is opened', () => {
  invalid('a module of tests and the body of a suite', {
    filename,
    untyped: true,
    code: `
import { describe, expect, test } from 'vitest';
import { Pool } from 'pg';
const outer = new Pool();
describe('users', () => {
  const inner = new Pool();
  test('select', async () => {
    expect(await outer.query('select 1')).toEqual(await inner.query('select 1'));
  });
});
`,
    reports: ['4:15 never', '6:17 never'],
  });

  invalid('a call inside of the wrapper that uses it', {
    filename,
    untyped: true,
    code: `
import { beforeAll, test } from 'vitest';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
let db: ReturnType<typeof drizzle>;
beforeAll(() => {
  db = drizzle(new Pool());
});
test('select', async () => {
  await db.execute('select 1');
});
`,
    reports: ['7:16 never'],
  });

  invalid('a variable that no test reads yet, or none at all', {
    filename,
    untyped: true,
    code: `
import { beforeAll, describe, it } from 'vitest';
import { Pool } from 'pg';
describe('users', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = new Pool();
  });
  it.todo('are listed');
});
describe('orders', () => {
  beforeAll(() => new Pool());
  it.todo('are listed');
});
`,
    reports: ['7:12 never', '12:19 never'],
  });

  valid('a variable that is only looked at, and what is dropped before it is used', {
    filename,
    untyped: true,
    code: `
import { beforeAll, expect, it } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
new Pool();
beforeAll(() => {
  pool = new Pool({ max: 3 });
});
it('has three', () => {
  expect(pool.options.max).toBe(3);
});
it('is made', () => {
  new Pool();
});
`,
  });

  invalid('nothing at all', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Redis } from 'ioredis';
import { createServer } from 'node:http';
beforeAll(() => {
  new Redis();
  createServer().listen(0);
});
`,
    reports: ['6:3 never', '7:3 never'],
  });

  invalid('a context, an array and a map', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { beforeEach } from 'vitest';
import { Client } from 'pg';
const clients = [];
const byName = {};
beforeEach(async (context) => {
  context.client = new Client();
  await context.client.connect();
  const first = new Client();
  await first.connect();
  clients.push(first);
  byName.second = new Client();
  await byName.second.connect();
});
`,
    reports: ['8:9 never', '10:9 never', '13:9 never'],
  });

  invalid('a helper of the file that a hook calls', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Client } from 'pg';
let client: Client;
async function connect(): Promise<void> {
  client = new Client();
  await client.connect();
}
beforeAll(connect);
`,
    reports: ['7:9 never'],
  });

  valid('a helper of the file whose callers are not known', {
    filename,
    untyped: true,
    code: `
import { test } from 'vitest';
import { Client } from 'pg';
export async function connect(): Promise<void> {
  const client = new Client();
  await client.connect();
}
test.todo('connects');
`,
  });

  invalid('a function of another file', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { connect } from './support/connect.js';
test('select', async () => {
  const client = await connect();
  expect(await client.query('select 1')).toBeDefined();
});
`,
    others: {
      'test/support/connect.ts': `
import { Client } from 'pg';
export async function connect(): Promise<Client> {
  const client = new Client();
  await client.connect();
  return client;
}
`,
    },
    reports: ['5:24 never'],
  });

  invalid('a test through a re-exported and extended test function', {
    filename,
    code: `
import { Client } from 'pg';
import { test } from './support/fixtures.js';
test('select', async ({ name }) => {
  const client = new Client(name);
  await client.connect();
});
`,
    others: {
      'test/support/fixtures.ts': `
import { test as base } from 'vitest';
export const test = base.extend<{ name: string }>({ name: 'test' });
`,
    },
    reports: ['6:9 never'],
  });

  invalid('a test with globals', {
    filename,
    untyped: true,
    settings: { runner: 'mocha' },
    code: `
import { Client } from 'pg';
describe('users', () => {
  it('selects', async () => {
    const client = new Client();
    await client.connect();
  });
});
`,
    reports: ['6:11 never'],
  });

  valid('a function of the same name that is no test', {
    filename: 'src/check.ts',
    untyped: true,
    code: `
import { Client } from 'pg';
import { test } from './checks.js';
test('selects', async () => {
  const client = new Client();
  await client.connect();
});
`,
  });

  invalid('a set-up file', {
    filename: 'test/setup.ts',
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Redis } from 'ioredis';
beforeAll(() => {
  const cache = new Redis();
  cache.set('key', 'value');
});
`,
    reports: ['5:17 never'],
  });

  valid('a set-up file that closes what it opens', {
    filename: 'test/setup.ts',
    untyped: true,
    code: `
import { afterAll } from 'vitest';
import { Redis } from 'ioredis';
const cache = new Redis();
afterAll(async () => {
  await cache.quit();
});
`,
  });
});

describe('how often it is opened and closed', () => {
  invalid('for each test, and once', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeEach } from 'vitest';
import { Client } from 'pg';
let client: Client;
beforeEach(async () => {
  client = new Client();
  await client.connect();
});
afterAll(() => client.end());
`,
    reports: ['7:9 releasedTooSeldom'],
  });

  valid('for each test, kept until all are closed, or only when there is none', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeEach } from 'vitest';
import { Client } from 'pg';
const clients: Client[] = [];
let shared: Client | undefined;
beforeEach(async () => {
  const client = new Client();
  await client.connect();
  clients.push(client);
  if (shared === undefined) {
    shared = new Client();
    await shared.connect();
  }
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await shared?.end();
});
`,
  });

  invalid('once, and after each test', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeAll } from 'vitest';
import { Client } from 'pg';
let client: Client;
beforeAll(async () => {
  client = new Client();
  await client.connect();
});
afterEach(() => client.end());
`,
    reports: ['7:9 releasedTooOften'],
  });

  invalid('by a suite beside one that opens and closes the same', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, describe, it } from 'vitest';
import mongoose from 'mongoose';
describe('users', () => {
  beforeAll(async () => {
    await mongoose.connect('mongodb://127.0.0.1/users');
  });
  it.todo('are listed');
});
describe('orders', () => {
  beforeAll(async () => {
    await mongoose.connect('mongodb://127.0.0.1/orders');
  });
  afterAll(async () => {
    await mongoose.disconnect();
  });
  it.todo('are listed');
});
`,
    reports: ['6:11 never'],
  });

  invalid('by a suite beside one that only closes it', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, describe, it } from 'vitest';
import mongoose from 'mongoose';
describe('users', () => {
  beforeAll(async () => {
    await mongoose.connect('mongodb://127.0.0.1/users');
  });
  it.todo('are listed');
});
describe('orders', () => {
  afterAll(async () => {
    await mongoose.disconnect();
  });
  it.todo('are listed');
});
`,
    reports: ['6:11 otherSuite'],
  });

  invalid('made once and closed after each test, under a name that another suite fills for each test', {
    filename,
    untyped: true,
    code: `
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest';
import { Pool } from 'pg';
describe('users', () => {
  let pool: Pool;
  beforeEach(() => {
    pool = new Pool();
  });
  afterAll(() => pool.end());
  it('selects', () => pool.query('select 1'));
});
describe('orders', () => {
  let pool: Pool;
  beforeAll(() => {
    pool = new Pool();
  });
  afterEach(() => pool.end());
  it('selects', () => pool.query('select 1'));
});
`,
    reports: ['7:12 releasedTooSeldom', '15:12 releasedTooOften'],
  });

  valid('once, and after each test, where its next use opens it again', {
    filename,
    code: `
import { PrismaClient } from '@prisma/client';
import { afterEach, beforeEach, describe, it } from 'vitest';
describe('users', () => {
  const prisma = new PrismaClient();
  beforeEach(() => prisma.$connect());
  afterEach(() => prisma.$disconnect());
  it('a', () => prisma.$queryRaw\`select 1\`);
  it('b', () => prisma.$queryRaw\`select 2\`);
});
`,
  });

  valid('once, after each test, and again for each', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { Client } from 'pg';
let client: Client;
beforeAll(async () => {
  client = new Client();
  await client.connect();
});
beforeEach(async () => {
  client = new Client();
  await client.connect();
});
afterEach(() => client.end());
`,
  });

  invalid('in another suite', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, describe } from 'vitest';
import { Client } from 'pg';
let client: Client;
describe('one', () => {
  beforeAll(async () => {
    client = new Client();
    await client.connect();
  });
});
describe('other', () => {
  afterAll(() => client.end());
});
`,
    reports: ['8:11 otherSuite'],
  });

  valid('in an outer suite', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, describe } from 'vitest';
import { Client } from 'pg';
let client: Client;
describe('one', () => {
  beforeAll(async () => {
    client = new Client();
    await client.connect();
  });
});
afterAll(() => client.end());
`,
  });
});

describe('when it is closed', () => {
  invalid('while the tests are collected', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import postgres from 'postgres';
const sql = postgres();
test('select', async () => {
  expect(await sql.unsafe('select 1')).toBeDefined();
});
await sql.end();
`,
    reports: ['4:13 releasedWhileLoading'],
  });

  valid('while the file is loaded, which is all that needs it', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import postgres from 'postgres';
const sql = postgres();
const rows = await sql.unsafe('select 1');
await sql.end();
test('select', () => {
  expect(rows).toHaveLength(1);
});
`,
  });

  valid('only when the test passes, without the option', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
test('select', async () => {
  const client = new Client();
  await client.connect();
  expect(await client.query('select 1')).toBeDefined();
  await client.end();
});
`,
  });

  invalid('only when the test passes, with the option', {
    filename,
    untyped: true,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
test('select', async () => {
  const client = new Client();
  await client.connect();
  expect(await client.query('select 1')).toBeDefined();
  await client.end();
});
`,
    reports: ['6:9 onlyWhenPassing'],
  });

  valid('in a finally, with the option', {
    filename,
    untyped: true,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
test('select', async () => {
  const client = new Client();
  await client.connect();
  try {
    expect(await client.query('select 1')).toBeDefined();
  } finally {
    await client.end();
  }
});
test('refuses', async () => {
  const client = new Client();
  await client.connect();
  await client.end();
});
`,
  });

  valid('behind nothing but the question for its address, with the option', {
    filename,
    untyped: true,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => {
      const address = server.address();
      if (typeof address === 'string' || address === null) {
        throw new TypeError(String(address));
      }
      server.close(() => resolve(address.port));
    });
  });
}
test('finds one', async () => {
  expect(await freePort()).toBeGreaterThan(0);
});
`,
  });

  invalid('behind another question, with the option', {
    filename,
    untyped: true,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
function freePort(lowest) {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => {
      const address = server.address();
      if (address.port < lowest) {
        throw new RangeError(String(address.port));
      }
      server.close(() => resolve(address.port));
    });
  });
}
test('finds one', async () => {
  expect(await freePort(1024)).toBeGreaterThan(0);
});
`,
    reports: ['7:5 onlyWhenPassing'],
  });

  invalid('behind one that may throw, with the option', {
    filename,
    untyped: true,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { after, before } from 'node:test';
import { Client, Pool } from 'pg';
let pool: Pool;
let client: Client;
let third: Client;
before(async () => {
  pool = new Pool();
  await pool.query('select 1');
  client = new Client();
  await client.connect();
  third = new Client();
  await third.connect();
});
after(async () => {
  await client.end();
  await pool.end();
});
after(() => third.end());
`,
    reports: ['17:9 skippedInHook', '19:13 skippedByHook'],
  });

  valid('behind one that may throw, where it runs all the same', {
    filename,
    untyped: true,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { afterAll, beforeAll } from '@jest/globals';
import { Client, Pool } from 'pg';
let pool: Pool;
let client: Client;
let third: Client;
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
  client = new Client();
  await client.connect();
  third = new Client();
  await third.connect();
});
afterAll(async () => {
  await Promise.allSettled([client.end(), pool.end()]);
});
afterAll(() => third.end());
`,
  });
});

describe('odd code', () => {
  valid('functions that call each other, and hooks without callbacks', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { Pool } from 'pg';
function first(pool) {
  return second(pool);
}
function second(pool) {
  return first(pool);
}
beforeAll();
beforeAll(undefined);
test('loop', () => first(new Pool()));
afterAll(...[]);
`,
  });

  valid('a class that extends itself', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
class A extends A {
  constructor(pool) {
    super(pool);
    this.pool = pool;
  }
}
beforeAll(() => {
  new A(new A());
});
`,
  });
});

describe('a process or a worker, which may end by itself', () => {
  invalid('is kept running for the tests', {
    filename,
    code: `
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { beforeAll, expect, it } from 'vitest';
let server: ChildProcess;
let worker: Worker;
beforeAll(async () => {
  server = spawn('node', ['server.js']);
  worker = new Worker('./worker.js');
  await fetch('http://localhost:3000');
});
it('answers', async () => {
  worker.postMessage(server.pid);
  expect(await once(worker, 'message')).toEqual([1]);
});
`,
    reports: ['9:12 never', '10:12 never'],
  });

  valid('is waited for, killed by its number, or only run', {
    filename,
    code: `
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
let build: ChildProcess;
let server: ChildProcess;
beforeAll(async () => {
  build = spawn('node', ['build.js']);
  await once(build, 'exit');
  server = spawn('node', ['server.js'], { detached: true });
  execFile('node', ['clean.js']);
});
afterAll(() => {
  process.kill(-server.pid!);
});
it('answers', () => {
  const child = spawn('node', ['send.js', String(build.exitCode)]);
  expect(child.pid).not.toBe(server.pid);
});
`,
  });
});

describe('a process that only a set-up knows', () => {
  invalid('is kept running where that waits until it works', {
    filename,
    code: `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, it } from 'vitest';
beforeAll(async () => {
  const server = spawn('node', ['server.js']);
  await once(server.stdout, 'data');
});
it('answers', async () => {
  expect((await fetch('http://localhost:3000')).status).toBe(200);
});
`,
    reports: ['6:18 never'],
  });

  invalid('is kept running where that asks it whether it works', {
    filename,
    code: `
import { spawn } from 'node:child_process';
import { beforeAll, expect, it } from 'vitest';
beforeAll(async () => {
  const server = spawn('node', ['server.js'], { stdio: 'ignore' });
  server.once('error', console.error);
  while (!(await fetch('http://localhost:3000').then(({ ok }) => ok, () => false)));
});
it('answers', async () => {
  expect((await fetch('http://localhost:3000')).status).toBe(200);
});
`,
    reports: ['5:18 never'],
  });

  valid('is killed by a number that is kept', {
    filename,
    code: `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
let pid: number | undefined;
let other: number | undefined;
beforeAll(async () => {
  const server = spawn('node', ['server.js']);
  pid = server.pid;
  await once(server.stdout, 'data');
});
beforeAll(async () => {
  const started = spawn('node', ['other.js']);
  ({ pid: other } = started);
  const { pid: number = 0 } = started;
  await once(started.stdout, 'data');
  expect(number).toBe(other);
});
afterAll(() => {
  for (const one of [pid, other]) {
    process.kill(one!);
  }
});
it('answers', async () => {
  expect((await fetch('http://localhost:3000')).status).toBe(200);
});
`,
  });

  valid('is over where that waits for its end, or never listens to it', {
    filename,
    code: `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, it } from 'vitest';
let output = '';
beforeAll(async () => {
  const build = spawn('node', ['build.js']);
  build.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  await once(build, 'close');
});
beforeAll(() => {
  const cleaning = spawn('node', ['clean.js']);
  expect(cleaning.pid).toBeDefined();
});
it('builds', () => {
  expect(output).toContain('done');
});
`,
  });
});

describe('a closer that gives no promise', () => {
  invalid('is not waited for where the message repeats it', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';
let pool: Pool;
let redis: Redis;
beforeAll(() => {
  pool = new Pool();
  redis = new Redis();
});
afterAll(async () => {
  await pool.end();
  redis.disconnect();
});
it('a', async () => {
  await redis.ping();
  await pool.query('select 1');
});
`,
    reports: ['13:3 skippedInHook'],
  });
});
