import { ModuleKind, ModuleResolutionKind } from 'typescript';
import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid } = casesOf('no-duplicate-fixture', rule);

describe('what a shared module exports already', () => {
  invalid('a function: it is imported in place of the copy, and unused imports go', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { afterEach, expect, test } from 'vitest';

/** Connects to the database of the tests. */
async function openPool(): Promise<Pool> {
  const pool = new Pool({ database: 'tests' });
  await pool.query('select 1');
  return pool;
}

test('users', async () => {
  const pool = await openPool();
  expect(await pool.query('select 1')).toBeDefined();
  await pool.end();
});

afterEach(() => undefined);
`,
    others: {
      'tests/support/database.ts': `import { Pool } from 'pg';

export async function openPool(): Promise<Pool> {
  const pool = new Pool({ database: 'tests' });
  await pool.query('select 1');
  return pool;
}
`,
    },
    reports: ['5:16 alreadyShared'],
  });

  invalid('hooks that a module registers: the pair and its variable go', {
    filename: 'tests/users.test.ts',
    code: `import type { Pool } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connect } from '../src/connect.js';

let pool: Pool;

beforeEach(async () => {
  pool = await connect({ database: 'tests' });
  await pool.query('truncate users');
});

afterEach(async () => {
  await pool.end();
});

test('users', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    others: {
      'src/connect.ts': `import { Pool, type PoolConfig } from 'pg';
export async function connect(config: PoolConfig): Promise<Pool> {
  return new Pool(config);
}
`,
      'tests/fixtures.ts': `import type { Pool } from 'pg';
import { afterEach, beforeEach } from 'vitest';
import { connect } from '../src/connect.js';

export let database: Pool;

beforeEach(async () => {
  database = await connect({ database: 'tests' });
  await database.query('truncate users');
});

afterEach(async () => {
  await database.end();
});
`,
    },
    reports: ['7:1 alreadyRun'],
  });

  invalid('a callback that a function of a module does as well', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});

test('users', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': `export async function query(sql: string): Promise<string> {
  return sql;
}
`,
      'tests/support/reset.ts': `import { query } from '../../src/query.js';

export async function resetDatabase(): Promise<void> {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
}
`,
    },
    reports: ['4:1 alreadyShared'],
  });

  invalid('a member of an extended test', {
    filename: 'tests/users.test.ts',
    code: `import { Pool } from 'pg';
import { expect, test as base } from 'vitest';

const test = base.extend<{ pool: Pool }>({
  pool: async ({}, use) => {
    const pool = new Pool({ database: 'tests' });
    await use(pool);
    await pool.end();
  },
});

test('users', async ({ pool }) => {
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    others: {
      'tests/fixtures.ts': `import { Pool } from 'pg';
import { test as base } from 'vitest';

export const test = base.extend<{ pool: Pool }>({
  pool: async ({}, use) => {
    const pool = new Pool({ database: 'tests' });
    await use(pool);
    await pool.end();
  },
});
`,
    },
    reports: ['5:3 alreadyRun'],
  });

  invalid('what only the copy used goes with it, and the module is imported already', {
    filename: 'tests/users.test.ts',
    code: `import { randomUUID, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { limit } from '../src/limit';
import { seed } from './support';

interface Row {
  id: string;
  name: string;
}

const longest = 20;
const short = (text: string): string => text.trim().slice(0, longest);

const rowOf = (name: string): Row => ({ id: randomUUID(), name: short(name) + '-' + String(limit) });

test('users', () => {
  seed();
  expect(rowOf('Ada').name).toBe(createHash('md5').update('Ada').digest('hex'));
});
`,
    compilerOptions: { module: ModuleKind.Preserve, moduleResolution: ModuleResolutionKind.Bundler },
    others: {
      'src/limit.ts': 'export const limit = 3;',
      'tests/support/index.ts': `import { randomUUID } from 'node:crypto';
import { limit } from '../../src/limit';

export const seed = (): void => undefined;
const longest = 20;
const cut = (text: string): string => text.trim().slice(0, longest);

export const rowOf = (name: string): { id: string; name: string } => ({
  id: randomUUID(),
  name: cut(name) + '-' + String(limit),
});
`,
    },
    reports: ['14:7 alreadyShared'],
  });

  invalid('a default export, in a file without semicolons', {
    filename: 'tests/users.test.ts',
    code: `import { expect, test } from "vitest"
const rowOf = (name: string) => ({ name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] })
test("users", () => {
  expect(rowOf("Ada").tags).toEqual(["A", "da"])
})
`,
    others: {
      'tests/support/row.ts': `
export default function rowOf(name: string) {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['2:7 alreadyShared'],
  });

  invalid('the comment above moves to the import, and that behind stays', {
    filename: 'tests/users.test.ts',
    code: `// The users.

import { expect, test } from 'vitest'; // all we need

// A row and its tags.
// They come from the name.
const rowOf = (name: string) => ({ name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] }); // plain

// The only test.
test('users', () => {
  expect(rowOf('Ada').tags).toEqual(['A', 'da']);
});
`,
    others: {
      'tests/support/row.ts': `
export function rowOf(name: string) {
  return { name: name.trim(), tags: [name.slice(0, 1), name.slice(1)] };
}
`,
    },
    reports: ['7:7 alreadyShared'],
  });

  invalid('hooks of a module that is run anyway: nothing of it is used', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});

test('users', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string): Promise<string> => sql;',
      'tests/setup.ts': `import { beforeEach } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  invalid('hooks of a set-up file, which run in each file also where files share their modules', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});

test('users', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string): Promise<string> => sql;',
      'vitest.config.ts': "export default { test: { setupFiles: ['./tests/setup.ts'] } };",
      'tests/setup.ts': `import { beforeEach } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  const closesAlso = (name: string, config: string) => ({
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});

test('${name}', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': `
export const query = async (sql: string): Promise<string> => sql;
export const disconnect = async (): Promise<void> => undefined;
`,
      'vitest.config.ts': `export default { test: { ${config} } };`,
      'tests/setup.ts': `import { afterAll, beforeEach } from 'vitest';
import { disconnect, query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});

afterAll(disconnect);
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  invalid(
    'one of several hooks that a set-up file runs already',
    closesAlso('users', "setupFiles: ['./tests/setup.ts']"),
  );

  invalid('one of several hooks of a module that nothing names', closesAlso('posts', "environment: 'node'"));

  invalid('a hook of one call, which a set-up file runs already', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query({ text: 'truncate users, orders, invoices cascade', timeout: 1000 });
});

test('users', async () => {
  expect(await query({ text: 'select 1', timeout: 1000 })).toBeDefined();
});
`,
    others: {
      'src/query.ts':
        'export const query = async ({ text }: { text: string; timeout: number }): Promise<string> => text;',
      'vitest.config.ts': "export default { test: { setupFiles: ['./tests/setup.ts'] } };",
      'tests/setup.ts': `import { beforeEach } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query({ text: 'truncate users, orders, invoices cascade', timeout: 1000 });
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });

  invalid('hooks in Jest, where each file always has modules of its own', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from '@jest/globals';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});

test('users', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string): Promise<string> => sql;',
      'tests/setup.ts': `import { beforeEach } from '@jest/globals';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users');
  await query('truncate posts');
  await query('truncate comments');
});
`,
    },
    reports: ['4:1 alreadyRun'],
  });
});
