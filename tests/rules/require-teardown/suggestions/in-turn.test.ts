import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

const filename = 'test/orders.test.ts';
const options = [{ checkThrowingTeardown: true }];

describe('a hook that releases something already, where each release has to run', () => {
  invalid('what was opened last goes first', {
    filename,
    options,
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';

let pool: Pool;
let redis: Redis;

beforeAll(() => {
  pool = new Pool();
  redis = new Redis();
});

afterAll(async () => {
  // The pool.
  await pool.end();
});

test('orders', async () => {
  await pool.query('select 1');
  await redis.ping();
});
`,
    reports: ['11:11 never'],
  });

  invalid('what was opened first goes last, after all that is there', {
    filename,
    options,
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';

let pool: Pool;
let redis: Redis;

beforeAll(() => {
  pool = new Pool();
  redis = new Redis();
});

afterAll(async () => {
  console.log('done');
  await redis.quit(); // at once
});

test('orders', async () => {
  await pool.query('select 1');
  await redis.ping();
});
`,
    reports: ['10:10 never'],
  });

  invalid('between two', {
    filename,
    options,
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';

let pool: Pool;
let other: Pool;
let redis: Redis;

beforeAll(() => {
  pool = new Pool();
  redis = new Redis();
  other = new Pool();
});

afterAll(async () => {
  try {
    await other.end();
  } finally {
    console.log('others');
  }
  await pool.end();
});

test('orders', async () => {
  await pool.query('select 1');
  await other.query('select 1');
  await redis.ping();
});
`,
    reports: ['12:11 never'],
  });

  invalid('an expression, and a release that is returned', {
    filename,
    options,
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest';

let pool: Pool;
let redis: Redis;
let own: Redis;
let client: Pool;

beforeAll(() => {
  pool = new Pool();
  redis = new Redis();
});
beforeEach(() => {
  client = new Pool();
  own = new Redis();
});

afterAll(() => redis.quit());

afterEach(() => {
  return own.quit();
});

test('orders', async () => {
  await pool.query('select 1');
  await client.query('select 1');
  await redis.ping();
  await own.ping();
});
`,
    reports: ['12:10 never', '16:12 never'],
  });

  invalid('no try for what closes nothing', {
    filename,
    options,
    code: `
import { Pool } from 'pg';
import { afterAll, beforeAll, test, vi } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => {
  vi.unstubAllEnvs();
});

test('orders', async () => {
  await pool.query('select 1');
});
`,
    reports: ['8:10 never'],
  });
});

describe('an expression that the runner waited for', () => {
  invalid('where there may be nothing to wait for', {
    filename,
    options,
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';

let pool: Pool | undefined;
let redis: Redis;

beforeAll(() => {
  pool = new Pool();
  redis = new Redis();
});

afterAll(() => pool?.end());

test('orders', async () => {
  await pool?.query('select 1');
  await redis.ping();
});
`,
    reports: ['11:11 never'],
  });
});
