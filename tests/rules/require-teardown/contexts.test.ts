import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

describe('what hooks share', () => {
  valid('is taken apart where it is closed', {
    filename,
    untyped: true,
    code: `
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Pool } from 'pg';
interface Context {
  pool: Pool;
}
beforeEach<Context>(async (context) => {
  context.pool = new Pool();
  await context.pool.query('select 1');
});
afterEach<Context>(async ({ pool }) => {
  await pool.end();
});
it<Context>('selects', async ({ pool }) => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('is taken apart where it is only used', {
    filename,
    code: `
import { beforeEach, expect, it } from 'vitest';
import { Pool } from 'pg';
interface Context {
  pool: Pool;
}
beforeEach<Context>(async (context) => {
  context.pool = new Pool();
  await context.pool.query('select 1');
});
it<Context>('selects', async ({ pool }) => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['8:18 never'],
  });

  valid('is a part of the context, and taken apart in two steps', {
    filename,
    code: `
import anyTest, { type TestFn } from 'ava';
import { Client } from 'pg';
const test = anyTest as TestFn<{ db: { client: Client } }>;
test.beforeEach(async (t) => {
  t.context.db = { client: new Client() };
  await t.context.db.client.connect();
});
test.afterEach.always(async ({ context }) => {
  const { client } = context.db;
  await client.end();
});
`,
  });

  valid('is this, taken apart or under another name', {
    filename: 'test/db.spec.js',
    untyped: true,
    code: `
import { Client, Pool } from 'pg';
describe('database', function () {
  beforeEach(async function () {
    const self = this;
    self.client = new Client();
    await self.client.connect();
    this.pool = new Pool();
    await this.pool.query('select 1');
  });
  afterEach(async function () {
    const { pool } = this;
    await pool.end();
    await this.client.end();
  });
});
`,
  });

  invalid('is this, of which another part is closed', {
    filename: 'test/db.spec.js',
    untyped: true,
    code: `
import { Client, Pool } from 'pg';
describe('database', function () {
  beforeEach(async function () {
    this.client = new Client();
    await this.client.connect();
    this.pool = new Pool();
    await this.pool.query('select 1');
  });
  afterEach(async function () {
    const { pool } = this;
    await pool.end();
  });
});
`,
    reports: ['6:11 never'],
  });

  valid('is assigned to what reaches further', {
    filename,
    code: `
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Pool } from 'pg';
const shared = {} as { pool: Pool };
beforeAll(() => {
  Object.assign(shared, { pool: new Pool() });
});
afterAll(() => shared.pool.end());
it('selects', async () => {
  expect(await shared.pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('is assigned, and stays', {
    filename,
    code: `
import { beforeAll, expect, it } from 'vitest';
import { Pool } from 'pg';
const shared = {} as { pool: Pool };
beforeAll(() => {
  const pool = new Pool();
  Object.assign(shared, { pool });
});
it('selects', async () => {
  expect(await shared.pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:16 never'],
  });
});

describe('what a promise gives', () => {
  valid('is closed as the value that the promise gives', {
    filename,
    code: `
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
let server: Server;
beforeAll(async () => {
  server = await new Promise<Server>((resolve) => {
    const created = createServer();
    created.listen(0, () => resolve(created));
  });
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
it('listens', () => {
  expect(server.address()).not.toBeNull();
});
`,
  });

  invalid('stays open as that value', {
    filename,
    code: `
import { beforeAll, expect, it } from 'vitest';
import { createServer, type Server } from 'node:http';
let server: Server;
beforeAll(async () => {
  server = await new Promise<Server>((resolve) => {
    const created = createServer();
    created.listen(0, () => resolve(created));
  });
});
it('listens', () => {
  expect(server.address()).not.toBeNull();
});
`,
    reports: ['8:5 never'],
  });

  invalid('is an address of what listens, which goes anywhere', {
    filename,
    code: `
import { expect, test } from 'vitest';
import fastify from 'fastify';
test('answers', async () => {
  const app = fastify();
  const address = await app.listen({ port: 0 });
  expect(await fetch(address)).toMatchObject({ status: 404 });
});
`,
    reports: ['6:25 never'],
  });

  valid('is taken apart in the callback of `then`', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
let other: Pool;
const open = async () => {
  const pool = new Pool();
  return { pool, answer: await pool.query('select 1') };
};
beforeAll(() =>
  open()
    .then((opened) => {
      pool = opened.pool;
    })
    .catch(console.error),
);
beforeAll(async () => {
  other = await open().then((opened) => opened.pool);
});
afterAll(async () => {
  await pool.end();
  await other.end();
});
test('selects', async () => {
  expect(await pool.query('select 1')).not.toEqual(await other.query('select 2'));
});
`,
  });

  invalid('is left behind in the callback of `then`', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Pool, type QueryResult } from 'pg';
let answer: QueryResult;
let pool: Pool;
const open = async () => {
  const pool = new Pool();
  return { pool, answer: await pool.query('select 1') };
};
beforeAll(() =>
  open().then((opened) => {
    answer = opened.answer;
  }),
);
beforeAll(async () => {
  pool = await open().finally(console.log).then((opened) => opened.pool);
});
test('selects', () => {
  expect(answer.rows).toHaveLength(pool.totalCount);
});
`,
    reports: ['11:3 never', '16:16 never'],
  });

  valid('is what listens, which goes anywhere', {
    filename,
    code: `
import { test } from 'vitest';
import { createServer } from 'node:http';
declare function serve(server: unknown): void;
test('answers', () => {
  const server = createServer().listen(0);
  serve(server);
});
`,
  });
});

describe('a suite within another', () => {
  invalid('closes what tests behind it still use', {
    filename,
    code: `
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(() => {
  pool = new Pool();
});
describe('first', () => {
  afterAll(() => pool.end());
  it('selects', async () => {
    expect(await pool.query('select 1')).toBeDefined();
  });
});
describe('second', () => {
  it('selects', async () => {
    expect(await pool.query('select 1')).toBeDefined();
  });
});
`,
    reports: ['6:10 otherSuite'],
  });

  valid('closes what only tests before it use', {
    filename,
    code: `
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(() => {
  pool = new Pool();
});
describe('first', () => {
  it('selects', async () => {
    expect(await pool.query('select 1')).toBeDefined();
  });
});
describe('last', () => {
  afterAll(() => pool.end());
  it('selects', async () => {
    expect(await pool.query('select 1')).toBeDefined();
  });
});
`,
  });
});

describe('an object of the file that has methods with the names of hooks', () => {
  valid('nobody knows when it runs what it is given', {
    filename: 'test/db.test.ts',
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
const t = {
  beforeAll(setUp: () => void) {
    setUp();
  },
};
let pool: Pool;
t.beforeAll(() => {
  pool = new Pool();
});
test('selects', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
  });

  invalid('the hook of the runner, under a name of its own', {
    filename: 'test/db.test.ts',
    untyped: true,
    code: `
import { expect, test as t } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
t.beforeAll(() => {
  pool = new Pool();
});
t('selects', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['6:10 never'],
  });
});
