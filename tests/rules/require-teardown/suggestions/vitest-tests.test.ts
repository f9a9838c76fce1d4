import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

describe('Vitest: what a test or a fixture acquires', () => {
  invalid('onTestFinished is imported', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const pool = new Pool({ max: 1 }); // one is enough
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['5:16 never'],
  });

  invalid('onTestFinished of the context, when tests run at once', {
    filename: 'tests/users.test.ts',
    code: `import { Client } from 'pg';
import { describe, test } from 'vitest';

test.concurrent('adds the parameter', async ({ expect }) => {
  const client = new Client();
  await client.connect();
  expect((await client.query('select 1')).rowCount).toBe(1);
});

describe.concurrent('users', () => {
  test('uses the parameter', async (context) => {
    const client = new Client();
    await client.connect();
    context.expect((await client.query('select 1')).rowCount).toBe(1);
  });

  test('has no parameter', async () => {
    const client = new Client();
    await client.connect();
  });
});
`,
    reports: ['6:9 never', '13:11 never', '19:11 never'],
  });

  invalid('a server, which closes with a callback, or at the end of the block', {
    filename: 'tests/server.test.ts',
    code: `import { createServer } from 'node:http';
import { expect, it } from 'vitest';

it('listens', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));

  expect(server.address()).toBeDefined();
});
`,
    reports: ['6:40 never'],
  });

  invalid('a release that gives something', {
    filename: 'tests/cache.test.ts',
    code: `import { Redis } from 'ioredis';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';

test('counts', async () => {
  const redis = new Redis();
  const db = new Database(':memory:');
  onTestFinished(() => console.log('done'));
  expect(await redis.incr('n')).toBe(1);
  expect(db.open).toBe(true);
});
`,
    reports: ['6:17 never', '7:14 never'],
  });

  invalid('without semicolons, with double quotes', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from "pg"
import { test } from "vitest"

test("counts", async () => {
  const pool = new Pool()
  await pool.query("select 1")
})
`,
    reports: ['5:16 never'],
  });

  invalid('on one line', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import * as vitest from 'vitest';
vitest.test('counts', async () => { const pool = new Pool(); await pool.query('select 1'); });
`,
    reports: ['3:50 never'],
  });

  invalid('a release that a failing assertion skips', {
    filename: 'tests/users.test.ts',
    options: [{ requireFailureSafe: true }],
    code: `import { Pool } from 'pg';
import { expect, test } from 'vitest';

test('counts', async () => {
  const pool = new Pool();
  const client = await pool.connect();
  expect((await client.query('select 1')).rowCount).toBe(1);
  client.release();
  // No connection is left.
  await pool.end();
});
`,
    reports: ['5:16 onlyWhenPassing'],
  });

  invalid('object fixtures', {
    filename: 'tests/fixtures.ts',
    code: `import { Client, Pool } from 'pg';
import { test as base } from 'vitest';

export const test = base.extend<{ pool: Pool; other: Pool; client: Client }>({
  pool: async ({}, use) => {
    const pool = new Pool();
    await use(pool);
  },
  // eslint-disable-next-line no-empty-pattern
  other: ({}, use) => use(new Pool()),
  async client({}, use) {
    const client = new Client();
    await client.connect();
    await use(client);
    console.log('done');
  },
});
`,
    reports: ['6:18 never', '10:27 never', '13:11 never'],
  });

  invalid('a fixture that lends what it makes on the spot', {
    filename: 'tests/fixtures.ts',
    code: `import { Pool } from 'pg';
import { test as base } from 'vitest';

export const test = base.extend<{ db: Pool }>({
  db: async ({}, use) => {
    await use(new Pool({
      max: 1, // one is enough
    }));
  },
});
`,
    reports: ['6:15 never'],
  });

  invalid('builder fixtures', {
    filename: 'tests/fixtures.ts',
    code: `import { Client, Pool } from 'pg';
import { test as base } from 'vitest';

export const test = base
  .extend('url', 'postgres://localhost')
  .extend('pool', ({ url }) => new Pool({ connectionString: url }))
  .extend('other', { scope: 'file' }, () => {
    return new Pool();
  })
  .extend('client', async ({}, { onCleanup }) => {
    const client = new Client();
    await client.connect();
    onCleanup(() => console.log('done'));
    return client;
  })
  .extend('context', async ({}, context) => {
    const client = new Client();
    await client.connect();
    return { client };
  });
`,
    reports: ['6:32 never', '8:12 never', '12:11 never', '18:11 never'],
  });

  invalid('aroundAll', {
    filename: 'tests/users.test.ts',
    compilerOptions: { types: ['node'] },
    code: `import { Pool } from 'pg';
import { aroundAll, test } from 'vitest';

aroundAll(async (runTests) => {
  const pool = new Pool();
  await pool.query('create table t (id int)');
  await runTests();
  await pool.query('drop table t');
});

test('passes', () => {});
`,
    reports: ['5:16 never'],
  });

  invalid('set-up that may throw', {
    filename: 'tests/fixtures.ts',
    code: `import { Client, Pool } from 'pg';
import { test as base } from 'vitest';

export const test = base
  .extend('client', async ({}, { onCleanup }) => {
    const pool = new Pool();
    await pool.query('select 1');
    const client = new Client();
    await client.connect();
    onCleanup(async () => {
      await client.end();
      await pool.end();
    });
    return client;
  });
`,
    reports: ['6:18 setUpMayThrow'],
  });
});
