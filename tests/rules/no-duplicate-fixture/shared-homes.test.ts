import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('a module that has the fixture already', () => {
  invalid('is named, and one copy is one too many', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'tests/support/books.ts': `
export function bookTitle(book: { name: string; year: number }): string {
  return book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
}
`,
    },
    reports: ['3:7 alreadyShared'],
  });

  invalid('be it only two steps', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users', true);
  await query('truncate orders', true);
});

test('users', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string, cascade = false): Promise<string> => sql + cascade;',
      'tests/support.ts': `import { query } from '../src/query.js';

export async function resetDatabase() {
  await query('truncate users', true);
  await query('truncate orders', true);
}
`,
    },
    reports: ['4:1 alreadyShared'],
  });

  valid('but two steps that no module has, in two files', {
    filename: 'tests/users.test.ts',
    code: `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users', true);
  await query('truncate orders', true);
});

test('users', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    others: {
      'src/query.ts': 'export const query = async (sql: string, cascade = false): Promise<string> => sql + cascade;',
      'tests/orders.test.ts': `import { beforeEach, expect, test } from 'vitest';
import { query } from '../src/query.js';

beforeEach(async () => {
  await query('truncate users', true);
  await query('truncate orders', true);
});

test('orders', async () => {
  expect(await query('select 1')).toBeDefined();
});
`,
    },
  });

  valid('is not reported itself', {
    filename: 'tests/support/books.ts',
    code: `
import { beforeEach } from 'vitest';
export function bookTitle(book: { name: string; year: number }): string {
  return book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
}
beforeEach(() => undefined);
`,
    others: {
      'tests/a.test.ts': `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    },
  });

  invalid('by the name of the copy, wherever it lies', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'src/books.ts': `
const titleOf = (book: { name: string; year: number }): string =>
  book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
export { titleOf };
`,
    },
    reports: ['3:7 alreadyShared'],
  });

  invalid('the nearest of several', {
    filename: 'packages/books/tests/a.test.ts',
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'tests/support/books.ts': `
export function titleOf(book: { name: string; year: number }): string {
  return book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
}
`,
      'packages/books/tests/support/books.ts': `
export function titleOf(book: { name: string; year: number }): string {
  return book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
}
`,
    },
    reports: ['3:7 alreadyShared'],
  });

  valid('but does not export it', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'tests/support/books.ts': `
function titleOf(book: { name: string; year: number }): string {
  return book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
}
export const emma = titleOf({ name: 'Emma', year: 1815 });
`,
    },
  });

  invalid('but keeps it for itself: what to do is said, and no edit here would do', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
function openPool(database: string): Pool {
  return new Pool({ database, max: 2 });
}
test('a', () => openPool('a').end());
`,
    others: {
      'tests/support/pools.ts': `
import { Pool } from 'pg';
const open = (database: string): Pool => new Pool({ database, max: 2 });
export const query = (text: string) => open('support').query(text);
`,
    },
    reports: ['4:10 keptElsewhere'],
  });

  invalid('under a name that it exports, although another one keeps it for itself', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
function openPool(database: string): Pool {
  return new Pool({ database, max: 2 });
}
test('a', () => openPool('a').end());
`,
    others: {
      'tests/support/pools.ts': `
import { Pool } from 'pg';
const open = (database: string): Pool => new Pool({ database, max: 2 });
export const query = (text: string) => open('support').query(text);
`,
      'tests/support/shared/pool.ts': `
import { Pool } from 'pg';
export const openPool = (database: string): Pool => new Pool({ database, max: 2 });
`,
    },
    reports: ['4:10 alreadyShared'],
  });

  valid('but is a test file, which nobody should import', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'tests/b.test.ts': `
import { test } from 'vitest';
export function titleOf(book: { name: string; year: number }): string {
  return book.name.trim().slice(0, 20) + ' (' + book.year.toString() + ')';
}
test('b', () => titleOf({ name: 'Walden', year: 1854 }));
`,
    },
  });
});

describe('a module that is there for what tests share, but has no such fixture yet', () => {
  invalid('is where to put it', {
    filename: 'tests/api/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/fixtures.ts': 'export const nothing = 1;',
      'tests/api/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  invalid('but not what a runner alone calls before and after all tests', {
    filename: 'src/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
const openPool = (database: string): Pool => new Pool({ database, max: 2 });
test('a', () => openPool('a').end());
`,
    others: {
      'src/test-setup.ts': `
export default async function globalSetup() {
  await fetch('http://localhost/ready');
}
`,
      'src/b.test.ts': `
import { Pool } from 'pg';
import { test } from 'vitest';
const openPool = (database: string): Pool => new Pool({ database, max: 2 });
test('b', () => openPool('b').end());
`,
    },
    reports: ['4:7 copied'],
  });

  invalid('but not what exports nothing and is imported by nobody: a configuration that is not known names it', {
    filename: 'src/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
const openPool = (database: string): Pool => new Pool({ database, max: 2 });
test('a', () => openPool('a').end());
`,
    others: {
      'integration/setup.ts': "process.env['TZ'] = 'UTC';\nexport {};\n",
      'src/b.test.ts': `
import { Pool } from 'pg';
import { test } from 'vitest';
const openPool = (database: string): Pool => new Pool({ database, max: 2 });
test('b', () => openPool('b').end());
`,
    },
    reports: ['4:7 copied'],
  });

  invalid('which may hand on what others have', {
    filename: 'src/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
const openPool = (database: string): Pool => new Pool({ database, max: 2 });
test('a', () => openPool('a').end());
`,
    others: {
      'tests/rows.ts': 'export const rows = [1, 2, 3];',
      'tests/support/index.ts': "export * from '../rows.js';",
      'src/b.test.ts': `
import { Pool } from 'pg';
import { test } from 'vitest';
const openPool = (database: string): Pool => new Pool({ database, max: 2 });
test('b', () => openPool('b').end());
`,
    },
    reports: ['4:7 copied'],
  });

  invalid('a set-up file that the configuration of vitest names, when all test files have the hook', {
    filename: 'src/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { setupFiles: ['./config/before-tests.ts'] } });
`,
      'config/before-tests.ts': 'export {};',
      'src/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });

  invalid('but not that set-up file for a hook that other test files do not have: there it would run for them', {
    filename: 'src/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { setupFiles: ['./config/before-tests.ts'] } });
`,
      'config/before-tests.ts': 'export {};',
      'src/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
      'src/c.test.ts': "import { test } from 'vitest';\ntest('c', () => undefined);\n",
    },
    reports: ['5:1 copied'],
  });

  invalid('but not that set-up file for a function: a runner runs it, and nobody imports it', {
    filename: 'src/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
function openPool(): Pool {
  return new Pool({ database: 'tests', max: 2 });
}
test('a', () => openPool().end());
`,
    others: {
      'vitest.config.ts': `
import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { setupFiles: ['./config/before-tests.ts'] } });
`,
      'config/before-tests.ts': 'export {};',
      'src/b.test.ts': `
import { Pool } from 'pg';
import { test } from 'vitest';
function openPool(): Pool {
  return new Pool({ database: 'tests', max: 2 });
}
test('b', () => openPool().end());
`,
    },
    reports: ['4:10 copied'],
  });

  invalid('but not one that is there for other tests', {
    filename: 'test/api/a.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'test/load/utils/test-utils.ts': 'export const nothing = 1;',
      'test/api/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });
});

describe('a CommonJS module that has the fixture already', () => {
  const code = `
const { Pool } = require('pg');
function openPool(database) {
  return new Pool({ database, max: 2 });
}
test('a', () => openPool('a').end());
`;

  invalid('in an object', {
    filename: 'tests/a.test.js',
    code,
    others: {
      'tests/support/pools.js': `
const { Pool } = require('pg');
const open = (database) => new Pool({ database, max: 2 });
module.exports = { openPool: open };
`,
    },
    reports: ['3:10 alreadyShared'],
  });

  invalid('by an assignment of its own, outside of what is there for tests', {
    filename: 'tests/a.test.js',
    code,
    others: {
      'src/pools.js': `
const { Pool } = require('pg');
exports.openPool = (database) => new Pool({ database, max: 2 });
`,
    },
    reports: ['3:10 alreadyShared'],
  });

  invalid('as all that it is', {
    filename: 'tests/a.test.js',
    code,
    others: {
      'src/pools.js': `
const { Pool } = require('pg');
function openPool(database) {
  return new Pool({ database, max: 2 });
}
module.exports = openPool;
`,
    },
    reports: ['3:10 alreadyShared'],
  });

  valid('another function of that name', {
    filename: 'tests/a.test.js',
    code,
    others: {
      'src/pools.js': `
const { Pool } = require('pg');
module.exports.openPool = (database) => new Pool({ database, max: 20 });
`,
    },
  });
});
