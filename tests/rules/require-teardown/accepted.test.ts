import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const redisContainer = {
  'node_modules/@testcontainers/redis/package.json': '{ "name": "@testcontainers/redis", "types": "index.d.ts" }',
  'node_modules/@testcontainers/redis/index.d.ts': `
export class StartedRedisContainer implements AsyncDisposable {
  getConnectionUrl(): string;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
export class RedisContainer {
  constructor(image: string);
  start(): Promise<StartedRedisContainer>;
}
`,
};

const filename = 'test/db.test.ts';

describe('vitest runs', () => {
  valid('an after-hook', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterAll(async () => {
  await pool.end();
});
`,
  });

  valid('an after-hook, for what its own method gives again', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from 'vitest';
import { MongoClient } from 'mongodb';
let client: MongoClient;
beforeAll(async () => {
  client = await new MongoClient('mongodb://localhost').connect();
});
afterAll(async () => {
  await client.close();
});
`,
  });

  valid('a function that a before-hook returns', {
    filename,
    untyped: true,
    code: `
import { beforeEach } from 'vitest';
import { Pool } from 'pg';
beforeEach(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  return async () => {
    await pool.end();
  };
});
`,
  });

  invalid('but not an object that a before-hook returns', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Client } from 'pg';
beforeAll(async () => {
  const client = new Client();
  await client.connect();
  return client;
});
`,
    reports: ['6:9 never'],
  });

  valid('what follows use() in a fixture', {
    filename,
    untyped: true,
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

  invalid('nothing else in a fixture', {
    filename,
    untyped: true,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend<{ client: Client }>({
  client: async ({}, use) => {
    const client = new Client();
    await client.connect();
    await use(client);
  },
});
`,
    reports: ['7:11 never'],
  });

  valid('onCleanup of a fixture in builder form', {
    filename,
    untyped: true,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend('client', async ({}, { onCleanup }) => {
  const client = new Client();
  await client.connect();
  onCleanup(() => client.end());
  return client;
});
`,
  });

  invalid('nothing for a fixture in builder form that registers nothing', {
    filename,
    untyped: true,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend('client', async () => {
  const client = new Client();
  await client.connect();
  return client;
});
`,
    reports: ['6:9 never'],
  });

  invalid('no onCleanup when the set-up waits for something before it', {
    filename,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend('client', async ({}, { onCleanup }) => {
  const client = new Client();
  await client.connect();
  await client.query('create table users (name text)');
  onCleanup(async () => {
    await client.end();
  });
  return client;
});
`,
    reports: ['6:9 setUpMayThrow'],
  });

  invalid('no onCleanup when the set-up waits for a template before it', {
    filename,
    code: `
import postgres from 'postgres';
import { test as base } from 'vitest';
export const test = base.extend('sql', async ({}, { onCleanup }) => {
  const sql = postgres('postgres://localhost');
  await sql\`create table users (name text)\`;
  onCleanup(async () => {
    await sql.end();
  });
  return sql;
});
`,
    reports: ['5:15 setUpMayThrow'],
  });

  valid('onCleanup before the set-up waits for anything else', {
    filename,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend('client', async ({}, { onCleanup }) => {
  const client = new Client();
  await client.connect();
  onCleanup(async () => {
    await client.end();
  });
  await client.query('create table users (name text)');
  return client;
});
`,
  });

  invalid('no onCleanup when a later step of the set-up throws', {
    filename,
    untyped: true,
    code: `
import { test as base } from 'vitest';
import { Client } from 'pg';
export const test = base.extend('clients', async ({}, { onCleanup }) => {
  const first = new Client();
  await first.connect();
  const second = new Client();
  await second.connect();
  onCleanup(async () => {
    await Promise.all([first.end(), second.end()]);
  });
  return [first, second];
});
`,
    reports: ['6:9 setUpMayThrow'],
  });

  valid('what follows runTest() in an around-hook', {
    filename,
    untyped: true,
    code: `
import { aroundEach } from 'vitest';
import { Client } from 'pg';
aroundEach(async (runTest) => {
  const client = new Client();
  await client.connect();
  await runTest();
  await client.end();
});
`,
  });

  invalid('nothing for an around-hook that ends with the tests', {
    filename,
    untyped: true,
    code: `
import { aroundEach } from 'vitest';
import { Client } from 'pg';
aroundEach(async (runTest) => {
  const client = new Client();
  await client.connect();
  await runTest();
});
`,
    reports: ['6:9 never'],
  });

  valid('onTestFinished, imported or of the context', {
    filename,
    untyped: true,
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { Client } from 'pg';
test('imported', async () => {
  const client = new Client();
  await client.connect();
  onTestFinished(() => client.end());
  expect(await client.query('select 1')).toBeDefined();
});
test.concurrent('of the context', async (ctx) => {
  const client = new Client();
  await client.connect();
  ctx.onTestFinished(() => client.end());
  ctx.expect(await client.query('select 1')).toBeDefined();
});
`,
  });

  invalid('but onTestFailed only when a test fails', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
test('select', async ({ onTestFailed }) => {
  const client = new Client();
  await client.connect();
  onTestFailed(() => console.log('failed'));
  expect(await client.query('select 1')).toBeDefined();
});
`,
    reports: ['6:9 never'],
  });

  valid('using in a test', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { createPool } from 'mysql2/promise';
test('select', async () => {
  await using pool = createPool('mysql://localhost');
  expect(await pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('using in a before-hook too early', {
    filename,
    untyped: true,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { createPool, type Pool } from 'mysql2/promise';
let pool: Pool;
beforeAll(async () => {
  await using opened = createPool('mysql://localhost');
  await opened.query('select 1');
  pool = opened;
});
test('select', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:24 usingInHook'],
  });

  invalid('using in a before-hook that only keeps the address of what it closes', {
    filename,
    others: redisContainer,
    code: `
import { RedisContainer } from '@testcontainers/redis';
import { beforeAll, expect, test } from 'vitest';
let url: string;
beforeAll(async () => {
  await using container = await new RedisContainer('redis:7').start();
  url = container.getConnectionUrl();
});
test('has an address', () => {
  expect(url).toContain('redis://');
});
`,
    reports: ['6:33 usingInHook'],
  });

  invalid('using in a before-hook that keeps the address in a global of the configuration', {
    filename,
    others: redisContainer,
    untyped: true,
    code: `
/* global redisUrl:writable */
import { RedisContainer } from '@testcontainers/redis';
import { beforeAll, expect, test } from 'vitest';
beforeAll(async () => {
  await using container = await new RedisContainer('redis:7').start();
  redisUrl = container.getConnectionUrl();
});
test('has an address', () => {
  expect(redisUrl).toContain('redis://');
});
`,
    reports: ['6:33 usingInHook'],
  });

  valid('using in a before-hook of what only it needs', {
    filename,
    others: redisContainer,
    code: `
import { RedisContainer } from '@testcontainers/redis';
import { createPool } from 'mysql2/promise';
import { beforeAll, expect, test } from 'vitest';
let rows: unknown;
beforeAll(async () => {
  await using container = await new RedisContainer('redis:7').start();
  let url: string;
  url = container.getConnectionUrl();
  expect(url).toContain('redis://');
  await using pool = createPool('mysql://localhost');
  rows = await pool.query('select 1');
});
test('has rows', () => {
  expect(rows).toBeDefined();
});
`,
  });

  valid('the teardown that a global set-up returns or exports', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { PGlite } from '@electric-sql/pglite';
export default async function setup() {
  const db = await PGlite.create();
  await db.exec('create table users ()');
  return async () => {
    await db.close();
  };
}
`,
  });

  invalid('nothing for a global set-up without one', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { createServer } from 'node:http';
export default async function setup() {
  const server = createServer();
  server.listen(4000);
}
`,
    reports: ['5:3 never'],
  });

  valid('an after-hook of each test', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeEach } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterEach(() => pool.end());
`,
  });

  valid('a function that beforeAll returns', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
  return () => pool.end();
});
`,
  });

  invalid('no exported teardown beside a default export', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { createServer, type Server } from 'node:http';
import type { TestProject } from 'vitest/node';
let server: Server;
export default async function setup(project: TestProject) {
  server = createServer();
  server.listen(0);
  project.provide('port', 4000);
}
export async function teardown() {
  server.close();
}
`,
    reports: ['7:3 never'],
  });

  valid('an exported teardown beside an exported set-up', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { createServer, type Server } from 'node:http';
import type { TestProject } from 'vitest/node';
let server: Server;
export async function setup(project: TestProject) {
  server = createServer();
  server.listen(0);
  project.provide('port', 4000);
}
export async function teardown() {
  server.close();
}
`,
  });

  valid('what follows runSuite() in aroundAll, and using in an around-hook', {
    filename,
    untyped: true,
    code: `
import { aroundAll, aroundEach, expect, test } from 'vitest';
import { Client } from 'pg';
import { createPool, type Pool } from 'mysql2/promise';
let client: Client;
let pool: Pool;
aroundAll(async (runSuite) => {
  client = new Client();
  await client.connect();
  await runSuite();
  await client.end();
});
aroundEach(async (runTest) => {
  await using opened = createPool('mysql://localhost');
  pool = opened;
  await runTest();
});
test('select', async () => {
  expect(await client.query('select 1')).toBeDefined();
  expect(await pool.query('select 1')).toBeDefined();
});
`,
  });

  valid('the teardown that a global set-up exports', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { createServer, type Server } from 'node:http';
let server: Server;
export async function setup() {
  server = createServer();
  server.listen(4000);
}
export async function teardown() {
  server.close();
}
`,
  });

  invalid('no release at the end of the file or of a suite before the tests', {
    filename,
    untyped: true,
    code: `
import { describe, expect, test } from 'vitest';
import postgres from 'postgres';
const sql = postgres();
test('select', async () => {
  expect(await sql\`select 1\`).toBeDefined();
});
describe('in a suite', () => {
  const own = postgres();
  test('select', async () => {
    expect(await own\`select 1\`).toBeDefined();
  });
  void own.end();
});
await sql.end();
`,
    reports: ['4:13 releasedWhileLoading', '9:15 releasedWhileLoading'],
  });

  valid('of the file, when it waited for the tests: node:test', {
    filename: 'test/db.test.ts',
    code: `
import { describe, test } from 'node:test';
import { Client } from 'pg';
const client = new Client();
await client.connect();
await test('selects', () => client.query('select 1'));
await describe('users', () => {
  test('counts', () => client.query('select 1'));
});
await client.end();
`,
  });

  invalid('of the file, when it waited for some of the tests: node:test', {
    filename: 'test/db.test.ts',
    code: `
import { test } from 'node:test';
import { Client } from 'pg';
const client = new Client();
await client.connect();
await test('selects', () => client.query('select 1'));
test('counts', () => client.query('select 1'));
await client.end();
`,
    reports: ['5:7 releasedWhileLoading'],
  });

  invalid('onTestFailed only when the test fails', {
    filename,
    untyped: true,
    code: `
import { expect, onTestFailed, test } from 'vitest';
import { Pool } from 'pg';
test('select', async () => {
  const pool = new Pool();
  onTestFailed(() => pool.end());
  expect(await pool.query('select 1')).toBeDefined();
});
test('select again', async (context) => {
  const pool = new Pool();
  context.onTestFailed(() => pool.end());
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['5:16 onlyWhenFailing', '10:16 onlyWhenFailing'],
  });

  valid('onTestFailed beside a release of its own', {
    filename,
    untyped: true,
    code: `
import { expect, onTestFailed, test } from 'vitest';
import { Client } from 'pg';
test('select', async () => {
  const client = new Client();
  await client.connect();
  onTestFailed(async () => {
    console.log(await client.query('select * from log'));
    await client.end();
  });
  expect(await client.query('select 1')).toBeDefined();
  await client.end();
});
`,
  });
});

describe('jest runs', () => {
  valid('an after-hook', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeEach } from '@jest/globals';
import { Pool } from 'pg';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterEach(() => pool.end());
`,
  });

  invalid('no function that a before-hook returns', {
    filename,
    untyped: true,
    code: `
import { beforeEach } from '@jest/globals';
import { Pool } from 'pg';
beforeEach(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  return async () => {
    await pool.end();
  };
});
`,
    reports: ['5:16 returnedInVain'],
  });

  valid('the global teardown that the set-up leaves it to', {
    filename: 'test/global-teardown.ts',
    untyped: true,
    code: `
import { Client } from 'pg';
export default async function teardown() {
  const client = new Client();
  await client.connect();
  await client.query('drop schema test cascade');
  await client.end();
}
`,
  });

  valid('an after-hook of all tests, which takes a callback', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll } from '@jest/globals';
import { createServer, type Server } from 'node:http';
let server: Server;
beforeAll((done) => {
  server = createServer();
  server.listen(0, () => done());
});
afterAll((done) => {
  server.close(() => done());
});
`,
  });

  valid('using in a test', {
    filename,
    untyped: true,
    code: `
import { expect, test } from '@jest/globals';
import { createPool } from 'mysql2/promise';
test('select', async () => {
  await using pool = createPool('mysql://localhost');
  expect(await pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('using in a before-hook too early', {
    filename,
    untyped: true,
    code: `
import { beforeAll, expect, test } from '@jest/globals';
import { createPool, type Pool } from 'mysql2/promise';
let pool: Pool;
beforeAll(async () => {
  await using opened = createPool('mysql://localhost');
  pool = opened;
});
test('select', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:24 usingInHook'],
  });

  invalid('nothing for a global set-up that leaves nothing to its teardown', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import type { Config } from '@jest/types';
import { createServer } from 'node:http';
export default async function setup(config: Config.GlobalConfig) {
  const server = createServer();
  server.listen(config.maxWorkers + 4000);
}
`,
    reports: ['6:3 never'],
  });

  invalid('no function that a global set-up returns, where an import tells whose set-up it is', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import type { Config } from '@jest/types';
import { createServer } from 'node:http';
export default async function setup(config: Config.GlobalConfig) {
  const server = createServer();
  server.listen(config.maxWorkers + 4000);
  return () => server.close();
}
`,
    reports: ['6:3 returnedInVain'],
  });

  valid('a function that a global set-up returns, where nothing tells whose set-up it is', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { createServer } from 'node:http';
export default async function setup() {
  const server = createServer();
  server.listen(4000);
  return () => server.close();
}
`,
  });

  valid('what a global set-up leaves to its teardown', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import { createServer } from 'node:http';
export default async function setup() {
  const server = createServer();
  server.listen(4000);
  Object.assign(globalThis, { server });
}
`,
  });
});

describe('node:test runs', () => {
  valid('an after-hook', {
    filename,
    untyped: true,
    code: `
import { after, before } from 'node:test';
import { Pool } from 'pg';
let pool: Pool;
before(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
after(async () => {
  await pool.end();
});
`,
  });

  invalid('no function that a before-hook returns', {
    filename,
    untyped: true,
    code: `
import { before } from 'node:test';
import { Pool } from 'pg';
before(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  return () => pool.end();
});
`,
    reports: ['5:16 returnedInVain'],
  });

  valid('t.after', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'pg';
test('select', async (t) => {
  const pool = new Pool();
  t.after(() => pool.end());
  assert.ok(await pool.query('select 1'));
});
`,
  });

  invalid('nothing at the end of a test by itself', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'pg';
test('select', async () => {
  const pool = new Pool();
  assert.ok(await pool.query('select 1'));
});
`,
    reports: ['6:16 never'],
  });

  valid('hooks of a test', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'pg';
test('select', async (t) => {
  let pool: Pool;
  t.beforeEach(async () => {
    pool = new Pool();
    await pool.query('select 1');
  });
  t.afterEach(() => pool.end());
  await t.test('one', async () => {
    assert.ok(await pool.query('select 1'));
  });
});
`,
  });

  invalid('no hook of each test in t.after', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool } from 'pg';
test('select', async (t) => {
  let pool: Pool;
  t.beforeEach(async () => {
    pool = new Pool();
    await pool.query('select 1');
  });
  t.after(() => pool.end());
  await t.test('one', async () => {
    assert.ok(await pool.query('select 1'));
  });
});
`,
    reports: ['8:12 releasedTooSeldom'],
  });

  valid('using in a test', {
    filename,
    untyped: true,
    code: `
import { test } from 'node:test';
import { createServer } from 'node:http';
test('listens', async () => {
  await using server = createServer();
  server.listen(0);
});
`,
  });

  valid('the teardown of the whole run', {
    filename: 'test/run.ts',
    untyped: true,
    code: `
import { createServer, type Server } from 'node:http';
let server: Server;
export async function globalSetup() {
  server = createServer();
  server.listen(4000);
}
export async function globalTeardown() {
  server.close();
}
`,
  });

  invalid('no function that the set-up of the whole run returns', {
    filename: 'test/run.ts',
    untyped: true,
    code: `
import { createServer } from 'node:http';
export async function globalSetup() {
  const server = createServer();
  server.listen(4000);
  return () => server.close();
}
`,
    reports: ['5:3 returnedInVain'],
  });
});

describe('Playwright runs', () => {
  valid('an after-hook', {
    filename,
    untyped: true,
    code: `
import { test } from '@playwright/test';
import { Pool } from 'pg';
let pool: Pool;
test.beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
test.afterAll(() => pool.end());
`,
  });

  valid('what follows use() in a fixture of a worker', {
    filename,
    untyped: true,
    code: `
import { test as base } from '@playwright/test';
import { Pool } from 'pg';
export const test = base.extend<object, { pool: Pool }>({
  pool: [
    async ({}, use) => {
      const pool = new Pool();
      await pool.query('select 1');
      await use(pool);
      await pool.end();
    },
    { scope: 'worker' },
  ],
});
`,
  });

  invalid('nothing else', {
    filename,
    untyped: true,
    code: `
import { test as base } from '@playwright/test';
import { Pool } from 'pg';
export const test = base.extend<object, { pool: Pool }>({
  pool: [
    async ({}, use) => {
      const pool = new Pool();
      await pool.query('select 1');
      await use(pool);
    },
    { scope: 'worker' },
  ],
});
test.beforeAll(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  return () => pool.end();
});
`,
    reports: ['7:20 never', '15:16 returnedInVain'],
  });

  valid('an after-hook of each test', {
    filename,
    untyped: true,
    code: `
import { expect, type Page, test } from '@playwright/test';
let page: Page;
test.beforeEach(async ({ browser }) => {
  page = await browser.newPage();
});
test.afterEach(() => page.close());
test('title', async () => {
  expect(await page.title()).toBe('Home');
});
`,
  });

  valid('what a global set-up returns', {
    filename: 'test/global-setup.ts',
    untyped: true,
    code: `
import type { FullConfig } from '@playwright/test';
import { createServer } from 'node:http';
export default async function setup(config: FullConfig) {
  const server = createServer();
  server.listen(4000 + config.workers);
  return () => server.close();
}
`,
  });

  valid('using in a test', {
    filename,
    untyped: true,
    code: `
import { expect, test } from '@playwright/test';
import { createPool } from 'mysql2/promise';
test('select', async () => {
  await using pool = createPool('mysql://localhost');
  expect(await pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('fixtures that a type says they are', {
    filename: 'test/fixtures.ts',
    untyped: true,
    code: `
import type { Fixtures, WorkerFixture } from '@playwright/test';
import { Pool } from 'pg';
export const fixtures: Fixtures<{ pool: Pool }> = {
  pool: async ({}, use) => {
    const pool = new Pool();
    await pool.query('select 1');
    await use(pool);
  },
};
export const shared: WorkerFixture<Pool, object> = async ({}, use) => {
  const pool = new Pool();
  await pool.query('select 1');
  await use(pool);
};
`,
    reports: ['6:18 never', '12:16 never'],
  });

  valid('those with what follows use(), and what only looks like one', {
    filename: 'test/fixtures.ts',
    untyped: true,
    code: `
import type { Fixtures, TestFixture } from '@playwright/test';
import { Pool } from 'pg';
export const fixtures = {
  pool: async ({}, use) => {
    const pool = new Pool();
    await pool.query('select 1');
    await use(pool);
    await pool.end();
  },
} satisfies Fixtures<{ pool: Pool }>;
export type Made = TestFixture<Pool, object>;
export const made = async (use: (pool: Pool) => Promise<void>) => {
  const pool = new Pool();
  await use(pool);
};
`,
  });
});

describe('Mocha runs', () => {
  valid('an after-hook, also for what is kept on this', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { after, before } from 'mocha';
import { Client } from 'pg';
before(async function () {
  this.client = new Client();
  await this.client.connect();
});
after(function () {
  return this.client.end();
});
`,
  });

  invalid('no function that a before-hook returns', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { before } from 'mocha';
import { Client } from 'pg';
before(async function () {
  const client = new Client();
  await client.connect();
  return () => client.end();
});
`,
    reports: ['6:9 returnedInVain'],
  });

  invalid('nothing for what is kept on this', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { before } from 'mocha';
import { Client } from 'pg';
before(async function () {
  this.client = new Client();
  await this.client.connect();
});
`,
    reports: ['6:9 never'],
  });

  valid('its names of the tdd interface', {
    filename: 'test/db.test.js',
    untyped: true,
    code: `
import { suiteSetup, suiteTeardown } from 'mocha';
import { Pool } from 'pg';
let pool;
suiteSetup(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
suiteTeardown(() => pool.end());
`,
  });

  valid('its global teardown', {
    filename: 'test/hooks.js',
    untyped: true,
    code: `
import { Pool } from 'pg';
let pool;
export async function mochaGlobalSetup() {
  pool = new Pool();
  await pool.query('select 1');
}
export async function mochaGlobalTeardown() {
  await pool.end();
}
`,
  });

  valid('the hooks of a root hook plugin', {
    filename: 'test/hooks.js',
    untyped: true,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeAll() {
    pool = new Pool();
    await pool.query('select 1');
  },
  async afterAll() {
    await pool.end();
  },
};
`,
  });

  invalid('nothing for a root hook plugin without them', {
    filename: 'test/hooks.js',
    untyped: true,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeAll() {
    pool = new Pool();
    await pool.query('select 1');
  },
};
`,
    reports: ['6:12 never'],
  });

  invalid('no function that a root hook returns', {
    filename: 'test/hooks.js',
    untyped: true,
    code: `
import { Pool } from 'pg';
export const mochaHooks = {
  async beforeAll() {
    const pool = new Pool();
    await pool.query('select 1');
    return () => pool.end();
  },
};
`,
    reports: ['5:18 returnedInVain'],
  });

  invalid('the teardown of the whole run only where there is one', {
    filename: 'test/hooks.js',
    untyped: true,
    code: `
import { createServer } from 'node:http';
export async function mochaGlobalSetup() {
  this.server = createServer();
  this.server.listen(4000);
}
`,
    reports: ['5:3 never'],
  });
});

describe('AVA runs', () => {
  valid('t.teardown and hooks with always', {
    filename,
    untyped: true,
    code: `
import test from 'ava';
import { Client, Pool } from 'pg';
let pool: Pool;
test.before(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
test.after.always(() => pool.end());
test('select', async (t) => {
  const client = new Client();
  await client.connect();
  t.teardown(() => client.end());
  t.truthy(await client.query('select 1'));
});
`,
  });

  invalid('a plain after-hook only when all tests pass', {
    filename,
    untyped: true,
    code: `
import test from 'ava';
import { Pool } from 'pg';
let pool: Pool;
test.before(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
test.after(() => pool.end());
`,
    reports: ['6:10 onlyOnSuccess'],
  });

  valid('what tests share in their context', {
    filename,
    untyped: true,
    code: `
import anyTest, { type TestFn } from 'ava';
import { Client } from 'pg';
const test = anyTest as TestFn<{ client: Client }>;
test.beforeEach(async (t) => {
  t.context.client = new Client();
  await t.context.client.connect();
});
test.afterEach.always((t) => t.context.client.end());
`,
  });

  invalid('a plain afterEach only when the test passes', {
    filename,
    untyped: true,
    code: `
import anyTest, { type TestFn } from 'ava';
import { Client } from 'pg';
const test = anyTest as TestFn<{ client: Client }>;
test.beforeEach(async (t) => {
  t.context.client = new Client();
  await t.context.client.connect();
});
test.afterEach((t) => t.context.client.end());
`,
    reports: ['7:9 onlyOnSuccess'],
  });

  invalid('no function that a before-hook returns', {
    filename,
    untyped: true,
    code: `
import test from 'ava';
import { Pool } from 'pg';
test.before(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  return () => pool.end();
});
`,
    reports: ['5:16 returnedInVain'],
  });

  invalid('a macro as a test', {
    filename,
    untyped: true,
    code: `
import test from 'ava';
import { Pool } from 'pg';
const selects = test.macro(async (t, text: string) => {
  const pool = new Pool();
  t.truthy(await pool.query(text));
});
test('one', selects, 'select 1');
`,
    reports: ['5:16 never'],
  });

  valid('t.teardown in a macro', {
    filename,
    untyped: true,
    code: `
import test from 'ava';
import { Pool } from 'pg';
const selects = test.macro(async (t, text: string) => {
  const pool = new Pool();
  t.teardown(() => pool.end());
  t.truthy(await pool.query(text));
});
test('one', selects, 'select 1');
`,
  });
});

describe('bun runs', () => {
  valid('after-hooks and onTestFinished', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeAll, expect, onTestFinished, test } from 'bun:test';
import { Client, Pool } from 'pg';
let pool: Pool;
beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterAll(() => pool.end());
test('select', async () => {
  const client = new Client();
  await client.connect();
  onTestFinished(() => client.end());
  expect(await client.query('select 1')).toBeDefined();
});
`,
  });

  invalid('no function that a before-hook returns', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'bun:test';
import { Pool } from 'pg';
beforeAll(async () => {
  const pool = new Pool();
  await pool.query('select 1');
  return () => pool.end();
});
`,
    reports: ['5:16 returnedInVain'],
  });

  valid('an after-hook of each test, and using in a test', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeEach, expect, test } from 'bun:test';
import { createPool } from 'mysql2/promise';
import { Pool } from 'pg';
let pool: Pool;
beforeEach(async () => {
  pool = new Pool();
  await pool.query('select 1');
});
afterEach(() => pool.end());
test('select', async () => {
  await using own = createPool('mysql://localhost');
  expect(await own.query('select 1')).toBeDefined();
});
`,
  });

  invalid('using in a before-hook too early', {
    filename,
    untyped: true,
    code: `
import { beforeEach, expect, test } from 'bun:test';
import { createPool, type Pool } from 'mysql2/promise';
let pool: Pool;
beforeEach(async () => {
  await using opened = createPool('mysql://localhost');
  pool = opened;
});
test('select', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:24 usingInHook'],
  });

  invalid('nothing for a file that is loaded first and has no after-hook', {
    filename: 'test/preload.ts',
    untyped: true,
    code: `
import { beforeAll } from 'bun:test';
import { createServer } from 'node:http';
beforeAll(() => {
  createServer().listen(4000);
});
`,
    reports: ['5:3 never'],
  });
});
