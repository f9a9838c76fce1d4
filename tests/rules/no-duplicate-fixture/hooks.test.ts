import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('hooks that acquire a resource', () => {
  invalid('in two files', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('users', () => pool.query('select 1'));
`,
    others: {
      'tests/posts.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('posts', () => pool.query('select 2'));
`,
    },
    reports: ['5:1 copied'],
  });

  const accessor = `
import { Pool } from 'pg';
let pool: Pool | undefined;
export const getPool = (): Pool => (pool ??= new Pool());
`;
  const usesAccessor = (name: string): string => `
import { beforeEach, test } from 'vitest';
import { getPool } from '../src/db.js';
beforeEach(async () => {
  const db = getPool();
  await db.query('truncate users cascade');
  await db.query("insert into users values ('root')");
});
test('${name}', () => undefined);
`;

  valid('but only ask an accessor for it, in two files', {
    filename: 'tests/users.test.ts',
    code: usesAccessor('users'),
    others: { 'src/db.ts': accessor, 'tests/posts.test.ts': usesAccessor('posts') },
  });

  invalid('but only ask an accessor for it, in three files', {
    filename: 'tests/users.test.ts',
    code: usesAccessor('users'),
    others: {
      'src/db.ts': accessor,
      'tests/posts.test.ts': usesAccessor('posts'),
      'tests/tags.test.ts': usesAccessor('tags'),
    },
    reports: ['4:1 copied'],
  });

  const usesFactory = (name: string): string => `
import type { Pool } from 'pg';
import { afterEach, beforeEach, test } from 'vitest';
import { createPool } from '../src/db.js';
let db: Pool;
beforeEach(async () => {
  db = createPool();
  await db.query('truncate users cascade');
  await db.query("insert into users values ('root')");
});
afterEach(() => db.end());
test('${name}', () => undefined);
`;

  invalid('through a factory that makes one for each caller', {
    filename: 'tests/users.test.ts',
    code: usesFactory('users'),
    others: {
      'src/db.ts': `
import { Pool } from 'pg';
export const createPool = (): Pool => new Pool();
`,
      'tests/posts.test.ts': usesFactory('posts'),
    },
    reports: ['6:1 copied'],
  });

  valid('in one file', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('users', () => pool.query('select 1'));
`,
    others: {
      'tests/posts.test.ts': `
import { test } from 'vitest';
test('posts', () => undefined);
`,
    },
  });

  valid('too small to be worth a module', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
test('users', () => pool.query('select 1'));
`,
    others: {
      'tests/posts.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
test('posts', () => pool.query('select 2'));
`,
    },
  });

  valid('once for all tests here, for each test there', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeAll, test } from 'vitest';
let pool: Pool;
beforeAll(() => {
  pool = new Pool({ database: 'tests' });
});
test('users', () => pool.query('select 1'));
`,
    others: {
      'tests/posts.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('posts', () => pool.query('select 2'));
`,
    },
  });

  invalid('of two runners, in suites, and with a name for the callback that is its own', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { before, describe, it } from 'node:test';
describe('users', () => {
  let pool: Pool;
  before(function connect() {
    pool = new Pool({ database: 'tests' });
  });
  it('is there', () => pool.query('select 1'));
});
`,
    others: {
      'tests/posts.test.ts': `
import { Pool } from 'pg';
import { beforeAll, test } from 'vitest';
let pool: Pool;
beforeAll(() => {
  pool = new Pool({ database: 'tests' });
});
test('posts', () => pool.query('select 2'));
`,
    },
    reports: ['6:3 copied'],
  });

  invalid('a check-out of a pool that all files share', {
    filename: 'tests/users.test.ts',
    code: `
import type { PoolClient } from 'pg';
import { beforeEach, test } from 'vitest';
import { pool } from '../src/pool.js';
let client: PoolClient;
beforeEach(async () => {
  client = await pool.connect();
  await client.query('begin');
});
test('users', () => client.query('select 1'));
`,
    others: {
      'src/pool.ts': `
import { Pool } from 'pg';
export const pool: Pool = new Pool();
`,
      'tests/posts.test.ts': `
import type { PoolClient } from 'pg';
import { beforeEach, test } from 'vitest';
import { pool } from '../src/pool.js';
let session: PoolClient;
beforeEach(async () => {
  session = await pool.connect();
  await session.query('begin');
});
test('posts', () => session.query('select 2'));
`,
    },
    reports: ['6:1 copied'],
  });

  invalid('twice in one file, and once in another: each copy is reported', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, describe, test } from 'vitest';
describe('first', () => {
  let pool: Pool;
  beforeEach(() => {
    pool = new Pool({ database: 'tests' });
  });
  test('users', () => pool.query('select 1'));
});
describe('second', () => {
  let pool: Pool;
  beforeEach(() => {
    pool = new Pool({ database: 'tests' });
  });
  test('users', () => pool.query('select 1'));
});
`,
    others: {
      'tests/posts.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('posts', () => pool.query('select 2'));
`,
    },
    reports: ['6:3 copied', '13:3 copied'],
  });
});

describe('hooks that acquire nothing', () => {
  invalid('in three files', {
    filename: 'tests/a.test.ts',
    code: `
import { beforeEach, test } from 'vitest';
import { query } from '../src/query.js';
beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate votes');
});
test('a', () => undefined);
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string): Promise<string> => sql;',
      'tests/b.test.ts': `
import { beforeEach, test } from 'vitest';
import { query } from '../src/query.js';
beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate votes');
});
test('b', () => undefined);
`,
      'tests/c.test.ts': `
import { beforeEach, test } from 'vitest';
import { query } from '../src/query.js';
beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate votes');
});
test('c', () => undefined);
`,
    },
    reports: ['4:1 copied'],
  });

  valid('in two files', {
    filename: 'tests/a.test.ts',
    code: `
import { beforeEach, test } from 'vitest';
import { query } from '../src/query.js';
beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate votes');
});
test('a', () => undefined);
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string): Promise<string> => sql;',
      'tests/b.test.ts': `
import { beforeEach, test } from 'vitest';
import { query } from '../src/query.js';
beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate votes');
});
test('b', () => undefined);
`,
    },
  });

  invalid('in two files, when it is large', {
    filename: 'tests/a.test.ts',
    code: `
import { beforeEach, test } from 'vitest';
import { insert } from '../src/insert.js';
let owner: { id: number };
beforeEach(async () => {
  owner = await insert('users', { name: 'Ada', mail: 'ada@example.com', role: 'owner' });
  await insert('members', { name: 'Ben', mail: 'ben@example.com', role: 'guest' });
  await insert('members', { name: 'Cleo', mail: 'cleo@example.com', role: 'guest' });
  await insert('boards', { name: 'Plans', owner: owner.id, visibility: 'private' });
});
test('a', () => owner.id);
`,
    others: {
      'src/insert.ts': `
export const insert = async (table: string, row: object): Promise<{ id: number }> => ({ id: table.length, ...row });
`,
      'tests/b.test.ts': `
import { beforeEach, test } from 'vitest';
import { insert } from '../src/insert.js';
let admin: { id: number };
beforeEach(async () => {
  admin = await insert('users', { name: 'Ada', mail: 'ada@example.com', role: 'owner' });
  await insert('members', { name: 'Ben', mail: 'ben@example.com', role: 'guest' });
  await insert('members', { name: 'Cleo', mail: 'cleo@example.com', role: 'guest' });
  await insert('boards', { name: 'Plans', owner: admin.id, visibility: 'private' });
});
test('b', () => admin.id);
`,
    },
    reports: ['5:1 copied'],
  });
});

describe('a before-hook and its after-hook', () => {
  invalid('are one fixture, reported at the before-hook', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { afterEach, beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
afterEach(async () => {
  const { rows } = await pool.query('select count(*) from locks');
  if (rows.length > 0) {
    await pool.query('delete from locks');
  }
  await pool.end();
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { afterEach, beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
afterEach(async () => {
  const { rows } = await pool.query('select count(*) from locks');
  if (rows.length > 0) {
    await pool.query('delete from locks');
  }
  await pool.end();
});
test('b', () => pool.query('select 1'));
`,
      'tests/c.test.ts': `
import { Pool } from 'pg';
import { afterEach, beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
afterEach(async () => {
  const { rows } = await pool.query('select count(*) from locks');
  if (rows.length > 0) {
    await pool.query('delete from locks');
  }
  await pool.end();
});
test('c', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  invalid('an after-hook on its own, where the before-hooks differ', {
    filename: 'tests/a.test.ts',
    code: `
import { afterEach, beforeEach, test } from 'vitest';
import { list, remove } from '../src/files.js';
let prefix: string;
beforeEach(() => {
  prefix = 'a';
});
afterEach(async () => {
  const files = await list(prefix);
  await Promise.all(files.map((file) => remove(file)));
});
test('a', () => prefix);
`,
    others: {
      'src/files.ts': `
export const list = async (prefix: string): Promise<string[]> => [prefix];
export const remove = async (file: string): Promise<string> => file;
`,
      'tests/b.test.ts': `
import { afterEach, beforeEach, test } from 'vitest';
import { list, remove } from '../src/files.js';
let prefix: string;
beforeEach(() => {
  prefix = 'b';
});
afterEach(async () => {
  const files = await list(prefix);
  await Promise.all(files.map((file) => remove(file)));
});
test('b', () => prefix);
`,
      'tests/c.test.ts': `
import { afterEach, beforeEach, test } from 'vitest';
import { list, remove } from '../src/files.js';
let prefix: string;
beforeEach(() => {
  prefix = 'c';
});
afterEach(async () => {
  const files = await list(prefix);
  await Promise.all(files.map((file) => remove(file)));
});
test('c', () => prefix);
`,
    },
    reports: ['8:1 copied'],
  });

  valid('an after-hook that only releases', {
    filename: 'tests/a.test.ts',
    code: `
import { afterEach, test } from 'vitest';
import { cache, pool, remove, server } from '../src/resources.js';
afterEach(async () => {
  await Promise.all([pool.end(), cache.quit()]);
  await remove(server, { force: true });
  await server.stop(true).catch(() => undefined);
});
test('a', () => undefined);
`,
    others: {
      'src/resources.ts': `
export declare const pool: { end(): Promise<void> };
export declare const cache: { quit(): Promise<void> };
export declare const server: { stop(now: boolean): Promise<void> };
export declare function remove(what: object, options: object): Promise<void>;
`,
      'tests/b.test.ts': `
import { afterEach, test } from 'vitest';
import { cache, pool, remove, server } from '../src/resources.js';
afterEach(async () => {
  await Promise.all([pool.end(), cache.quit()]);
  await remove(server, { force: true });
  await server.stop(true).catch(() => undefined);
});
test('b', () => undefined);
`,
      'tests/c.test.ts': `
import { afterEach, test } from 'vitest';
import { cache, pool, remove, server } from '../src/resources.js';
afterEach(async () => {
  await Promise.all([pool.end(), cache.quit()]);
  await remove(server, { force: true });
  await server.stop(true).catch(() => undefined);
});
test('c', () => undefined);
`,
    },
  });
});

describe('hooks of one call', () => {
  invalid('of a function of the same file: what is copied is the function', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';
function openPool(options: { database: string; max: number }): Pool {
  return new Pool({ ...options, idleTimeoutMillis: 100 });
}
let pool: Pool;
beforeAll(() => {
  pool = openPool({ database: 'tests', max: 3 });
});
afterAll(() => pool.end());
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { afterAll, beforeAll, test } from 'vitest';
function openPool(options: { database: string; max: number }): Pool {
  return new Pool({ ...options, idleTimeoutMillis: 100 });
}
let pool: Pool;
beforeAll(() => {
  pool = openPool({ database: 'tests', max: 3 });
});
afterAll(() => pool.end());
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['4:10 copied'],
  });

  valid("that makes the project's own class, which is shared already, beside a name that is made anew", {
    filename: 'tests/a.test.ts',
    code: `
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, test } from 'vitest';
import { Queue } from '../src/queue.js';
let name: string;
let queue: Queue;
beforeEach(() => {
  name = \`test-\${randomUUID()}\`;
  queue = new Queue(name, { prefix: 'tests' });
});
afterEach(() => queue.close());
test('a', () => queue.name === name);
`,
    others: {
      'src/queue.ts': `
import { Redis } from 'ioredis';
export class Queue {
  readonly connection = new Redis();
  constructor(readonly name: string, readonly options: { prefix: string }) {}
  async close(): Promise<void> {
    await this.connection.quit();
  }
}
`,
      'tests/b.test.ts': `
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, test } from 'vitest';
import { Queue } from '../src/queue.js';
let name: string;
let queue: Queue;
beforeEach(() => {
  name = \`test-\${randomUUID()}\`;
  queue = new Queue(name, { prefix: 'tests' });
});
afterEach(() => queue.close());
test('b', () => queue.name === name);
`,
    },
  });

  invalid("that makes the project's own class, and then prepares it", {
    filename: 'tests/a.test.ts',
    code: `
import { afterEach, beforeEach, test } from 'vitest';
import { Queue } from '../src/queue.js';
let queue: Queue;
beforeEach(async () => {
  queue = new Queue('jobs', { prefix: 'tests' });
  await queue.connection.flushdb();
});
afterEach(() => queue.close());
test('a', () => queue.name);
`,
    others: {
      'src/queue.ts': `
import { Redis } from 'ioredis';
export class Queue {
  readonly connection = new Redis();
  constructor(readonly name: string, readonly options: { prefix: string }) {}
  async close(): Promise<void> {
    await this.connection.quit();
  }
}
`,
      'tests/b.test.ts': `
import { afterEach, beforeEach, test } from 'vitest';
import { Queue } from '../src/queue.js';
let queue: Queue;
beforeEach(async () => {
  queue = new Queue('jobs', { prefix: 'tests' });
  await queue.connection.flushdb();
});
afterEach(() => queue.close());
test('b', () => queue.name);
`,
    },
    reports: ['5:1 copied'],
  });

  valid('of a package, with little to say', {
    filename: 'tests/a.test.ts',
    code: `
import { beforeEach, test } from 'vitest';
let filter: Intl.DateTimeFormat;
beforeEach(() => {
  filter = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC', hour12: false });
});
test('a', () => filter.format(0));
`,
    others: {
      'tests/b.test.ts': `
import { beforeEach, test } from 'vitest';
let filter: Intl.DateTimeFormat;
beforeEach(() => {
  filter = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC', hour12: false });
});
test('b', () => filter.format(0));
`,
      'tests/c.test.ts': `
import { beforeEach, test } from 'vitest';
let filter: Intl.DateTimeFormat;
beforeEach(() => {
  filter = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC', hour12: false });
});
test('c', () => filter.format(0));
`,
    },
  });
});

describe('hooks that hold more than a set-up', () => {
  invalid('one around each test', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { aroundEach, test } from 'vitest';
let pool: Pool;
aroundEach(async (runTest) => {
  pool = new Pool({ database: 'tests' });
  await runTest();
  await pool.end();
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { aroundEach, test } from 'vitest';
let pool: Pool;
aroundEach(async (runTest) => {
  pool = new Pool({ database: 'tests' });
  await runTest();
  await pool.end();
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  invalid('one in a function that registers it, which is what is copied', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, test } from 'vitest';
function withDatabase(run: (pool: () => Pool) => void): void {
  let pool: Pool;
  beforeAll(async () => {
    pool = new Pool({ database: 'tests' });
    await pool.query('truncate users');
  });
  afterAll(() => pool.end());
  run(() => pool);
}
describe('a', () => {
  withDatabase((pool) => {
    test('a', () => pool().query('select 1'));
  });
});
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, test } from 'vitest';
function withDatabase(run: (pool: () => Pool) => void): void {
  let pool: Pool;
  beforeAll(async () => {
    pool = new Pool({ database: 'tests' });
    await pool.query('truncate users');
  });
  afterAll(() => pool.end());
  run(() => pool);
}
describe('b', () => {
  withDatabase((pool) => {
    test('b', () => pool().query('select 1'));
  });
});
`,
    },
    reports: ['4:10 copied'],
  });
});
