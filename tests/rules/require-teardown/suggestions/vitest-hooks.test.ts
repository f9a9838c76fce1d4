import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

describe('Vitest: what a hook or the file acquires', () => {
  invalid('an outer variable gets a new after-hook, or a function that the hook returns', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { beforeAll, expect, test } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool({ max: 1 });
});

test('counts', async () => {
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['7:10 never'],
  });

  invalid('an after-hook that is there gets the release before that of what is older', {
    filename: 'tests/users.test.ts',
    code: `import { createServer, type Server } from 'node:http';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let pool: Pool;
let server: Server;

beforeAll(async () => {
  pool = new Pool();
  await pool.query('create table t (id int)');
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
});

afterAll(async () => {
  await pool.end(); // last of all
});

it('listens', () => {
  expect(server.listening).toBe(true);
});
`,
    reports: ['12:40 never'],
  });

  invalid('and behind that of what is younger', {
    filename: 'tests/users.test.ts',
    code: `import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';

let pool: Pool;
let client: Client;

beforeAll(async () => {
  pool = new Pool();
  await pool.query('select 1');
  client = new Client();
  await client.connect();
});

afterAll(() => client.end());

it('counts', async () => {
  expect((await client.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['8:10 never'],
  });

  invalid('a constant of the hook is lifted out of it', {
    filename: 'tests/server.test.ts',
    code: `import { createServer } from 'node:http';
import { beforeEach, expect, it } from 'vitest';

let url: string;

// Each test has a server of its own.
beforeEach(async () => {
  const server = createServer((request, response) => response.end(request.url));
  await new Promise<void>((resolve) => server.listen(0, resolve));
  url = \`http://localhost:\${JSON.stringify(server.address())}\`;
});

it('has a URL', () => {
  expect(url).toContain('http');
});
`,
    reports: ['9:40 never'],
  });

  invalid('a client that the hook alone needs is released in the hook', {
    filename: 'tests/server.test.ts',
    code: `import { Client } from 'pg';
import { beforeAll, expect, it } from 'vitest';

beforeAll(async () => {
  const admin = new Client();
  await admin.connect();

  // Tests start with an empty table.
  await admin.query('drop table if exists t');
  await admin.query(\`create table t (
    id int
  )\`);
});

it('passes', () => {
  expect(1).toBe(1);
});
`,
    reports: ['6:9 never'],
  });

  invalid('a constant of the file', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { test } from 'vitest';

const pool = new Pool();

test('counts', async () => {
  await pool.query('select 1');
});
`,
    reports: ['4:14 never'],
  });

  invalid('a constant of a suite', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { describe, expect, test } from 'vitest';

describe('users', () => {
  const pool = new Pool(); // small

  test('counts', async () => {
    expect(await pool.query('select 1')).toBeDefined();
  });
});
`,
    reports: ['5:16 never'],
  });

  invalid('what mongoose keeps', {
    filename: 'tests/users.test.ts',
    code: `import mongoose from 'mongoose';
import { beforeAll, test } from 'vitest';

beforeAll(async () => {
  await mongoose.connect('mongodb://localhost/test');
});

test('is connected', () => {});
`,
    reports: ['5:9 never'],
  });

  invalid('globals', {
    filename: 'tests/users.test.ts',
    compilerOptions: { types: ['node', 'vitest/globals'] },
    code: `import { Pool } from 'pg';

describe('users', () => {
  let pool: Pool | undefined;

  beforeEach(function () {
    pool = new Pool();
  });

  it('counts', async () => {
    await pool?.query('select 1');
    vi.useRealTimers();
  });
});
`,
    reports: ['7:12 never'],
  });

  invalid('a client that the hook alone names, and of which the tests get a part', {
    filename: 'tests/users.test.ts',
    code: `import { MongoClient, type Collection } from 'mongodb';
import { beforeAll, expect, test } from 'vitest';

let users: Collection;

beforeAll(async () => {
  const client = new MongoClient('mongodb://localhost');
  await client.connect();
  const db = client.db('test');
  users = db.collection('users');
});

test('starts empty', async () => {
  expect(await users.countDocuments()).toBe(0);
});
`,
    reports: ['7:18 never'],
  });

  invalid('a client that the hook alone names and needs', {
    filename: 'tests/users.test.ts',
    code: `import { MongoClient } from 'mongodb';
import { beforeAll, test } from 'vitest';

beforeAll(async () => {
  const client = new MongoClient('mongodb://localhost');
  await client.connect();
  const db = client.db('test');
  await db.dropDatabase();
});

test('starts empty', () => {});
`,
    reports: ['5:18 never'],
  });
});
