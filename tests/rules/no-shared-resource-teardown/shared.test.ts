import { describe } from 'vitest';

import rule from '../../../src/rules/no-shared-resource-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-shared-resource-teardown', rule);

const filename = 'test/users.test.ts';

const pool = {
  'src/db.ts': `
import { Pool } from 'pg';
export const pool = new Pool();
`,
};

const accessor = {
  'src/db.ts': `
import { Pool } from 'pg';
let pool: Pool | undefined;
export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}
export async function closePool(): Promise<void> {
  await pool?.end();
}
`,
};

/** The same, but that the closer forgets what it closes: the next who asks gets a new one. */
const renewing = {
  'src/db.ts': `
import { Pool } from 'pg';
let pool: Pool | undefined;
export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}
export async function closePool(): Promise<void> {
  const open = pool;
  pool = undefined;
  await open?.end();
}
`,
};

const other = {
  'test/orders.test.ts': `
import { expect, test } from 'vitest';
import * as db from '../src/db.js';
test('orders', () => {
  expect(db).toBeDefined();
});
`,
};

describe('what a module makes for all who import it', () => {
  invalid('a pool that is imported', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(async () => {
  await pool.end();
});
`,
    others: { ...pool, ...other },
    reports: ['8:9 closesShared'],
  });

  invalid('a pool that two other test files get', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(() => pool.end());
`,
    others: {
      ...pool,
      ...other,
      'test/prices.test.ts': `
import { expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('prices', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    },
    reports: ['7:16 closesShared'],
  });

  valid('in the only test file that gets it', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(async () => {
  await pool.end();
});
`,
    others: pool,
  });

  invalid('where another test file gets it through the program', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(() => pool.end());
`,
    others: {
      ...pool,
      'src/app.ts': `
import { pool } from './db.js';
export const count = () => pool.query('select count(*) from users');
`,
      'test/app.test.ts': `
import { expect, test } from 'vitest';
import { count } from '../src/app.js';
test('counts', async () => {
  expect(await count()).toBeDefined();
});
`,
    },
    reports: ['7:16 closesShared'],
  });

  valid('where others import only its type', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(() => pool.end());
`,
    others: {
      ...pool,
      'test/types.test.ts': `
import { expectTypeOf, test } from 'vitest';
import type { pool } from '../src/db.js';
test('types', () => {
  expectTypeOf<typeof pool>().toBeObject();
});
`,
    },
  });

  invalid('what an accessor gives', {
    filename,
    code: `
import { after, test } from 'node:test';
import { getPool } from '../src/db.js';
test('users', async () => {
  await getPool().query('select 1');
});
after(async () => {
  await getPool().end();
});
`,
    others: { ...accessor, ...other },
    reports: ['8:9 closesShared'],
  });

  invalid('what an accessor gives that the module made while it was loaded', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { getPool } from '../src/db.js';
test('users', async () => {
  expect(await getPool().query('select 1')).toBeDefined();
});
afterAll(() => getPool().end());
`,
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
const pool = new Pool();
export function getPool() {
  return pool;
}
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { getPool } from '../src/db.js';
test('orders', async () => {
  expect(await getPool().query('select 1')).toBeDefined();
});
`,
    },
    reports: ['7:16 closesShared'],
  });

  invalid('an instance that its class keeps for all', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { Database } from '../src/db.js';
test('users', async () => {
  expect(await Database.getInstance().query('select 1')).toBeDefined();
});
afterAll(() => Database.getInstance().close());
`,
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
export class Database {
  static #instance: Database | undefined;
  readonly #pool = new Pool();
  static getInstance(): Database {
    return (this.#instance ??= new Database());
  }
  query(text: string) {
    return this.#pool.query(text);
  }
  close(): Promise<void> {
    return this.#pool.end();
  }
}
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { Database } from '../src/db.js';
test('orders', async () => {
  expect(await Database.getInstance().query('select 1')).toBeDefined();
});
`,
    },
    reports: ['7:16 closesShared'],
  });

  valid('an instance that its class makes for each caller', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { Database } from '../src/db.js';
const database = Database.create();
test('users', async () => {
  expect(await database.query('select 1')).toBeDefined();
});
afterAll(() => database.close());
`,
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
export class Database {
  readonly #pool = new Pool();
  static create(): Database {
    return new Database();
  }
  query(text: string) {
    return this.#pool.query(text);
  }
  close(): Promise<void> {
    return this.#pool.end();
  }
}
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { Database } from '../src/db.js';
test('orders', async () => {
  const database = Database.create();
  expect(await database.query('select 1')).toBeDefined();
  await database.close();
});
`,
    },
  });

  valid('what an accessor gives that makes one for each caller', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { openPool } from '../src/db.js';
const pool = openPool();
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(() => pool.end());
`,
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
export function openPool() {
  return new Pool();
}
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { openPool } from '../src/db.js';
test('orders', async () => {
  const pool = openPool();
  expect(await pool.query('select 1')).toBeDefined();
  await pool.end();
});
`,
    },
  });

  invalid('by the closer of a member', {
    filename,
    code: `
import { after, test } from 'node:test';
import { db } from '../src/db.js';
test('users', async () => {
  await db.execute('select 1');
});
after(() => db.$client.end());
`,
    others: {
      'src/db.ts': `
import { drizzle } from 'drizzle-orm/node-postgres';
export const db = drizzle('postgres://localhost/app');
`,
      'test/orders.test.ts': `
import { test } from 'node:test';
import { db } from '../src/db.js';
test('orders', async () => {
  await db.execute('select 1');
});
`,
    },
    reports: ['7:13 closesShared'],
  });

  invalid('with the closer of its module, called or named', {
    filename,
    code: `
import { after, test } from 'node:test';
import { closePool, getPool } from '../src/db.js';
test('users', async () => {
  await getPool().query('select 1');
});
after(closePool);
after(() => closePool());
`,
    others: { ...accessor, ...other },
    reports: ['7:7 closesShared', '8:13 closesShared'],
  });

  valid('with a closer after which the accessor makes a new one', {
    filename,
    code: `
import { after, test } from 'node:test';
import { closePool, getPool } from '../src/db.js';
test('users', async () => {
  await getPool().query('select 1');
});
after(closePool);
after(() => closePool());
`,
    others: { ...renewing, ...other },
  });

  valid('with a closer that forgets it when it is closed', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { closeCache, getCache } from '../src/cache.js';
test('users', async () => {
  await getCache().get('users');
});
afterAll(closeCache);
`,
    others: {
      'src/cache.ts': `
import { Redis } from 'ioredis';
let cache: Redis | null = null;
export const getCache = (): Redis => {
  if (cache === null) {
    cache = new Redis();
  }
  return cache;
};
export const closeCache = async () => {
  if (cache) {
    await cache.quit();
    cache = null;
  }
};
`,
      'test/orders.test.ts': `
import { test } from 'vitest';
import { getCache } from '../src/cache.js';
test('orders', () => getCache().get('orders'));
`,
    },
  });

  invalid('behind the back of such a closer', {
    filename,
    code: `
import { after, test } from 'node:test';
import { getPool } from '../src/db.js';
test('users', async () => {
  await getPool().query('select 1');
});
after(() => getPool().end());
`,
    others: { ...renewing, ...other },
    reports: ['7:13 closesShared'],
  });

  invalid('behind the back of such a closer, which a set-up file calls', {
    filename,
    code: `
import { after, test } from 'node:test';
import { getPool } from '../src/db.js';
test('users', async () => {
  await getPool().query('select 1');
});
after(() => getPool().end());
`,
    others: {
      ...renewing,
      ...other,
      'test/setup.ts': `
import { after } from 'node:test';
import { closePool } from '../src/db.js';
after(closePool);
`,
    },
    reports: ['7:13 closesShared'],
  });

  invalid('with such a closer, where a module keeps what it got while it was loaded', {
    filename,
    code: `
import { after, test } from 'node:test';
import { closePool, getPool } from '../src/db.js';
test('users', async () => {
  await getPool().query('select 1');
});
after(closePool);
`,
    others: {
      ...renewing,
      'src/orm.ts': `
import { drizzle } from 'drizzle-orm/node-postgres';
import { getPool } from './db.js';
export const orm = drizzle(getPool());
`,
      'test/orders.test.ts': `
import { test } from 'node:test';
import { orm } from '../src/orm.js';
test('orders', async () => {
  await orm.execute('select 1');
});
`,
    },
    reports: ['7:7 closesShared'],
  });

  invalid('with a closer that forgets what its module made while it was loaded', {
    filename,
    code: `
import { after, test } from 'node:test';
import { closePool, getPool } from '../src/db.js';
test('users', async () => {
  await getPool()?.query('select 1');
});
after(closePool);
`,
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
let pool: Pool | undefined = new Pool();
export const getPool = (): Pool | undefined => pool;
export async function closePool(): Promise<void> {
  await pool?.end();
  pool = undefined;
}
`,
      ...other,
    },
    reports: ['7:7 closesShared'],
  });

  valid('a pool of its own', {
    filename,
    code: `
import { after, test } from 'node:test';
import { createPool } from './support/pool.js';
const { pool } = await createPool();
test('users', async () => {
  await pool.query('select 1');
});
after(() => pool.end());
`,
    others: {
      'test/support/pool.ts': `
import { Pool } from 'pg';
export async function createPool(): Promise<{ pool: Pool }> {
  const pool = new Pool();
  await pool.query('select 1');
  return { pool };
}
`,
      'test/orders.test.ts': `
import { test } from 'node:test';
import { createPool } from './support/pool.js';
test('orders', () => createPool());
`,
    },
  });

  invalid('in a test', {
    filename,
    code: `
import { test } from '@playwright/test';
import { pool } from '../src/db.js';
test('users', async () => {
  await pool.query('select 1');
  await pool.end();
});
`,
    others: { ...pool, ...other },
    reports: ['6:9 closesShared'],
  });
});

describe('what closes it for the test file', () => {
  invalid('a closer beside the tests, which imports it', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { pool } from '../src/db.js';
import { cleanUp } from './support/clean-up.js';
test('users', () => pool.query('select 1'));
afterAll(async () => {
  await cleanUp();
});
`,
    others: {
      ...pool,
      ...other,
      'test/support/clean-up.ts': `
import { pool } from '../../src/db.js';
export const cleanUp = async () => {
  await pool.query('truncate users');
  await pool.end();
};
`,
    },
    reports: ['7:9 closesShared'],
  });

  invalid('a closer that calls a closer', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { getPool } from '../src/db.js';
import { tearDown } from './support/tear-down.js';
test('users', () => getPool().query('select 1'));
afterAll(tearDown);
`,
    others: {
      ...accessor,
      ...other,
      'test/support/tear-down.ts': `
import { closePool } from '../../src/db.js';
export async function tearDown(): Promise<void> {
  await closePool();
}
`,
    },
    reports: ['6:10 closesShared'],
  });

  invalid('a closer that calls a closer of a namespace', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
import { closeAll } from '../src/resources.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(closeAll);
`,
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
export const pool = new Pool();
export const close = () => pool.end();
`,
      'src/resources.ts': `
import * as db from './db.js';
export async function closeAll() {
  await db.close();
}
`,
      ...other,
    },
    reports: ['8:10 closesShared'],
  });

  invalid('a closer that is given it', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { pool } from '../src/db.js';
import { shutDown } from './support/shut-down.js';
test('users', () => pool.query('select 1'));
afterAll(() => shutDown(pool));
`,
    others: {
      ...pool,
      ...other,
      'test/support/shut-down.ts': `
import type { Pool } from 'pg';
export async function shutDown(database: Pool): Promise<void> {
  await database.end();
}
`,
    },
    reports: ['6:16 closesShared'],
  });

  valid('a closer that is given one of its own', {
    filename,
    code: `
import { Pool } from 'pg';
import { afterAll, test } from 'vitest';
import { shutDown } from './support/shut-down.js';
const pool = new Pool();
test('users', () => pool.query('select 1'));
afterAll(() => shutDown(pool));
`,
    others: {
      ...other,
      ...pool,
      'test/support/shut-down.ts': `
import type { Pool } from 'pg';
export async function shutDown(database: Pool): Promise<void> {
  await database.end();
}
`,
    },
  });

  invalid('the closer of an instance that keeps it', {
    filename,
    code: `
import { afterAll, afterEach, test } from 'vitest';
import { db } from '../src/db.js';
test('users', () => db.query('select 1'));
afterEach(() => db.reset());
afterAll(() => db.close());
`,
    others: {
      ...other,
      'src/db.ts': `
import { Pool } from 'pg';
class Database {
  readonly #pool = new Pool();
  query(text: string) {
    return this.#pool.query(text);
  }
  reset() {
    return this.query('truncate users');
  }
  async close(): Promise<void> {
    await this.#pool.end();
  }
}
export const db = new Database();
`,
    },
    reports: ['6:16 closesShared'],
  });
});

describe('who may close it', () => {
  valid('a set-up file', {
    filename: 'test/setup.ts',
    code: `
import { afterAll } from 'vitest';
import { pool } from '../src/db.js';
afterAll(() => pool.end());
`,
    others: { ...pool, ...other },
  });

  valid('the global teardown', {
    filename: 'test/global-setup.ts',
    code: `
import { pool } from '../src/db.js';
export async function teardown(): Promise<void> {
  await pool.end();
}
`,
    others: { ...pool, ...other },
  });

  valid('a module of hooks and fixtures', {
    filename: 'test/support/hooks.ts',
    code: `
import { afterAll } from 'vitest';
import { pool } from '../../src/db.js';
export function usePool(): typeof pool {
  afterAll(() => pool.end());
  return pool;
}
`,
    others: { ...pool, ...other },
  });

  valid('each file, where each has modules of its own', {
    filename,
    code: `
import { afterAll, expect, test } from '@jest/globals';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(() => pool.end());
`,
    others: { ...pool, ...other },
  });

  valid('a file that mocks the module, or loads it anew', {
    filename,
    code: `
import { afterAll, expect, test, vi } from 'vitest';
import { pool } from '../src/db.js';
vi.mock('../src/db.js');
test('users', async () => {
  expect(await pool.query('select 1')).toBeUndefined();
});
afterAll(() => pool.end());
`,
    others: { ...pool, ...other },
  });

  valid('a file that opened it', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { client } from '../src/client.js';
beforeAll(async () => {
  await client.connect();
});
test('users', async () => {
  expect(await client.query('select 1')).toBeDefined();
});
afterAll(() => client.end());
`,
    others: {
      'src/client.ts': `
import { Client } from 'pg';
export const client = new Client();
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { client } from '../src/client.js';
test('orders', () => {
  expect(client).toBeDefined();
});
`,
    },
  });

  valid('a file that has its module open it', {
    filename: 'test/users.test.ts',
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, openDb, source } from '../src/db.js';
beforeAll(() => openDb());
afterAll(() => closeDb());
test('selects', async () => {
  expect(await source.query('select 1')).toBeDefined();
});
`,
    others: {
      'src/db.ts': `
import { DataSource } from 'typeorm';
export const source = new DataSource({ type: 'postgres' });
export const openDb = async () => {
  await source.initialize();
};
export const closeDb = () => source.destroy();
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { source } from '../src/db.js';
test('selects', async () => {
  expect(await source.query('select 1')).toBeDefined();
});
`,
    },
  });

  valid('a file that opened it again, although it opens by itself', {
    filename,
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { client } from '../src/client.js';
beforeAll(() => client.connect());
test('users', () => client.db('app').collection('users').countDocuments());
afterAll(() => client.close());
`,
    others: {
      'src/client.ts': `
import { MongoClient } from 'mongodb';
export const client = new MongoClient('mongodb://localhost');
`,
      'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { client } from '../src/client.js';
test('orders', () => {
  expect(client).toBeDefined();
});
`,
    },
  });

  invalid('but not one that only checked something out of it', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  const client = await pool.connect();
  client.release();
});
afterAll(() => pool.end());
`,
    others: { ...pool, ...other },
    reports: ['8:16 closesShared'],
  });

  valid('anybody, without types to see who else gets it', {
    filename,
    untyped: true,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(() => pool.end());
`,
  });
});

describe('what is offered', () => {
  const setup = {
    'test/setup.ts': `
import { afterAll } from 'vitest';
import { pool } from '../src/db.js';
afterAll(() => pool.end());
`,
  };

  invalid('the release and its hook go, when a set-up file closes it', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(async () => {
  await pool.end();
});
`,
    others: { ...pool, ...other, ...setup },
    reports: ['8:9 closesShared'],
  });

  invalid('only the release goes, when the hook does more', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(async () => {
  await pool.query('truncate users');
  await pool.end();
});
`,
    others: { ...pool, ...other, ...setup },
    reports: ['9:9 closesShared'],
  });

  invalid('between two empty lines, one of them goes too', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';

afterAll(async () => {
  await pool.end();
});

test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    others: { ...pool, ...other, ...setup },
    reports: ['6:9 closesShared'],
  });

  invalid('nothing, when a comment would be lost', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { pool } from '../src/db.js';
test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
afterAll(async () => {
  // The last file to run.
  await pool.end();
});
`,
    others: { ...pool, ...other, ...setup },
    reports: ['9:9 closesShared'],
  });
});

describe('a module that makes more than one thing', () => {
  const others = {
    'src/db.ts': `
import { Pool } from 'pg';
export const pool = new Pool();
export const reports = new Pool({ database: 'reports' });
export const table = 'users';
const select = (name: string) => pool.query('select * from ' + name);
export const users = () => select(table);
`,
  };
  const code = `
import { afterAll, test } from 'bun:test';
import { pool } from '../src/db.js';
test('users', () => pool.query('select 1'));
afterAll(() => pool.end());
`;

  valid('the other test file takes something else of it', {
    filename: 'test/users.test.ts',
    code,
    others: {
      ...others,
      'test/reports.test.ts': `
import { test } from 'bun:test';
import { reports, table } from '../src/db.js';
test(table, () => reports.query('select 1'));
`,
    },
  });

  invalid('the other test file takes a function that uses it', {
    filename: 'test/users.test.ts',
    code,
    others: {
      ...others,
      'test/names.test.ts': `
import { test } from 'bun:test';
import { users } from '../src/db.js';
test('names', () => users());
`,
    },
    reports: ['5:16 closesShared'],
  });

  invalid('the other test file takes all of it', {
    filename: 'test/users.test.ts',
    code,
    others: {
      ...others,
      'test/names.test.ts': `
import { test } from 'bun:test';
import * as db from '../src/db.js';
test('names', () => db);
`,
    },
    reports: ['5:16 closesShared'],
  });
});

describe('a function that makes it anew for each file', () => {
  const fixtures = (make: string) => `
import { Pool } from 'pg';
let pool: Pool | undefined;
export async function setUp() {
  ${make}
  await pool.query('select 1');
}
export async function tearDown() {
  await pool?.end();
}
export const db = () => pool;
`;
  const users = `
import { afterAll, beforeAll, test } from 'bun:test';
import { db, setUp, tearDown } from './fixtures.js';
beforeAll(setUp);
afterAll(tearDown);
test('users', () => db());
`;

  valid('in the file that closes it', {
    filename: 'test/users.test.ts',
    code: users,
    others: { 'test/fixtures.ts': fixtures('pool = new Pool();'), 'test/orders.test.ts': users },
  });

  invalid('only for the first file', {
    filename: 'test/users.test.ts',
    code: users,
    others: { 'test/fixtures.ts': fixtures('pool ??= new Pool();'), 'test/orders.test.ts': users },
    reports: ['5:10 closesShared'],
  });
});

describe('a client that opens itself again', () => {
  const generated = `
export class PrismaClient {
  $connect(): Promise<void> { return Promise.resolve(); }
  $disconnect(): Promise<void> { return Promise.resolve(); }
  $transaction(): Promise<void> { return Promise.resolve(); }
}
`;
  const code = (closer: string) => `
import { afterAll, test } from 'bun:test';
import { db } from '../src/db.js';
afterAll(() => db.${closer}());
test('users', () => db);
`;

  valid('may be closed by each file', {
    filename: 'test/users.test.ts',
    code: code('$disconnect'),
    others: {
      'src/generated/prisma/client.ts': generated,
      'src/db.ts': `
import { PrismaClient } from './generated/prisma/client.js';
export const db = new PrismaClient();
`,
      'test/orders.test.ts': code('$disconnect'),
    },
  });

  invalid('unlike others', {
    filename: 'test/users.test.ts',
    code: code('end'),
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
export const db = new Pool();
`,
      'test/orders.test.ts': code('end'),
    },
    reports: ['4:16 closesShared'],
  });
});

describe('an instance that all share', () => {
  const others = {
    'src/sessions.ts': `
import { Redis } from 'ioredis';
class Sessions {
  private readonly redis = new Redis();
  get(id: string): Promise<string | null> {
    return this.redis.get(id);
  }
  async cleanup(id?: string): Promise<void> {
    await (id === undefined ? this.redis.quit() : this.redis.del(id));
  }
}
export const sessions = new Sessions();
`,
    'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { sessions } from '../src/sessions.js';
test('orders', async () => {
  expect(await sessions.get('a')).toBeNull();
});
`,
  };
  const code = (given: string): string => `
import { afterAll, expect, test } from 'vitest';
import { sessions } from '../src/sessions.js';
afterAll(() => sessions.cleanup(${given}));
test('users', async () => {
  expect(await sessions.get('b')).toBeNull();
});
`;

  valid('is told what to clean up', { filename: 'test/users.test.ts', others, code: code("'b'") });

  invalid('or cleans up itself', {
    filename: 'test/users.test.ts',
    others,
    code: code(''),
    reports: ['4:16 closesShared'],
  });
});

describe('a module that keeps the promise of a client', () => {
  const other = {
    'test/orders.test.ts': `
import { expect, test } from 'vitest';
import { store } from '../src/store.js';
test('orders', async () => {
  expect(await (await store()).get('orders')).toBeNull();
});
`,
  };
  const code = `
import { afterAll, expect, test } from 'vitest';
import { closeStore, store } from '../src/store.js';
afterAll(async () => {
  await closeStore();
});
test('users', async () => {
  expect(await (await store()).get('users')).toBeNull();
});
`;

  invalid('and closes what it gives', {
    filename: 'test/users.test.ts',
    code,
    others: {
      ...other,
      'src/store.ts': `
import { createClient } from 'redis';
let client: Promise<ReturnType<typeof createClient>> | undefined;
export function store(): Promise<ReturnType<typeof createClient>> {
  client ??= createClient().connect();
  return client;
}
export async function closeStore(): Promise<void> {
  await (await client)?.close();
}
`,
    },
    reports: ['5:9 closesShared'],
  });

  valid('and forgets it, so that the next one who asks gets another', {
    filename: 'test/users.test.ts',
    code,
    others: {
      ...other,
      'src/store.ts': `
import { createClient } from 'redis';
let client: Promise<ReturnType<typeof createClient>> | undefined;
export function store(): Promise<ReturnType<typeof createClient>> {
  client ??= createClient().connect();
  return client;
}
export async function closeStore(): Promise<void> {
  await (await client)?.close();
  client = undefined;
}
`,
    },
  });
});

describe('what runs after each test', () => {
  const suite = (hook: string, tests: string, first = ''): string => `
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { getPool } from '../src/db.js';
describe('users', () => {
  ${first}
  ${hook}
  ${tests}
});
`;
  const two = `test('one', async () => {
    expect(await getPool().query('select 1')).toBeDefined();
  });
  test('two', async () => {
    expect(await getPool().query('select 2')).toBeDefined();
  });`;

  invalid('closes what the next test needs, whatever the runner', {
    filename,
    others: accessor,
    code: suite('afterEach(async () => {\n    await getPool().end();\n  });', two),
    reports: ['7:11 closesBetweenTests'],
  });

  invalid('by the names that the runner has', {
    filename,
    others: accessor,
    code: `
import { afterEach, describe, it } from 'mocha';
import { getPool } from '../src/db.js';
describe('users', () => {
  afterEach(() => getPool().end());
  it('one', async () => {
    await getPool().query('select 1');
  });
  it('two', async () => {
    await getPool().query('select 2');
  });
});
`,
    reports: ['5:19 closesBetweenTests'],
  });

  valid('closes it once where it runs after all of them', {
    filename,
    others: accessor,
    code: suite('afterAll(async () => {\n    await getPool().end();\n  });', two),
  });

  valid('closes it once where there is one test', {
    filename,
    others: accessor,
    code: suite(
      'afterEach(async () => {\n    await getPool().end();\n  });',
      "test('one', async () => {\n    expect(await getPool().query('select 1')).toBeDefined();\n  });",
    ),
  });

  valid('may close what the accessor makes anew', {
    filename,
    others: renewing,
    code: suite('afterEach(() => closePool());', two).replace('getPool }', 'closePool, getPool }'),
  });

  valid('may close what each test loads anew', {
    filename,
    others: accessor,
    code: suite(
      'afterEach(async () => {\n    await getPool().end();\n  });',
      two,
      'beforeEach(() => jest.resetModules());',
    ).replace('afterEach,', 'afterEach, beforeEach,'),
  });
});

describe('a client that connects while its module is loaded', () => {
  const cache = {
    'src/db.ts': `
import { createClient } from 'redis';
export const cache = await createClient().connect();
`,
  };

  invalid('is shared as any other', {
    filename,
    others: { ...cache, 'test/orders.test.ts': other['test/orders.test.ts'].replace('expect(db)', 'expect(db.cache)') },
    code: `
import { after, it } from 'mocha';
import { cache } from '../src/db.js';
after(async () => {
  await cache.close();
});
it('reads', async () => {
  await cache.get('a');
});
`,
    reports: ['5:9 closesShared'],
  });
});

describe('what a getter makes when it is first asked', () => {
  const database = {
    'src/database.ts': `
import { Pool } from 'pg';
class Database {
  #pool?: Pool;
  get pool(): Pool {
    return (this.#pool ??= new Pool());
  }
  get fresh(): Pool {
    return new Pool();
  }
}
export default new Database();
`,
    'src/db.ts': "export { default as database } from './database.js';\n",
    'test/orders.test.ts': `
import { it } from 'mocha';
import { database } from '../src/db.js';
it('orders', async () => {
  await database.pool.query('select 1');
});
`,
  };

  invalid('is shared by all who ask', {
    filename,
    others: database,
    code: `
import { after, it } from 'mocha';
import { database } from '../src/db.js';
after(async () => {
  const { pool } = database;
  await pool.end();
});
after(() => database.pool.end());
it('users', async () => {
  await database.pool.query('select 1');
});
`,
    reports: ['6:9 closesShared', '8:13 closesShared'],
  });

  valid('is not, where each who asks gets another', {
    filename,
    others: database,
    code: `
import { it } from 'mocha';
import { database } from '../src/db.js';
it('users', async () => {
  const { fresh } = database;
  await fresh.query('select 1');
  await fresh.end();
});
`,
  });
});
