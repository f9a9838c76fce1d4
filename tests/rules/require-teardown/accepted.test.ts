import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

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
});
