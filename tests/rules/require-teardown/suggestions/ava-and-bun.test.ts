import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

describe('AVA', () => {
  invalid('hooks and their context', {
    filename: 'test/users.ts',
    code: `import anyTest, { type TestFn } from 'ava';
import { Client, Pool } from 'pg';

const test = anyTest as TestFn<{ client: Client }>;

let pool: Pool;

test.before(() => {
  pool = new Pool();
});

test.beforeEach(async (t) => {
  t.context.client = new Client();
  await t.context.client.connect();
});

test('counts', async (t) => {
  await pool.query('select 1');
  await t.context.client.query('select 1');
  t.pass();
});
`,
    reports: ['9:10 never', '14:9 never'],
  });

  invalid('a hook that does not run when a test fails', {
    filename: 'test/users.ts',
    code: `import test from 'ava';
import { Pool } from 'pg';

const pool = new Pool();

test.serial.after(() => pool.end());

test('counts', async (t) => {
  t.is((await pool.query('select 1')).rowCount, 1);
});
`,
    reports: ['4:14 onlyOnSuccess'],
  });

  invalid('t.teardown', {
    filename: 'test/users.ts',
    code: `import test from 'ava';
import { Pool } from 'pg';

test('counts', async t => {
  const pool = new Pool();
  t.is((await pool.query('select 1')).rowCount, 1);
});
`,
    reports: ['5:16 never'],
  });

  invalid('a closer that calls back, which gives a promise of nothing', {
    filename: 'test/server.ts',
    code: `import { createServer } from 'node:http';
import test from 'ava';

test('answers', async t => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  t.truthy(server.address());
});
`,
    reports: ['6:40 never'],
  });
});

describe('bun:test', () => {
  invalid('a hook, a test and a test that runs beside others', {
    filename: 'test/users.test.ts',
    compilerOptions: { types: ['bun'] },
    code: `import { beforeAll, expect, test } from 'bun:test';
import { Pool } from 'pg';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

test('counts', async () => {
  const own = new Pool();
  expect((await own.query('select 1')).rowCount).toBe(1);
  expect((await pool.query('select 1')).rowCount).toBe(1);
});

test.concurrent('counts at once', async () => {
  const own = new Pool();
  expect((await own.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['7:10 never', '11:15 never', '17:15 never'],
  });

  invalid('a server of its own', {
    filename: 'test/server.test.ts',
    untyped: true,
    compilerOptions: { types: ['bun'] },
    code: `import { beforeAll, expect, test } from 'bun:test';
import { serve } from 'bun';

let port: number | undefined;

beforeAll(() => {
  const server = Bun.serve({ port: 0, fetch: () => new Response('hello') });
  port = server.port;
});

test('answers', async () => {
  const own = serve({ port: 0, fetch: () => new Response('own') });
  expect(await (await fetch(own.url)).text()).toBe('own');
  expect(port).toBeGreaterThan(0);
});
`,
    reports: ['7:18 never', '12:15 never'],
  });

  invalid('clients of its own', {
    filename: 'test/clients.test.ts',
    untyped: true,
    compilerOptions: { types: ['bun'] },
    code: `import { expect, test } from 'bun:test';
import { RedisClient, SQL } from 'bun';

const sql = new SQL('postgres://localhost');

test('answers', async () => {
  const redis = new RedisClient();
  expect(await redis.get('a')).toBeNull();
  expect(await sql\`select 1\`).toHaveLength(1);
});
`,
    reports: ['4:13 never', '7:17 never'],
  });

  valid('a server of its own that is stopped, or keeps nothing alive', {
    filename: 'test/server.test.ts',
    untyped: true,
    compilerOptions: { types: ['bun'] },
    code: `import { afterAll, beforeAll, expect, onTestFinished, test } from 'bun:test';
import { serve, type Server } from 'bun';

let server: Server<undefined>;

beforeAll(() => {
  server = Bun.serve({ port: 0, fetch: () => new Response('hello') });
});

afterAll(() => server.stop(true));

test('answers', async () => {
  const own = serve({ port: 0, fetch: () => new Response('own') });
  onTestFinished(() => own.stop());
  using other = Bun.serve({ port: 0, fetch: () => new Response('other') });
  expect(await (await fetch(own.url)).text()).not.toBe(await (await fetch(other.url)).text());
});

test('goes on', () => {
  const listener = Bun.listen({ hostname: 'localhost', port: 0, socket: { data() {} } });
  listener.unref();
  expect(listener.port).toBeGreaterThan(0);
});
`,
  });
});
