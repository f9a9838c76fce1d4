import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('minimumNodes', () => {
  valid('a fixture that is smaller', {
    filename: 'tests/a.test.ts',
    options: [{ minimumNodes: 30 }],
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
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  invalid('a fixture that has two thirds of them, and acquires a resource', {
    filename: 'tests/a.test.ts',
    options: [{ minimumNodes: 9 }],
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool();
});
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['5:1 copied'],
  });
});

describe('minimumFiles', () => {
  invalid('2 makes every copy one too many', {
    filename: 'tests/a.test.ts',
    options: [{ minimumFiles: 2 }],
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'tests/b.test.ts': `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('b', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    },
    reports: ['3:7 copied'],
  });

  valid('3, the default, leaves two copies alone', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('a', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    others: {
      'tests/b.test.ts': `
import { test } from 'vitest';
const titleOf = (row: { name: string; year: number }) => row.name.trim().slice(0, 20) + ' (' + row.year.toString() + ')';
test('b', () => titleOf({ name: 'Emma', year: 1815 }));
`,
    },
  });
});

describe('allowIn', () => {
  valid('the file itself', {
    filename: 'legacy/a.test.ts',
    options: [{ allowIn: ['legacy/**'] }],
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
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  valid('the only other file', {
    filename: 'tests/a.test.ts',
    options: [{ allowIn: ['legacy/**'] }],
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
      'legacy/b.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: 'tests' });
});
test('b', () => pool.query('select 1'));
`,
    },
  });

  invalid('other files are still compared', {
    filename: 'tests/a.test.ts',
    options: [{ allowIn: ['legacy/**'] }],
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
      'tests/b.test.ts': `
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
