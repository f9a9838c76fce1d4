import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/accounts.test.ts';

describe('what only holds the pool that it is made of', () => {
  valid('is closed with that', {
    filename,
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
let pool: Pool | undefined;
let db: Kysely<{ accounts: { id: number } }>;
beforeEach(() => {
  pool = new Pool();
  const dialect = new PostgresDialect({ pool });
  db = new Kysely({ dialect });
});
afterEach(async () => {
  try {
    await db.deleteFrom('accounts').execute();
  } finally {
    await pool?.end();
  }
});
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
  });

  invalid('but not where nobody closes it', {
    filename,
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
let pool: Pool | undefined;
let db: Kysely<{ accounts: { id: number } }>;
beforeEach(() => {
  pool = new Pool();
  const dialect = new PostgresDialect({ pool });
  db = new Kysely({ dialect });
});
afterEach(async () => {
  await db.deleteFrom('accounts').execute();
});
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
    reports: ['10:8 never'],
  });

  invalid('nor where the pool has no name', {
    filename,
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
const pool = new Pool();
let db: Kysely<{ accounts: { id: number } }>;
beforeEach(() => {
  db = new Kysely({ dialect: new PostgresDialect({ pool: new Pool() }) });
});
afterAll(() => pool.end());
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
    reports: ['8:8 never'],
  });

  invalid('nor where the pool is closed too seldom', {
    filename,
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeEach, expect, it } from 'vitest';
let pool: Pool;
let db: Kysely<{ accounts: { id: number } }>;
beforeEach(() => {
  pool = new Pool();
  db = new Kysely({ dialect: new PostgresDialect({ pool }) });
});
afterAll(async () => {
  await pool.end();
});
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
it('has none again', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
    reports: ['9:8 releasedTooSeldom'],
  });

  valid('may be made for each test around one pool for all', {
    filename,
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
let pool: Pool;
let db: Kysely<{ accounts: { id: number } }>;
beforeAll(() => {
  pool = new Pool();
});
beforeEach(() => {
  db = new Kysely({ dialect: new PostgresDialect({ pool }) });
});
afterAll(async () => {
  await pool.end();
});
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
  });

  valid('is left to whoever gave the pool', {
    filename,
    code: `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { expect, test as base } from 'vitest';
import { shared } from '../src/pool.js';
interface Tables {
  accounts: { id: number };
}
const test = base.extend<{ pool: Pool; db: Kysely<Tables> }>({
  pool: async ({}, use) => {
    const pool = new Pool();
    await use(pool);
    await pool.end();
  },
  db: async ({ pool }, use) => {
    await use(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
  },
});
test('has none', async ({ db }) => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
test('has none in the shared one', async () => {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: shared }) });
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
    others: {
      'src/pool.ts': `
import { Pool } from 'pg';
export const shared = new Pool();
`,
    },
  });

  const others = {
    'test/databases.ts': `
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
export interface Tables {
  accounts: { id: number };
}
export function databaseOf(pool: Pool) {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
export function ownDatabase() {
  const pool = new Pool();
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
`,
  };

  valid('also where a function of the project makes it of the pool', {
    filename,
    code: `
import { Pool } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { databaseOf } from './databases.js';
const pool = new Pool();
const db = databaseOf(pool);
afterAll(() => pool.end());
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
    others,
  });

  invalid('but not of one that the function makes itself', {
    filename,
    code: `
import { Pool } from 'pg';
import { afterAll, expect, it } from 'vitest';
import { ownDatabase } from './databases.js';
const pool = new Pool();
const db = ownDatabase();
afterAll(() => pool.end());
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    others,
    reports: ['6:12 never'],
  });
});

describe('a client that is a function', () => {
  invalid('is not closed by what asks it something', {
    filename,
    code: `
import { Kysely } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import postgres from 'postgres';
import { afterEach, expect, it } from 'vitest';
const sql = postgres();
const db = new Kysely<{ accounts: { id: number } }>({ dialect: new PostgresJSDialect({ postgres: sql }) });
afterEach(async () => {
  await sql\`delete from \${sql('accounts')}\`;
});
it('has none', async () => {
  expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
});
`,
    untyped: true,
    reports: ['7:12 never'],
  });
});
