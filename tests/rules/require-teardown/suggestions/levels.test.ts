import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

describe('a release at the wrong level', () => {
  invalid('afterAll becomes afterEach, whose import takes the place of the other', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

let pool: Pool;

beforeEach(() => {
  pool = new Pool();
});

afterAll(() => pool.end());

test('counts', async () => {
  expect((await pool.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['7:10 releasedTooSeldom'],
  });

  invalid('afterEach becomes afterAll, which is imported already', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, test } from 'vitest';

let pool: Pool;

beforeAll(() => {
  pool = new Pool();
});

afterEach(async () => {
  // Nothing stays open.
  if (pool) {
    await pool.end();
  }
});

afterAll(() => console.log('done'));

test('counts', async () => {
  await pool.query('select 1');
});
`,
    reports: ['7:10 releasedTooOften'],
  });

  invalid('a hook that does more loses only the release', {
    filename: 'tests/users.test.ts',
    code: `import { after, afterEach, before, it } from 'node:test';
import { Client, Pool } from 'pg';

let pool: Pool;

before(() => {
  pool = new Pool();
});

afterEach(async () => {
  await pool.query('truncate t');
  await pool.end();
});

after(() => console.log(Client.name));

it('counts', async () => {
  await pool.query('select 1');
});
`,
    reports: ['7:10 releasedTooOften'],
  });

  invalid('a hook of an inner suite moves to that of the file', {
    filename: 'test/users.spec.ts',
    compilerOptions: { types: ['node', 'mocha'] },
    code: `import { Pool } from 'pg';

const pool = new Pool();

describe('users', () => {
  afterEach(async () => {
    await pool.end();
  });

  it('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['3:14 releasedTooOften'],
  });

  invalid('members of test', {
    filename: 'e2e/users.spec.ts',
    code: `import { test } from '@playwright/test';
import { Pool } from 'pg';

test.describe('users', () => {
  let pool: Pool;

  test.beforeEach(async () => {
    pool = new Pool();
  });

  test.afterAll(async () => {
    await pool.end();
  });

  test('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['8:12 releasedTooSeldom'],
  });

  invalid('the TDD interface of Mocha', {
    filename: 'test/users.spec.ts',
    compilerOptions: { types: ['node', 'mocha'] },
    code: `import { Pool } from 'pg';

suite('users', () => {
  let pool: Pool;

  setup(() => {
    pool = new Pool();
  });

  suiteTeardown(() => pool.end());

  test('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['7:12 releasedTooSeldom'],
  });

  invalid('using in a hook', {
    filename: 'tests/files.test.ts',
    code: `import { open, type FileHandle } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';

let file: FileHandle;

beforeEach(async () => {
  await using handle = await open('a.txt');
  file = handle;
});

test('reads', async () => {
  expect(await file.readFile('utf8')).toBe('a');
});
`,
    reports: ['7:30 usingInHook'],
  });

  invalid('a release at the end of a module', {
    filename: 'tests/users.test.ts',
    code: `import test from 'node:test';
import postgres from 'postgres';

const sql = postgres();

test('counts', async () => {
  await sql\`select 1\`;
});

await sql.end();
`,
    reports: ['4:13 releasedWhileLoading'],
  });

  invalid('a release in an inner suite while it is collected', {
    filename: 'tests/users.test.ts',
    code: `import { describe, test } from 'vitest';
import { Pool } from 'pg';

const pool = new Pool();

describe('users', () => {
  test('counts', async () => {
    await pool.query('select 1');
  });
  void pool.end();
});
`,
    reports: ['4:14 releasedWhileLoading'],
  });
});

describe('the set-up of a run', () => {
  invalid('returns what tears it down', {
    filename: 'tests/global-setup.ts',
    code: `import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';

export default async function setUp(project: TestProject): Promise<void> {
  const db = await PGlite.create();
  project.provide('version' as never, (await db.query('select version()')) as never);
}
`,
    reports: ['5:20 never'],
  });

  invalid('and says whose set-up it is when nobody knows', {
    filename: 'tests/global-setup.ts',
    code: `import { createServer } from 'node:http';

export default async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  process.env['PORT'] = String(server.address());
};
`,
    reports: ['5:40 never'],
  });

  invalid('returns it already', {
    filename: 'tests/global-setup.ts',
    code: `import { createServer } from 'node:http';
import { PGlite } from '@electric-sql/pglite';
import 'vitest/node';

export default async function () {
  const db = await PGlite.create();
  const server = createServer((_, response) => {
    response.end(String(db.ready));
  });
  server.listen(0);
  return () => server.close();
}
`,
    reports: ['6:20 never'],
  });

  invalid('has an exported teardown', {
    filename: 'tests/global-setup.ts',
    code: `import { PGlite } from '@electric-sql/pglite';
import 'vitest/node';

let db: PGlite | undefined;

export async function setup() {
  db = await PGlite.create();
}

export function teardown() {
  console.log('done');
}
`,
    reports: ['7:14 never'],
  });
});

describe('a hook that still uses what it closes when all tests are over', () => {
  invalid('becomes one for each test, with all that it does', {
    filename: 'tests/users.test.ts',
    code: `import { Client } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

let client: Client;

beforeEach(async () => {
  client = new Client();
  await client.connect();
});

afterAll(async () => {
  await client.query('rollback');
  await client.end();
});

test('counts', async () => {
  expect((await client.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['8:9 releasedTooSeldom'],
  });

  invalid('stays as it is where it does something else, too', {
    filename: 'tests/users.test.ts',
    code: `import { Client } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

let client: Client;
let runs = 0;

beforeEach(async () => {
  client = new Client();
  await client.connect();
});

afterAll(async () => {
  await client.query('drop table users');
  runs += 1;
  await client.end();
});

test('counts', async () => {
  expect((await client.query('select 1')).rowCount).toBe(runs);
});
`,
    reports: ['9:9 releasedTooSeldom'],
  });

  invalid('or another hook uses it then', {
    filename: 'tests/users.test.ts',
    code: `import { Client } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

let client: Client;

beforeEach(async () => {
  client = new Client();
  await client.connect();
});

afterAll(() => client.end());

afterAll(async () => {
  await client.query('drop table users');
});

test('counts', async () => {
  expect((await client.query('select 1')).rowCount).toBe(1);
});
`,
    reports: ['8:9 releasedTooSeldom'],
  });

  invalid('loses the release where it uses something else', {
    filename: 'tests/users.test.ts',
    code: `import { Client } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

let client: Client;
let runs = 0;

beforeEach(async () => {
  client = new Client();
  await client.connect();
});

afterAll(async () => {
  runs += 1;
  await client.end();
});

test('counts', async () => {
  expect((await client.query('select 1')).rowCount).toBe(runs);
});
`,
    reports: ['9:9 releasedTooSeldom'],
  });
});
