import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

const globals = { types: ['node', 'jest'] };

describe('Jest', () => {
  invalid('globals', {
    filename: 'tests/users.test.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

test('counts', async () => {
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['6:10 never'],
  });

  invalid('imports', {
    filename: 'tests/users.test.ts',
    code: `import {
  beforeEach,
  expect,
  it,
} from '@jest/globals';
import { Client } from 'pg';

let client: Client | undefined;

beforeEach(async () => {
  client = new Client();
  await client.connect();
});

it('counts', async () => {
  expect((await client?.query('select 1'))?.rowCount).toBe(1);
});
`,
    reports: ['12:9 never'],
  });

  invalid('a hook that is over when it calls done', {
    filename: 'tests/server.test.ts',
    compilerOptions: globals,
    code: `import { createServer, type Server } from 'node:http';
import { Pool } from 'pg';

let server: Server;
let pool: Pool;

beforeAll((done) => {
  pool = new Pool();
  server = createServer(() => pool.query('select 1')).listen(0, done);
});

afterAll((done) => {
  server.close(() => done());
});

test('listens', () => {
  expect(server.listening).toBe(true);
});
`,
    reports: ['8:10 never'],
  });

  invalid('a test has a finally', {
    filename: 'tests/users.test.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

test('counts', async () => {
  const pool = new Pool();

  // The first query connects.
  const { rows } = await pool.query<{ n: number }>(\`
    select 1 as n
  \`);
  expect(rows).toEqual([{ n: 1 }]);
  // And that is all.
});
`,
    reports: ['4:16 never'],
  });

  invalid('a test that returns a promise waits for it', {
    filename: 'tests/users.test.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

test('counts', () => {
  const pool = new Pool();
  return pool.query('select 1');
});
`,
    reports: ['4:16 never'],
  });

  invalid('a test that is over when it calls done has no safe edit', {
    filename: 'tests/users.test.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

test('counts', (done) => {
  const pool = new Pool();
  void pool.query('select 1').then(() => done());
});
`,
    reports: ['4:16 never'],
  });

  invalid('a server: await using', {
    filename: 'tests/server.test.ts',
    compilerOptions: globals,
    code: `import { createServer } from 'node:http';

it('listens', async () => {
  const server = createServer().listen(0);
  expect(server.listening).toBe(true);
});
`,
    reports: ['4:18 never'],
  });

  invalid('a release that a failing assertion skips', {
    filename: 'tests/users.test.ts',
    compilerOptions: globals,
    options: [{ requireFailureSafe: true }],
    code: `import { Pool } from 'pg';

it('counts', async () => {
  const pool = new Pool();
  const { rowCount } = await pool.query('select 1');
  expect(rowCount).toBe(1);

  await pool.end();
});
`,
    reports: ['4:16 onlyWhenPassing'],
  });

  invalid('a function that a hook returns to nobody', {
    filename: 'tests/server.test.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

beforeEach(() => {
  const pool = new Pool();
  globalThis.setTimeout(() => pool.query('select 1'), 0);
  return () => pool.end();
});

it('passes', () => {});
`,
    reports: ['4:16 returnedInVain'],
  });

  invalid('a variable that hides the one that is released', {
    filename: 'tests/users.test.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

let pool: Pool;

beforeAll(async () => {
  const pool = new Pool();
  await pool.query('create table t (id int)');
});

afterAll(async () => {
  await pool.end();
});

test('passes', () => {});
`,
    reports: ['6:16 shadowed'],
  });

  invalid('a file without types', {
    filename: 'tests/users.test.js',
    untyped: true,
    code: `import { Pool } from 'pg';

describe('users', () => {
  beforeAll(async () => {
    const pool = new Pool();
    global.query = (text) => pool.query(text);
  });

  it('counts', async () => {
    const own = new Pool();
    expect((await own.query('select 1')).rowCount).toBe(1);
  });
});
`,
    reports: ['5:18 never', '10:17 never'],
  });
});
