import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

describe('node:test', () => {
  invalid('a hook that is imported', {
    filename: 'tests/users.test.ts',
    code: `import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { Pool } from 'pg';

describe('users', () => {
  let pool: Pool;

  before(async () => {
    pool = new Pool();
    await pool.query('select 1');
  });

  it('counts', async () => {
    assert.equal((await pool.query('select 1')).rowCount, 1);
  });
});
`,
    reports: ['9:12 never'],
  });

  invalid('a hook that is a member of test', {
    filename: 'tests/users.test.ts',
    code: `import test from 'node:test';
import { Client } from 'pg';

let client: Client;

test.beforeEach(async () => {
  client = new Client();
  await client.connect();
});

test('counts', async () => {
  await client.query('select 1');
});
`,
    reports: ['8:9 never'],
  });

  invalid('a constant of a file that only imports test', {
    filename: 'tests/users.test.ts',
    code: `import test from 'node:test';
import { Pool } from 'pg';

const pool = new Pool();

test('counts', async () => {
  await pool.query('select 1');
});
`,
    reports: ['4:14 never'],
  });

  invalid('after-hooks run as they are defined: the pool is released behind its client', {
    filename: 'tests/users.test.ts',
    code: `import { after, before, it } from 'node:test';
import { Pool, type PoolClient } from 'pg';

let pool: Pool;
let client: PoolClient;

before(() => {
  pool = new Pool();
});

before(async () => {
  client = await pool.connect();
});

after(() => client.release());

it('counts', async () => {
  await client.query('select 1');
});
`,
    reports: ['8:10 never'],
  });

  invalid('and behind a hook that cannot take it', {
    filename: 'tests/users.test.ts',
    code: `import { after, before, it } from 'node:test';
import { Pool } from 'pg';
import { createServer, type Server } from 'node:http';

let pool: Pool;
let server: Server;

before((_, done) => {
  pool = new Pool();
  server = createServer(() => void pool.query('select 1')).listen(0, done);
});

after((_, done) => {
  server.close(done);
});

it('listens', () => {
  server.ref();
});
`,
    reports: ['9:10 never'],
  });

  invalid('t.after, with the parameter added', {
    filename: 'tests/users.test.ts',
    code: `import { it, test } from 'node:test';
import { Client, Pool } from 'pg';

test('adds the parameter', async () => {
  const client = new Client();
  await client.connect();
  await client.query('select 1');
});

it('uses the parameter', async (context) => {
  const pool = new Pool();
  context.diagnostic(String((await pool.query('select 1')).rowCount));
});

it('cannot take it out of the parameter', async ({ diagnostic }) => {
  const pool = new Pool();
  diagnostic(String((await pool.query('select 1')).rowCount));
});
`,
    reports: ['6:9 never', '11:16 never', '16:16 never'],
  });

  invalid('t.after would run before that of what needs the resource', {
    filename: 'tests/users.test.ts',
    code: `import { test } from 'node:test';
import { Client } from 'pg';

test('older first', async (t) => {
  const admin = new Client();
  await admin.connect();
  const user = new Client(admin.database);
  t.after(() => user.end());
  await user.connect();
});

test('younger last', async (t) => {
  const admin = new Client();
  await admin.connect();
  t.after(() => admin.end());
  const user = new Client(admin.database);
  await user.connect();
  await user.query('select 1');
});
`,
    reports: ['6:9 never', '17:9 never'],
  });

  invalid('hooks of a test', {
    filename: 'tests/users.test.ts',
    code: `import { test } from 'node:test';
import { Pool } from 'pg';

test('users', async (t) => {
  let pool: Pool;
  t.before(() => {
    pool = new Pool();
  });
  await t.test('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['7:12 never'],
  });

  invalid('CommonJS', {
    filename: 'tests/users.test.cjs',
    code: `const { before, test } = require('node:test');
const { Pool } = require('pg');

let pool;

before(() => {
  pool = new Pool();
});

test('counts', async () => {
  const own = new Pool();
  await own.query('select 1');
  await pool.query('select 1');
});
`,
    sourceType: 'commonjs',
    reports: ['7:10 never', '11:15 never'],
  });

  invalid('a function that a hook returns to nobody', {
    filename: 'tests/server.test.ts',
    code: `import { createServer, type Server } from 'node:http';
import { beforeEach, it } from 'node:test';

let server: Server;

beforeEach(async () => {
  server = createServer();
  server.listen(0);
  return async () => {
    await new Promise((resolve) => server.close(resolve));
  };
});

it('listens', () => {
  server.ref();
});
`,
    reports: ['8:3 returnedInVain'],
  });
});
