import { describe } from 'vitest';

import rule from '../../../src/rules/prefer-shared-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('prefer-shared-fixture', rule);

const filename = 'tests/accounts.test.ts';

describe('a slot that a hook fills', () => {
  invalid('with the same as the test makes', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool({ database: 'test' });
});

afterAll(() => pool.end());

it('finds nothing', async () => {
  await pool.query('select 1 where false');
});

it('counts', async () => {
  const own = new Pool({ database: 'test' });
  const { rows } = await own.query('select 1');
  await own.end();
  expect(rows).toHaveLength(1);
});
`,
    reports: ['17:15 slot'],
  });

  invalid('of a suite around, whose name the test hides', {
    filename,
    code: `import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { MongoClient } from 'mongodb';

describe('accounts', () => {
  let client: MongoClient;

  before(async () => {
    client = await new MongoClient('mongodb://localhost').connect();
  });

  after(() => client.close());

  describe('of one person', () => {
    it('are counted', async () => {
      const client = await new MongoClient('mongodb://localhost').connect();
      assert.equal(await client.db().collection('accounts').countDocuments(), 0);
      await client.close();
    });
  });
});
`,
    reports: ['16:28 slot'],
  });

  valid('of another suite', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';

describe('accounts', () => {
  let pool: Pool;

  beforeAll(() => {
    pool = new Pool();
  });

  afterAll(() => pool.end());

  it('counts', () => pool.query('select 1'));
});

it('counts on its own', async () => {
  const pool = new Pool();
  await pool.query('select 1');
  await pool.end();
});
`,
  });

  invalid('whose type allows nothing, so that no edit is offered', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';

let pool: Pool | undefined;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool?.end());

it('finds nothing', () => pool?.query('select 1 where false'));

it('counts', async () => {
  const own = new Pool();
  await own.query('select 1');
  await own.end();
});
`,
    reports: ['15:15 slot'],
  });

  invalid('where the name means something else in the test, so that no edit is offered', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

it('finds nothing', () => pool.query('select 1 where false'));

it('counts', async () => {
  const own = new Pool();
  for (const pool of ['a', 'b']) {
    await own.query('select $1', [pool]);
  }
  await own.end();
});
`,
    reports: ['15:15 slot'],
  });

  invalid('where the release is all that a block has, so that no edit is offered', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

it('finds nothing', () => pool.query('select 1 where false'));

it('counts', async () => {
  const own = new Pool();
  try {
    await own.query('select 1');
  } finally {
    await own.end();
  }
});
`,
    reports: ['15:15 slot'],
  });

  valid('that only the hook knows', {
    filename,
    code: `import { Pool } from 'pg';
import { beforeAll, it } from 'vitest';

beforeAll(async () => {
  const pool = new Pool();
  await pool.query('truncate accounts');
  await pool.end();
});

it('counts', async () => {
  const pool = new Pool();
  await pool.query('select 1');
  await pool.end();
});
`,
  });

  valid('that the test uses beside its own', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

it('waits for a lock', async () => {
  const other = new Pool();
  await Promise.all([pool.query('select pg_advisory_lock(1)'), other.query('select 1')]);
  await other.end();
});
`,
  });

  valid('with other arguments', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

it('counts in another database', async () => {
  const other = new Pool({ database: 'other' });
  await other.query('select 1');
  await other.end();
});
`,
  });

  valid('with what a name of the same spelling stands for', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, it } from 'vitest';

const database = 'test';
let pool: Pool;

beforeAll(() => {
  pool = new Pool({ database });
});

afterAll(() => pool.end());

it('counts in another database', async () => {
  const database = 'other';
  const other = new Pool({ database });
  await other.query('select 1');
  await other.end();
});
`,
  });

  valid('in a test of what a closed one does', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

it('refuses queries', async () => {
  const own = new Pool();
  await own.end();
  await expect(own.query('select 1')).rejects.toThrow();
});
`,
  });

  valid('in a test of how one is closed', {
    filename,
    code: `import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

it('closes all connections', async () => {
  const own = new Pool();
  await own.query('select 1');
  await own.end();
  expect(own.totalCount).toBe(0);
});
`,
  });
});

const fixtures = {
  'tests/fixtures.ts': `import { Pool } from 'pg';
import { test as base } from 'vitest';

export const test = base.extend<{ pool: Pool }>({
  pool: async ({}, use) => {
    const pool = new Pool({ database: 'test' });
    await use(pool);
    await pool.end();
  },
});
`,
};

describe('a fixture of the test function', () => {
  invalid('that another file defines', {
    filename,
    others: fixtures,
    code: `import { Pool } from 'pg';
import { expect } from 'vitest';
import { test } from './fixtures.ts';

test('counts', async () => {
  const pool = new Pool({ database: 'test' });
  const { rows } = await pool.query('select 1');
  await pool.end();
  expect(rows).toHaveLength(1);
});
`,
    reports: ['6:16 fixture'],
  });

  invalid('though the test has its own closed when it is over', {
    filename,
    others: fixtures,
    code: `import { Pool } from 'pg';
import { expect, onTestFinished } from 'vitest';
import { test } from './fixtures.ts';

test('counts', async () => {
  const own = new Pool({ database: 'test' });
  onTestFinished(async () => {
    await own.end();
  });
  const { rows } = await own.query('select 1');
  expect(rows).toHaveLength(1);
});

test('counts again', async () => {
  const own = new Pool({ database: 'test' });
  onTestFinished(() => own.end());
  expect(await own.query('select 2')).toBeDefined();
});

test('counts and says so', async () => {
  const own = new Pool({ database: 'test' });
  onTestFinished(async () => {
    console.log('done');
    await own.end();
  });
  expect(await own.query('select 3')).toBeDefined();
});
`,
    reports: ['6:15 fixture', '15:15 fixture', '21:15 fixture'],
  });

  valid('but not of a test that uses its own after it was closed', {
    filename,
    others: fixtures,
    code: `import { Pool } from 'pg';
import { expect, onTestFinished } from 'vitest';
import { test } from './fixtures.ts';

test('fails', async () => {
  const own = new Pool({ database: 'test' });
  onTestFinished(async () => {
    if (!own.ended) await own.end();
  });
  await own.end();
  await expect(own.query('select 1')).rejects.toThrow();
});
`,
  });

  invalid('that returns it', {
    filename,
    code: `import { Pool } from 'pg';
import { expect, test as base } from 'vitest';

const test = base.extend('pool', async ({}, { onCleanup }) => {
  const pool = new Pool();
  onCleanup(() => pool.end());
  return pool;
});

test.each([1, 2])('counts %i', async (count) => {
  const pool = new Pool();
  const { rows } = await pool.query('select $1', [count]);
  await pool.end();
  expect(rows).toHaveLength(1);
});
`,
    reports: ['11:16 fixture'],
  });

  invalid('for which it asks by an argument', {
    filename,
    code: `import { Redis } from 'ioredis';
import { expect, test as base } from 'vitest';

const test = base.extend('redis', async ({}, { onCleanup }) => {
  const redis = new Redis();
  onCleanup(() => {
    redis.disconnect();
  });
  return redis;
});

test('knows no greeting', async () => {
  const own = new Redis();
  expect(await own.get('greeting')).toBeNull();
  own.disconnect();
});
`,
    reports: ['13:15 fixture'],
  });

  valid('that the test takes beside its own', {
    filename,
    others: fixtures,
    code: `import { Pool } from 'pg';
import { test } from './fixtures.ts';

test('waits for a lock', async ({ pool }) => {
  const other = new Pool({ database: 'test' });
  await Promise.all([pool.query('select pg_advisory_lock(1)'), other.query('select 1')]);
  await other.end();
});
`,
  });

  valid('that keeps it to itself', {
    filename,
    code: `import { Pool } from 'pg';
import { expect, test as base } from 'vitest';

const test = base.extend<{ count: number }>({
  count: async ({}, use) => {
    const pool = new Pool();
    const { rows } = await pool.query<{ count: number }>('select count(*) from accounts');
    await pool.end();
    await use(rows[0]?.count ?? 0);
  },
});

test('counts', async () => {
  const pool = new Pool();
  const { rows } = await pool.query('select 1');
  await pool.end();
  expect(rows).toHaveLength(1);
});
`,
  });

  valid('of another test function', {
    filename,
    others: fixtures,
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const pool = new Pool({ database: 'test' });
  const { rows } = await pool.query('select 1');
  await pool.end();
  expect(rows).toHaveLength(1);
});
`,
  });
});

describe('what the runner gives', () => {
  invalid('a browser of Playwright, in a test', {
    filename,
    code: `import { chromium, expect, test } from '@playwright/test';

test('shows a title', async () => {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto('/');
  await expect(page).toHaveTitle('Accounts');
  await browser.close();
});
`,
    reports: ['4:25 builtIn'],
  });

  invalid('a browser of Playwright, in a hook', {
    filename,
    code: `import { type Browser, chromium, test } from '@playwright/test';

let browser: Browser;

test.beforeAll(async () => {
  browser = await chromium.launch();
});

test.afterAll(() => browser.close());

test('shows a title', async () => {
  const page = await browser.newPage();
  await page.goto('/');
});
`,
    reports: ['6:19 builtIn'],
  });

  valid('where nobody closes the one that the test makes, of which require-teardown speaks', {
    filename,
    code: `import { chromium, test } from '@playwright/test';

test('shows a title', async () => {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto('/');
});
`,
  });

  valid('but with other options', {
    filename,
    code: `import { chromium, test } from '@playwright/test';

test('shows a title', async () => {
  const browser = await chromium.launch({ headless: false });
  const page = await browser.newPage();
  await page.goto('/');
  await browser.close();
});
`,
  });

  valid('but to a test of another runner', {
    filename,
    code: `import { chromium } from 'playwright-core';
import { test } from 'vitest';

test('shows a page', async () => {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.goto('http://localhost');
  await browser.close();
});
`,
  });
});

describe('what another module exports', () => {
  invalid('a function that makes the same', {
    filename: 'tests/accounts.test.ts',
    others: {
      'tests/database.ts': `import { Pool } from 'pg';

export const openPool = () => new Pool({ database: 'test' });
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const pool = new Pool({ database: 'test' });
  const { rows } = await pool.query('select 1');
  await pool.end();
  expect(rows).toHaveLength(1);
});
`,
    reports: ['5:16 maker'],
  });

  invalid('one that makes it ready first, of which no edit is certain to compile', {
    filename: 'tests/accounts.test.ts',
    others: {
      'tests/database.ts': `import { Pool } from 'pg';

export async function openPool() {
  const pool = new Pool({ database: 'test' });
  await pool.query('select 1');
  return pool;
}
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const pool = new Pool({ database: 'test' });
  const { rows } = await pool.query('select 1');
  await pool.end();
  expect(rows).toHaveLength(1);
});
`,
    reports: ['5:16 maker'],
  });

  invalid('the resource itself, which another test of the file uses', {
    filename: 'tests/accounts.test.ts',
    others: {
      'src/database.ts': `import { Pool } from 'pg';

export const pool = new Pool({ database: 'test' });
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { pool } from '../src/database.ts';

test('answers', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});

test('counts', async () => {
  const own: Pool = new Pool({ database: 'test' });
  const { rows } = await own.query('select 1');
  await own.end();
  expect(rows).toHaveLength(1);
});
`,
    reports: ['10:21 exported'],
  });

  valid('which the test uses beside its own', {
    filename: 'tests/accounts.test.ts',
    others: {
      'src/database.ts': `import { Pool } from 'pg';

export const pool = new Pool({ database: 'test' });
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';
import { pool } from '../src/database.ts';

test('waits for the lock', async () => {
  const own = new Pool({ database: 'test' });
  await own.query('lock table accounts');
  expect(await pool.query('select 1')).toBeDefined();
  await own.end();
});
`,
  });

  valid('of the program, which the test file does not know', {
    filename: 'tests/accounts.test.ts',
    others: {
      'src/database.ts': `import { Pool } from 'pg';

export const pool = new Pool({ database: 'test' });
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const own = new Pool({ database: 'test' });
  const { rows } = await own.query('select 1');
  await own.end();
  expect(rows).toHaveLength(1);
});
`,
  });

  valid('with other arguments, what is replaced later, and what is another test file', {
    filename: 'tests/accounts.test.ts',
    others: {
      'tests/database.ts': `import { Pool } from 'pg';

export const openPool = (database: string) => new Pool({ database });
export const otherPool = () => new Pool({ database: 'other' });
export let shared = new Pool({ database: 'test' });

export function replace(pool: Pool): void {
  shared = pool;
}
`,
      'tests/orders.test.ts': `import { Pool } from 'pg';
import { test } from 'vitest';

export const openPool = () => new Pool({ database: 'test' });

test('orders', async () => {
  await openPool().end();
});
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const own = new Pool({ database: 'test' });
  const { rows } = await own.query('select 1');
  await own.end();
  expect(rows).toHaveLength(1);
});
`,
  });

  valid('of a module that is mocked', {
    filename: 'tests/accounts.test.ts',
    others: {
      'src/database.ts': `import { Pool } from 'pg';

export const pool = new Pool({ database: 'test' });
`,
    },
    code: `import { Pool } from 'pg';
import { expect, test, vi } from 'vitest';
import { pool } from '../src/database.ts';

vi.mock('../src/database.ts');

test('is mocked', () => {
  expect(vi.isMockFunction(pool.query)).toBe(true);
});

test('counts', async () => {
  const own = new Pool({ database: 'test' });
  const { rows } = await own.query('select 1');
  await own.end();
  expect(rows).toHaveLength(1);
});
`,
  });
});
