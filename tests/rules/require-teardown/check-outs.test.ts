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

  valid('goes back, or ends with the pool', {
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
