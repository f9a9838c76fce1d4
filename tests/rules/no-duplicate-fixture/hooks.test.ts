import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('hooks', () => {
  invalid('a hook that acquires a resource, in two files', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
});
test('users', async () => {
  await pool.query('select 1');
});
`,
    others: {
      'tests/posts.test.ts': `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let database: Pool;
beforeEach(() => {
  database = new Pool({ connectionString: process.env['DATABASE_URL'] });
});
test('posts', async () => {
  await database.query('select 2');
});
`,
    },
    reports: ['5:1 copied'],
  });

  valid('in one file only', {
    filename: 'tests/users.test.ts',
    code: `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ connectionString: process.env['DATABASE_URL'] });
});
test('users', async () => {
  await pool.query('select 1');
});
`,
  });
});
