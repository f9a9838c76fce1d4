import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

describe('a test function that is handed on', () => {
  invalid('the parameter of a suite', {
    filename,
    untyped: true,
    code: `
import { describe } from 'vitest';
import { Pool } from 'pg';
describe('users', async (it) => {
  it('select', async () => {
    const pool = new Pool();
    await pool.query('select 1');
  });
});
`,
    reports: ['6:18 never'],
  });

  valid('the parameter of a suite, with a test that closes', {
    filename,
    untyped: true,
    code: `
import { describe } from 'vitest';
import { Pool } from 'pg';
describe('users', async (it) => {
  it('select', async ({ onTestFinished }) => {
    const pool = new Pool();
    onTestFinished(() => pool.end());
    await pool.query('select 1');
  });
});
`,
  });

  valid('the parameter of a suite of a runner that hands over none', {
    filename,
    untyped: true,
    code: `
import { describe } from 'node:test';
import { Pool } from 'pg';
describe('users', (it) => {
  it('select', async () => {
    const pool = new Pool();
    await pool.query('select 1');
  });
});
`,
  });

  const others = {
    'test/runner.ts': `
import anyTest, { type TestFn } from 'ava';
export const createTestRunner = (dsn: string) => {
  const test = anyTest as TestFn<{ dsn: string }>;
  const teardown = (end: () => void): void => end();
  test.beforeEach((t) => {
    t.context = { dsn };
  });
  return { test, teardown };
};
`,
  };

  invalid('what a function of the project returns', {
    filename,
    others,
    code: `
import { Pool } from 'pg';
import { createTestRunner } from './runner.js';
const { test } = createTestRunner('postgresql://localhost');
test('select', async (t) => {
  const pool = new Pool({ connectionString: t.context.dsn });
  await pool.query('select 1');
  t.pass();
});
`,
    reports: ['6:16 never'],
  });

  valid('something else that the function returns', {
    filename,
    others,
    code: `
import { Pool } from 'pg';
import { createTestRunner } from './runner.js';
const { teardown } = createTestRunner('postgresql://localhost');
teardown(async () => {
  const pool = new Pool();
  await pool.query('select 1');
});
`,
  });
});

describe('a package in its own tests', () => {
  invalid('by its folder', {
    filename: 'packages/pg-native/test/connect.test.js',
    others: { 'packages/pg-native/index.js': 'module.exports = function Client() {};\n' },
    code: `
const { before, it } = require('node:test');
const Client = require('../');
before(function (context, done) {
  this.client = new Client();
  this.client.connect(done);
});
it('runs', function () {});
`,
    reports: ['6:3 never'],
  });

  valid('a folder below it', {
    filename: 'packages/pg-native/test/unit/connect.test.js',
    others: { 'packages/pg-native/test/index.js': 'module.exports = function Client() {};\n' },
    code: `
const { before, it } = require('node:test');
const Client = require('../');
before(function (context, done) {
  this.client = new Client();
  this.client.connect(done);
});
it('runs', function () {});
`,
  });

  const others = {
    'packages/slonik/src/factories/createPool.ts': `
interface Pool {
  any(sql: string): Promise<readonly unknown[]>;
  end(): Promise<void>;
}
export const createPool = async (dsn: string): Promise<Pool> => connect(dsn);
declare function connect(dsn: string): Pool;
`,
  };

  invalid('a function that is the value of a variable', {
    filename: 'packages/slonik/src/any.test.ts',
    others,
    code: `
import { test } from 'vitest';
import { createPool } from './factories/createPool.js';
test('any', async () => {
  const pool = await createPool('postgresql://localhost');
  await pool.any('select 1');
});
`,
    reports: ['5:22 never'],
  });

  valid('a function that ends what it gave', {
    filename: 'packages/slonik/src/any.test.ts',
    others,
    code: `
import { onTestFinished, test } from 'vitest';
import { createPool } from './factories/createPool.js';
test('any', async () => {
  const pool = await createPool('postgresql://localhost');
  onTestFinished(() => pool.end());
  await pool.any('select 1');
});
`,
  });
});

describe('a helper that lists what it gives', () => {
  invalid('where nothing closes the list', {
    filename,
    untyped: true,
    code: `
import { test } from 'node:test';
import { Client } from 'pg';
const clients: Client[] = [];
async function newClient(): Promise<Client> {
  const client = new Client();
  await client.connect();
  clients.push(client);
  return client;
}
test('counts', async () => {
  const client = await newClient();
  await client.query('select 1');
});
test('ends its own', async () => {
  const client = await newClient();
  await client.end();
});
`,
    reports: ['12:24 never'],
  });

  valid('where an after-hook closes the list', {
    filename,
    untyped: true,
    code: `
import { after, test } from 'node:test';
import { Client } from 'pg';
const clients: Client[] = [];
async function newClient(): Promise<Client> {
  const client = new Client();
  await client.connect();
  clients.push(client);
  return client;
}
after(() => Promise.all(clients.map((client) => client.end())));
test('counts', async () => {
  const client = await newClient();
  await client.query('select 1');
});
`,
  });

  valid('where it keeps what it gives for the next caller', {
    filename,
    untyped: true,
    code: `
import { test } from 'node:test';
import { Pool } from 'pg';
const pools = new Map<string, Pool>();
function poolOf(name: string): Pool {
  const known = pools.get(name);
  const pool = known ?? new Pool({ database: name });
  pools.set(name, pool);
  return pool;
}
test('counts', async () => {
  await poolOf('users').query('select 1');
});
`,
  });
});

describe('what a helper gives beside something that only uses it', () => {
  const others = {
    'test/access.ts': `
import { type Collection, MongoClient } from 'mongodb';
interface Access {
  client: MongoClient;
  users: Collection;
}
export async function access(): Promise<Access> {
  const client = await MongoClient.connect('mongodb://localhost');
  const users = client.db('accounts').collection('users');
  return { client, users };
}
export function accessLater(): Promise<Access> {
  return new Promise((resolve, reject) => {
    MongoClient.connect('mongodb://localhost')
      .then((client) => {
        const users = client.db('accounts').collection('users');
        resolve({ client, users });
      })
      .catch(reject);
  });
}
`,
  };

  valid('is closed by itself', {
    filename,
    others,
    code: `
import type { Collection, MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access, accessLater } from './access.js';
describe('now', () => {
  let client: MongoClient;
  let users: Collection;
  beforeAll(async () => {
    ({ client, users } = await access());
  });
  afterAll(() => client.close());
  it('counts', async () => {
    expect(await users.countDocuments()).toBe(0);
  });
});
describe('later', () => {
  let client: MongoClient;
  let users: Collection;
  beforeAll(() =>
    accessLater().then((found) => {
      client = found.client;
      users = found.users;
    }),
  );
  afterAll(() => client.close());
  it('counts', async () => {
    expect(await users.countDocuments()).toBe(0);
  });
});
`,
  });

  invalid('is not closed by itself', {
    filename,
    others,
    code: `
import type { Collection, MongoClient } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { access, accessLater } from './access.js';
describe('now', () => {
  let client: MongoClient;
  let users: Collection;
  beforeAll(async () => {
    ({ client, users } = await access());
  });
  it('counts', async () => {
    expect(await users.countDocuments()).toBe(0);
  });
});
describe('later', () => {
  let users: Collection;
  beforeAll(() =>
    accessLater().then((found) => {
      users = found.users;
    }),
  );
  it('counts', async () => {
    expect(await users.countDocuments()).toBe(0);
  });
});
`,
    reports: ['9:32 never', '18:5 never'],
  });
});

describe('what a helper takes out of what it opens', () => {
  const opening = `
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
async function start(): Promise<[Server, number]> {
  const server = createServer((socket) => socket.end());
  server.listen(0);
  await once(server, 'listening');
  return [server, 4000];
}`;

  valid('is closed there, in a promise', {
    filename: 'test/ping.test.ts',
    code: `${opening}
async function ping(path: string): Promise<{ result: Response }> {
  const [server, port] = await start();
  try {
    const result = await fetch('http://localhost:' + String(port) + path);
    return { result };
  } finally {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
    });
  }
}
test('a', async () => {
  const { result } = await ping('/a');
  expect(result.ok).toBe(true);
});
`,
  });

  invalid('stays open', {
    filename: 'test/ping.test.ts',
    code: `${opening}
async function ping(path: string): Promise<{ result: Response; server: Server }> {
  const [server, port] = await start();
  const result = await fetch('http://localhost:' + String(port) + path);
  return { result, server };
}
test('a', async () => {
  const { result, server } = await ping('/a');
  expect(result.ok).toBe(server.listening);
});
`,
    reports: ['17:36 never'],
  });
});

describe('a resource that is handed to code that is not seen', () => {
  invalid('is still that of the test that closes it', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer, type Server } from 'node:http';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { Pool } from 'pg';
import { createApi, migrate, Tables } from 'tables';
let server: Server;
beforeEach(async () => {
  server = createServer();
  await createApi(server);
  server.listen(0);
});
afterAll(() => {
  server.close();
});
it('migrates', async () => {
  const pool = new Pool();
  await migrate(pool);
  expect((await pool.query('select 1')).rowCount).toBe(1);
  await pool.end();
});
class Store {
  readonly tables: Tables;
  constructor(pool: Pool) {
    this.tables = new Tables();
    this.tables.open(pool);
  }
}
it('lists', async () => {
  const pool = new Pool();
  const store = new Store(pool);
  expect(await store.tables.list()).toEqual([]);
  await pool.end();
});
`,
    reports: ['10:3 releasedTooSeldom', '16:16 onlyWhenPassing', '29:16 onlyWhenPassing'],
  });

  valid('may be closed by that, where nothing else does, or its name says that it keeps it', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { Pool } from 'pg';
import { autoClose, migrate, register, Tables } from 'tables';
it('migrates', async () => {
  const pool = new Pool();
  await migrate(pool);
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
it('closes by itself', async () => {
  const pool = autoClose(new Pool());
  expect((await pool.query('select 1')).rowCount).toBe(1);
  await pool.end();
});
it('is registered', async () => {
  const pool = new Pool();
  register(pool);
  expect((await pool.query('select 1')).rowCount).toBe(1);
  await pool.end();
});
it('is closed through another', async () => {
  const pool = new Pool();
  const tables = new Tables(pool);
  try {
    expect(await tables.list()).toEqual([]);
  } finally {
    await tables.close();
  }
  await pool.end();
});
it('is closed in the end', async () => {
  const pool = new Pool();
  try {
    await migrate(pool);
    expect((await pool.query('select 1')).rowCount).toBe(1);
  } finally {
    await pool.end();
  }
});
`,
  });
});

describe('what a helper gets from a resource around it, and gives to its callers', () => {
  invalid('closes nothing, though it leads back', {
    filename,
    code: `
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
const client = new MongoClient('mongodb://localhost');
async function users() {
  await client.connect();
  const collection = await client.db('app').createCollection('users');
  return collection;
}
it('counts', async () => {
  const all = await users();
  expect(await all.countDocuments()).toBe(0);
});
`,
    reports: ['4:16 never'],
  });

  valid('is all that is left of one that the helper makes', {
    filename,
    code: `
import { MongoClient } from 'mongodb';
import { expect, it } from 'vitest';
async function users() {
  const client = new MongoClient('mongodb://localhost');
  await client.connect();
  const collection = await client.db('app').createCollection('users');
  return collection;
}
it('counts', async () => {
  const all = await users();
  expect(await all.countDocuments()).toBe(0);
  await all.db.client.close();
});
`,
  });
});
