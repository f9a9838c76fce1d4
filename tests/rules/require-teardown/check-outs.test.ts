import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

describe('what a pool lends', () => {
  invalid('is not given back', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
import { pool } from './pool.js';
test('select', async () => {
  const client = await pool.connect();
  expect(await client.query('select 1')).toBeDefined();
});
export const other: Pool = pool;
`,
    others: { 'test/pool.ts': `import { Pool } from 'pg';\nexport const pool = new Pool();\n` },
    reports: ['6:24 never'],
  });

  valid('by something that may end anywhere', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { pools } from './pools.js';
test('select', async () => {
  for (const pool of pools()) {
    const client = await pool.connect();
    expect(await client.query('select 1')).toBeDefined();
  }
});
`,
    others: {
      'test/pools.ts': `
import { Pool } from 'pg';
const opened = [new Pool()];
export const pools = (): readonly Pool[] => opened;
export const closePools = () => Promise.all(opened.map((one) => one.end()));
`,
    },
  });

  valid('to a test goes back, or ends with the pool', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { Pool } from 'pg';
const pool = new Pool();
const second = new Pool();
afterAll(() => Promise.all([pool.end(), second.end()]));
test('select', async () => {
  const client = await pool.connect();
  expect(await client.query('select 1')).toBeDefined();
  client.release();
});
test('select again', async () => {
  const client = await second.connect();
  expect(await client.query('select 1')).toBeDefined();
});
`,
  });

  valid('as an argument of a callback', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { createPool, sql } from 'slonik';
import { z } from 'zod';
const opened = createPool('postgresql://localhost');
afterAll(async () => (await opened).end());
test('select', async () => {
  const pool = await opened;
  await pool.connect(async (connection) => connection.any(sql.type(z.object({}))\`select 1\`));
});
`,
  });

  invalid('goes back only when the test passes', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { pool } from './pool.js';
test('select', async () => {
  const client = await pool.connect();
  expect(await client.query('select 1')).toBeDefined();
  client.release();
});
test('select again', async () => {
  const client = await pool.connect();
  onTestFinished(() => client.release());
  expect(await client.query('select 1')).toBeDefined();
});
`,
    others: { 'test/pool.ts': `import { Pool } from 'pg';\nexport const pool = new Pool();\n` },
    reports: ['5:24 onlyWhenPassing'],
  });
});

describe('clients of another make', () => {
  valid('a pool of clients that a test fakes', {
    filename,
    code: `
import { test } from 'vitest';
import { Client, Pool } from 'pg';
class Fake extends Client {}
test('connects', async () => {
  const pool = new Pool({ Client: Fake });
  await pool.query('select 1');
});
`,
  });

  invalid('a pool of its own clients', {
    filename,
    code: `
import { test } from 'vitest';
import { Pool } from 'pg';
test('connects', async () => {
  const pool = new Pool({ max: 1 });
  await pool.query('select 1');
});
`,
    reports: ['5:16 never'],
  });
});

describe('a connection that a hook keeps', () => {
  invalid('for each test, of a pool that the file ends', {
    filename,
    code: `
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Pool, type PoolClient } from 'pg';
const pool = new Pool();
let client: PoolClient;
beforeEach(async () => {
  client = await pool.connect();
  await client.query('begin');
});
afterAll(() => pool.end());
test('select', async () => {
  expect(await client.query('select 1')).toBeDefined();
});
`,
    reports: ['7:18 never'],
  });

  invalid('for all tests, of a pool that waits for it before it ends', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pool, type PoolClient } from 'pg';
let pool: Pool;
let client: PoolClient;
beforeAll(async () => {
  pool = new Pool();
  client = await pool.connect();
});
afterAll(async () => {
  await pool.end();
});
test('select', async () => {
  expect(await client.query('select 1')).toBeDefined();
});
`,
    reports: ['8:18 never'],
  });

  invalid('whose transaction alone is ended', {
    filename,
    code: `
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { DataSource, type QueryRunner } from 'typeorm';
const source = new DataSource({ type: 'postgres' });
let runner: QueryRunner;
beforeEach(async () => {
  runner = source.createQueryRunner();
  await runner.connect();
  await runner.startTransaction();
});
afterEach(() => runner.rollbackTransaction());
afterAll(() => source.destroy());
test('select', async () => {
  expect(await runner.query('select 1')).toBeDefined();
});
`,
    reports: ['7:12 never'],
  });

  valid('for all tests, of a pool that ends with all it lent', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPool, type Pool, type PoolConnection } from 'mysql2/promise';
let pool: Pool;
let connection: PoolConnection;
beforeAll(async () => {
  pool = createPool('mysql://localhost');
  connection = await pool.getConnection();
});
afterAll(() => pool.end());
test('select', async () => {
  expect(await connection.query('select 1')).toBeDefined();
});
`,
  });

  valid('and gives back after each test', {
    filename,
    code: `
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { Pool, type PoolClient } from 'pg';
const pool = new Pool();
let client: PoolClient;
beforeEach(async () => {
  client = await pool.connect();
});
afterEach(() => {
  client.release();
});
afterAll(() => pool.end());
test('select', async () => {
  expect(await client.query('select 1')).toBeDefined();
});
`,
  });

  valid('that is a session, which ends with its client', {
    filename,
    code: `
import { afterAll, beforeEach, expect, test } from 'vitest';
import { MongoClient, type ClientSession } from 'mongodb';
const client = new MongoClient('mongodb://localhost');
let session: ClientSession;
beforeEach(() => {
  session = client.startSession();
});
afterAll(() => client.close());
test('finds', async () => {
  expect(await client.db().collection('a').findOne({}, { session })).toBeNull();
});
`,
  });
});

describe('a duplicate of what a function opened', () => {
  invalid('has a connection of its own', {
    filename: 'test/news.test.ts',
    code: `
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
const connect = () => createClient().connect();
let publisher: Awaited<ReturnType<typeof connect>>;
let subscriber: typeof publisher;
beforeAll(async () => {
  publisher = await connect();
  subscriber = await publisher.duplicate().connect();
});
afterAll(async () => {
  await publisher.close();
});
it('subscribes', async () => {
  expect(await subscriber.ping()).toBe('PONG');
});
`,
    reports: ['9:22 never'],
  });

  valid('and closes it', {
    filename: 'test/news.test.ts',
    code: `
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, it } from 'vitest';
const connect = () => createClient().connect();
let publisher: Awaited<ReturnType<typeof connect>>;
let subscriber: typeof publisher;
beforeAll(async () => {
  publisher = await connect();
  subscriber = await publisher.duplicate().connect();
});
afterAll(async () => {
  await Promise.all([subscriber.close(), publisher.close()]);
});
it('subscribes', async () => {
  expect(await subscriber.ping()).toBe('PONG');
});
`,
  });
});

describe('what a test takes from a pool that it asks its fixtures for', () => {
  const fixtures = {
    'test/fixtures.ts': `
import { Pool } from 'pg';
import { test as base } from 'vitest';
export const test = base.extend<{ pool: Pool }>({
  pool: async ({}, use) => {
    const pool = new Pool();
    await use(pool);
    await pool.end();
  },
});
`,
  };

  invalid('has to go back: the fixture waits for it', {
    filename: 'test/orders.test.ts',
    others: fixtures,
    code: `
import { expect } from 'vitest';
import { test } from './fixtures.js';
test('locks', async ({ pool }) => {
  const client = await pool.connect();
  await client.query('begin');
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['5:24 never'],
  });

  valid('goes back when the test is over', {
    filename: 'test/orders.test.ts',
    others: fixtures,
    code: `
import { expect, onTestFinished } from 'vitest';
import { test } from './fixtures.js';
test('locks', async ({ pool }) => {
  const client = await pool.connect();
  onTestFinished(() => client.release());
  expect(await client.query('select 1')).toBeDefined();
});
`,
  });
});
