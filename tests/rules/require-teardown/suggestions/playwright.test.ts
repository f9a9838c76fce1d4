import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

describe('Playwright', () => {
  invalid('a hook', {
    filename: 'e2e/users.spec.ts',
    code: `import { expect, test } from '@playwright/test';
import { Pool } from 'pg';

let pool: Pool;

test.beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
});

test('counts', async () => {
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['7:10 never'],
  });

  invalid("what the runner's own fixture opens", {
    filename: 'tests/api.spec.ts',
    code: `import { type APIRequestContext, expect, test } from '@playwright/test';

let api: APIRequestContext;

test.beforeAll(async ({ playwright }) => {
  api = await playwright.request.newContext({ baseURL: 'http://localhost:3000' });
});

test('lists users', async () => {
  expect((await api.get('/users')).ok()).toBe(true);
});
`,
    reports: ['6:15 never'],
  });

  invalid('a constant of a suite', {
    filename: 'e2e/users.spec.ts',
    code: `import { test } from '@playwright/test';
import { Pool } from 'pg';

test.describe('users', () => {
  const pool = new Pool();

  test('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['5:16 never'],
  });

  invalid('a test of the project', {
    filename: 'e2e/users.spec.ts',
    others: {
      'e2e/fixtures.ts': `import { test as base } from '@playwright/test';
export const test = base.extend<{ name: string }>({ name: 'a' });
`,
    },
    code: `import { test } from './fixtures.js';
import { Pool } from 'pg';

test('counts', async ({ name }) => {
  const pool = new Pool();
  await pool.query('select $1', [name]);
});

test.describe('users', () => {
  let pool: Pool;
  test.beforeEach(() => {
    pool = new Pool();
  });
  test('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['5:16 never', '12:12 never'],
  });

  invalid('fixtures', {
    filename: 'e2e/fixtures.ts',
    code: `import { test as base } from '@playwright/test';
import { Client, Pool } from 'pg';

export const test = base.extend<{ client: Client }, { pool: Pool }>({
  pool: [
    async ({}, use) => {
      const pool = new Pool();
      await use(pool);
    },
    { scope: 'worker' },
  ],
  client: async ({ page }, use) => {
    const client = new Client();
    await client.connect();
    await use(client);
    await page.close();
  },
});
`,
    reports: ['7:20 never', '14:11 never'],
  });

  invalid('the release of a fixture that another acquisition may skip', {
    filename: 'e2e/fixtures.ts',
    code: `import { test as base } from '@playwright/test';
import { Client, Pool } from 'pg';

export const test = base.extend<{ client: Client }>({
  client: async ({}, use) => {
    const pool = new Pool();
    await pool.query('create table t (id int)');
    const client = new Client();
    await client.connect();
    await use(client);
    await client.end();
    await pool.end();
  },
});
`,
    reports: ['6:18 setUpMayThrow'],
  });

  invalid('the set-up of a run', {
    filename: 'e2e/global-setup.ts',
    code: `import type { FullConfig } from '@playwright/test';
import { PGlite } from '@electric-sql/pglite';

export default async function globalSetup(config: FullConfig): Promise<void> {
  const db = await PGlite.create();
  await db.exec(\`create table \${config.version} (id int)\`);
}
`,
    reports: ['5:20 never'],
  });
});
