import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

describe('nothing is open where', () => {
  valid('timers are faked', {
    filename,
    untyped: true,
    code: `
import { expect, it, vi } from 'vitest';
it('ticks', () => {
  vi.useFakeTimers();
  const tick = vi.fn();
  setInterval(tick, 1000);
  vi.advanceTimersByTime(2000);
  expect(tick).toHaveBeenCalledTimes(2);
});
`,
  });

  invalid('only something else is faked', {
    filename,
    code: `
import { expect, it, vi } from 'vitest';
it('ticks', async () => {
  const tick = vi.fn();
  const timer = setInterval(tick, 10);
  await vi.waitFor(() => expect(tick).toHaveBeenCalled());
  expect(timer.hasRef()).toBe(true);
});
`,
    reports: ['5:17 never'],
  });

  valid('the state of a pool is looked at', {
    filename,
    code: `
import { expect, it } from 'vitest';
import { Pool } from 'pg';
it('starts empty', () => {
  const pool = new Pool();
  expect(pool.totalCount).toBe(0);
});
it('names itself', () => {
  const pool = new Pool();
  expect(pool.options.application_name?.length).toBe(0);
  console.log(pool._clients[0]?.connection.stream);
});
`,
  });
});

describe('how a resource was made is asked', () => {
  const others = {
    'test/names.ts': `
import type { Pool } from 'pg';
export function sizeOf(pool: Pool): number {
  const { max } = pool.options;
  return max;
}
export async function limitOf(pool: Pool): Promise<unknown> {
  const { rows } = await pool.query('show max_connections', [pool.options.max]);
  return rows;
}
`,
  };

  valid('of it, of its settings, or by a function of the project', {
    filename,
    code: `
import { MikroORM } from '@mikro-orm/core';
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
import { Pool } from 'pg';
import { Sequelize } from 'sequelize';
import { sizeOf } from './names.js';
it('has a size', () => {
  const pool = new Pool();
  const size = sizeOf(pool);
  expect(size).toBe(10);
});
it('has a dialect', () => {
  const sequelize = new Sequelize('postgresql://localhost');
  const dialect = sequelize.getDialect();
  expect(dialect).toBe('postgres');
});
it('has a logger', () => {
  const client = new MongoClient('mongodb://localhost');
  client.options.mongoLoggerOptions.logDestination.write('started');
  expect(client.options.appName).toBe('');
});
it('has a name', async () => {
  const orm = await MikroORM.init({ dbName: 'accounts' });
  const name = orm.config.get('dbName');
  const users = orm.getMetadata('User');
  expect(users).toContain(name);
});
`,
    others,
  });

  invalid('of something that is used, too', {
    filename,
    code: `
import { MikroORM } from '@mikro-orm/core';
import { expect, it } from 'vitest';
import { Pool } from 'pg';
import { Sequelize } from 'sequelize';
import { limitOf } from './names.js';
it('has a size', async () => {
  const pool = new Pool();
  expect(await limitOf(pool)).toBe(10);
});
it('has a dialect', async () => {
  const sequelize = new Sequelize('postgresql://localhost');
  await sequelize.authenticate({ dialect: sequelize.getDialect() });
});
it('has a logger', async () => {
  const orm = await MikroORM.init({ dbName: 'accounts' });
  await orm.config.onQuery(orm.config.get('dbName'));
});
`,
    others,
    reports: ['8:16 never', '12:21 never', '16:21 never'],
  });
});

describe('it is meant to stay where', () => {
  valid('containers are reused', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { RedisContainer } from '@testcontainers/redis';
import { GenericContainer } from 'testcontainers';
beforeAll(async () => {
  await new RedisContainer('redis:7').withReuse().start();
  const container = new GenericContainer('postgres:16').withExposedPorts(5432).withReuse();
  await container.start();
});
`,
  });

  invalid('not every container is reused', {
    filename,
    untyped: true,
    code: `
import { beforeAll } from 'vitest';
import { GenericContainer } from 'testcontainers';
beforeAll(async () => {
  await new GenericContainer('postgres:16').withReuse().start();
  await new GenericContainer('redis:7').withExposedPorts(6379).start();
});
`,
    reports: ['6:9 never'],
  });
});

describe('what a module keeps is closed', () => {
  valid('by a set-up file of the project', {
    filename,
    others: {
      'test/setup.ts': `
import { afterAll } from 'vitest';
import mongoose from 'mongoose';
afterAll(() => mongoose.disconnect());
`,
    },
    code: `
import { beforeAll, expect, it } from 'vitest';
import mongoose from 'mongoose';
beforeAll(() => mongoose.connect('mongodb://localhost'));
it('is ready', () => {
  expect(mongoose.connection.readyState).toBe(1);
});
`,
  });

  invalid('not by a set-up file that opens it, too', {
    filename,
    others: {
      'test/setup.ts': `
import { beforeAll } from 'vitest';
import mongoose from 'mongoose';
beforeAll(() => mongoose.connect('mongodb://localhost'));
`,
    },
    code: `
import { beforeAll, expect, it } from 'vitest';
import mongoose from 'mongoose';
beforeAll(() => mongoose.connect('mongodb://localhost'));
it('is ready', () => {
  expect(mongoose.connection.readyState).toBe(1);
});
`,
    reports: ['4:17 never'],
  });

  valid('once, however often it is asked to open', {
    filename,
    untyped: true,
    code: `
import { afterAll, beforeEach, expect, it } from 'vitest';
import mongoose from 'mongoose';
beforeEach(() => mongoose.connect('mongodb://localhost'));
afterAll(() => mongoose.disconnect());
it('is ready', () => {
  expect(mongoose.connection.readyState).toBe(1);
});
`,
  });
});

describe('with the option for failures', () => {
  valid('a catch that goes on lets nothing fail', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, it } from 'vitest';
import { Client } from 'pg';
it('fails', async () => {
  const client = new Client();
  await client.connect();
  let error: unknown;
  try {
    await client.query('nonsense');
  } catch (caught) {
    error = caught;
  }
  await client.end();
  expect(error).toBeInstanceOf(Error);
});
`,
  });

  invalid('a catch that looks at what it caught may fail itself', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, it } from 'vitest';
import { Client } from 'pg';
it('fails', async () => {
  const client = new Client();
  await client.connect();
  try {
    await client.query('nonsense');
  } catch (caught) {
    console.log(String(caught));
  }
  await client.end();
  expect(client).toBeDefined();
});
`,
    reports: ['6:9 onlyWhenPassing'],
  });

  invalid('one call that closes several is moved once', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:net';
import { Client } from 'pg';
import { expect, it } from 'vitest';
async function open() {
  const server = createServer().listen(0);
  const client = new Client();
  await client.connect();
  const closeAll = async () => {
    server.close();
    await client.end();
  };
  return { client, server, closeAll };
}
it('answers', async () => {
  const { client, closeAll } = await open();
  expect(await client.query('select 1')).toBeDefined();
  await closeAll();
});
it('answers once more', async () => {
  const { client, server } = await open();
  await client.query('select 1');
  server.close();
  await client.end();
});
`,
    reports: ['16:38 onlyWhenPassing', '21:36 onlyWhenPassing', '21:36 onlyWhenPassing'],
  });

  invalid('in the callback of what opens it', {
    filename: 'test/db.spec.js',
    options: [{ requireFailureSafe: true }],
    code: `
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
describe('server', () => {
  it('listens', (done) => {
    const server = createServer();
    server.listen(0, () => {
      assert.ok(server.address());
      server.close(done);
    });
  });
});
`,
    reports: ['7:5 onlyWhenPassing'],
  });

  invalid('t.after, which is skipped when the one before it throws', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { test } from 'node:test';
import { Client, Pool } from 'pg';
test('select', async (t) => {
  const pool = new Pool();
  t.after(() => pool.end());
  const client = new Client();
  await client.connect();
  t.after(() => client.end());
  await pool.query('select 1');
});
`,
    reports: ['9:17 skippedByHook'],
  });

  valid('t.teardown, of which each is run', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import test from 'ava';
import { Client, Pool } from 'pg';
test('select', async (t) => {
  const pool = new Pool();
  t.teardown(() => pool.end());
  const client = new Client();
  await client.connect();
  t.teardown(() => client.end());
  t.truthy(await pool.query('select 1'));
});
`,
  });
});

describe('a slot that several tests fill when it is empty', () => {
  const tests = `
let cache: Redis | undefined;
let pool: Pool | undefined;
test('counts', async () => {
  cache ??= new Redis();
  pool ??= new Pool();
  expect(await pool.query('select 1')).toBeDefined();
});
test('counts again', async () => {
  cache ??= new Redis();
  pool ??= new Pool();
  expect(await pool.query('select 1')).toBeDefined();
});`;

  invalid('one report, where its release is skipped', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, expect, test } from 'vitest';
${tests}
afterAll(async () => {
  await cache?.quit();
  await pool?.end();
});
`,
    reports: ['20:9 skippedInHook'],
  });

  valid('a release in a finally', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { afterAll, expect, test } from 'vitest';
${tests}
afterAll(async () => {
  try {
    await cache?.quit();
  } finally {
    await pool?.end();
  }
});
`,
  });
});

describe('an after-hook that throws', () => {
  invalid('skips those of its own suite that follow', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
import { Pool } from 'pg';
let all: Pool;
let each: Pool;
beforeAll(() => {
  all = new Pool();
});
beforeEach(() => {
  each = new Pool();
});
afterAll(() => all.end());
afterEach(() => each.end());
describe('users', () => {
  let own: Pool;
  let other: Pool;
  beforeEach(() => {
    own = new Pool();
    other = new Pool();
  });
  afterEach(() => own.end());
  afterEach(() => other.end());
  test('select', async () => {
    await Promise.all([all, each, own, other].map((pool) => pool.query('select 1')));
  });
});
`,
    reports: ['21:19 skippedByHook'],
  });

  valid('lets other tests close what they registered themselves', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { test } from 'node:test';
import { Pool } from 'pg';
test('select', async () => {
  const pool = new Pool();
  test.after(() => pool.end());
  await pool.query('select 1');
});
test('select again', async () => {
  const pool = new Pool();
  test.after(() => pool.end());
  await pool.query('select 1');
});
`,
  });

  invalid('skips what the same test registered', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { test } from 'node:test';
import { Pool } from 'pg';
test('select', async () => {
  const pool = new Pool();
  test.after(() => pool.end());
  const other = new Pool();
  test.after(() => other.end());
  await Promise.all([pool.query('select 1'), other.query('select 1')]);
});
`,
    reports: ['8:20 skippedByHook'],
  });

  valid('lets the suite around close what it has', {
    filename,
    options: [{ checkThrowingTeardown: true }],
    code: `
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { Pool } from 'pg';
let all: Pool;
let each: Pool;
before(() => {
  all = new Pool();
});
beforeEach(() => {
  each = new Pool();
});
describe('users', () => {
  let own: Pool;
  let other: Pool;
  before(() => {
    own = new Pool();
  });
  beforeEach(() => {
    other = new Pool();
  });
  after(() => own.end());
  afterEach(() => other.end());
  it('selects', async () => {
    await Promise.all([all, each, own, other].map((pool) => pool.query('select 1')));
  });
});
after(() => all.end());
afterEach(() => each.end());
`,
  });
});
