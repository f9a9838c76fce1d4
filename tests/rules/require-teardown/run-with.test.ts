import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/accounts.test.ts';

const running = {
  'src/running.ts': `
import type { Pool, PoolClient } from 'pg';
export async function inTransaction<R>(pool: Pool, work: (client: PoolClient) => Promise<R>): Promise<R> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
export async function warmed<R>(pool: Pool, work: (pool: Pool) => Promise<R>): Promise<R> {
  await pool.query('select 1');
  return work(pool);
}
export async function twice<R>(pool: Pool, work: (pool: Pool) => Promise<R>): Promise<readonly R[]> {
  return [await warmed(pool, work), await warmed(pool, work)];
}
export function later(pool: Pool, work?: (pool: Pool) => void): void {
  setTimeout(() => work?.(pool), 1000);
}
`,
};

describe('a resource that a helper hands to the function it was given', () => {
  invalid('is what that function only uses', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
import { later, twice, warmed } from '../src/running.js';
test('counts', async () => {
  const pool = new Pool();
  const { rows } = await warmed(pool, async (warm) => warm.query('select 1'));
  expect(rows).toHaveLength(1);
});
test('counts twice', async () => {
  const pool = new Pool();
  expect(await twice(pool, async (warm) => (await warm.query('select 1')).rows)).toHaveLength(2);
});
const count = async (pool: Pool) => (await pool.query('select 1')).rows;
test('counts by name', async () => {
  const pool = new Pool();
  expect(await warmed(pool, count)).toHaveLength(1);
});
test('does nothing later', async () => {
  const pool = new Pool();
  later(pool);
  expect(await count(pool)).toHaveLength(1);
});
`,
    others: running,
    reports: ['6:16 never', '11:16 never', '16:16 never', '20:16 never'],
  });

  valid('is closed, kept or given back there', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { Pool } from 'pg';
import { later, twice, warmed } from '../src/running.js';
declare const elsewhere: (pool: Pool) => Promise<void>;
const opened: Pool[] = [];
afterAll(async () => {
  await Promise.all(opened.map((pool) => pool.end()));
});
const end = async (pool: Pool) => pool.end();
test('closes', async () => {
  await warmed(new Pool(), async (pool) => pool.end());
});
test('closes by name', async () => {
  await twice(new Pool(), end);
});
test('closes later', () => {
  later(new Pool(), (pool) => void pool.end());
});
test('keeps', async () => {
  await warmed(new Pool(), async (pool) => {
    opened.push(pool);
  });
});
test('gives back', async () => {
  const pool = await warmed(new Pool(), async (warm) => warm);
  expect(pool.totalCount).toBe(1);
  await end(pool);
});
test('does not know', async () => {
  await warmed(new Pool(), elsewhere);
});
`,
    others: running,
  });
});

describe('what a store of the project is made of', () => {
  const stores = {
    'src/store.ts': `
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
export class Rows {
  constructor(private readonly pool: Pool) {}
  all() {
    return this.pool.query('select 1');
  }
}
export class Store {
  private readonly pool: Pool;
  constructor(pool: Pool) {
    this.pool = pool;
  }
  async find(wanted: { id?: number; archived?: boolean }) {
    const { archived, ...rest } = wanted;
    return [archived, await this.pool.query('select $1', Object.values(rest))];
  }
  async list() {
    return this.rows().all();
  }
  private rows() {
    return new Rows(this.pool);
  }
}
export class Open {
  constructor(private readonly pool: Pool) {}
  orm(): NodePgDatabase & { $client: Pool } {
    return drizzle(this.pool);
  }
}
`,
  };

  invalid('stays open, whatever its methods take apart and lend each other', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
import { Store } from '../src/store.js';
test('finds', async () => {
  const pool = new Pool();
  const store = new Store(pool);
  expect(await store.find({ id: 1 })).toEqual(await store.list());
});
`,
    others: stores,
    reports: ['6:16 never'],
  });

  valid('may be closed through what a method gives', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
import { Open } from '../src/store.js';
test('finds', async () => {
  const open = new Open(new Pool());
  expect(await open.orm().execute('select 1')).toBeDefined();
  await open.orm().$client.end();
});
`,
    others: stores,
  });
});
