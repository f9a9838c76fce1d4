import { describe } from 'vitest';

import rule from '../../../src/rules/no-shared-resource-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-shared-resource-teardown', rule);

const filename = 'test/users.test.cjs';

const pool = {
  'src/db.cjs': `
const { Pool } = require('pg');
const pool = new Pool();
module.exports = { pool };
`,
};

const other = {
  'test/orders.test.cjs': `
const { test } = require('node:test');
const db = require('../src/db.cjs');
test('orders', () => db);
`,
};

describe('what a module of CommonJS makes for all who require it', () => {
  invalid('a part of an object', {
    filename,
    code: `
const { after, test } = require('node:test');
const { pool } = require('../src/db.cjs');
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: { ...pool, ...other },
    reports: ['5:13 closesShared'],
  });

  invalid('a member of the module', {
    filename,
    code: `
const { after, test } = require('node:test');
const db = require('../src/db.cjs');
test('users', () => db.pool.query('select 1'));
after(async () => {
  await db.pool.end();
});
`,
    others: { ...pool, ...other },
    reports: ['6:9 closesShared'],
  });

  valid('in the only test file that requires it', {
    filename,
    code: `
const { after, test } = require('node:test');
const { pool } = require('../src/db.cjs');
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: pool,
  });

  invalid('the module itself', {
    filename,
    code: `
const { after, test } = require('node:test');
const pool = require('../src/db.cjs');
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: {
      'src/db.cjs': `
const { Pool } = require('pg');
module.exports = new Pool();
`,
      ...other,
    },
    reports: ['5:13 closesShared'],
  });

  invalid('what is assigned by its name', {
    filename,
    code: `
const { after, test } = require('node:test');
const { pool } = require('../src/db.cjs');
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: {
      'src/db.cjs': `
const { Pool } = require('pg');
exports.pool = new Pool();
`,
      ...other,
    },
    reports: ['5:13 closesShared'],
  });

  invalid('through a module that hands it on', {
    filename,
    code: `
const { after, test } = require('node:test');
const { pool } = require('../src/db.cjs');
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: {
      'src/pool.cjs': `
const { Pool } = require('pg');
exports = module.exports = { pool: new Pool(), made: true };
`,
      'src/db.cjs': `
module.exports = { ...require('./pool.cjs'), name: 'db' };
`,
      ...other,
    },
    reports: ['5:13 closesShared'],
  });

  invalid('with the closer of the module', {
    filename,
    code: `
const { after, test } = require('node:test');
const { getPool, closePool } = require('../src/db.cjs');
test('users', () => getPool().query('select 1'));
after(closePool);
`,
    others: {
      'src/db.cjs': `
const { Pool } = require('pg');
let pool;
exports.getPool = () => (pool ??= new Pool());
exports.closePool = async () => {
  await pool?.end();
};
`,
      ...other,
    },
    reports: ['5:7 closesShared'],
  });

  invalid('in a file that imports it', {
    filename: 'test/users.test.ts',
    code: `
import { after, test } from 'node:test';
import { pool } from '../src/db.cjs';
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: { ...pool, ...other },
    reports: ['5:13 closesShared'],
  });

  invalid('and leaves to a set-up file', {
    filename,
    code: `
const { pool } = require('../src/db.cjs');
it('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: {
      ...pool,
      'test/orders.test.cjs': `
const db = require('../src/db.cjs');
it('orders', () => db);
`,
      'test/setup.cjs': `
const { pool } = require('../src/db.cjs');
after(() => pool.end());
`,
    },
    reports: ['4:13 closesShared'],
  });

  valid('a function that makes a new one each time', {
    filename,
    code: `
const { after, test } = require('node:test');
const { createPool } = require('../src/db.cjs');
const pool = createPool();
test('users', () => pool.query('select 1'));
after(() => pool.end());
`,
    others: {
      'src/db.cjs': `
const { Pool } = require('pg');
module.exports = { createPool: () => new Pool() };
`,
      ...other,
    },
  });
});

describe('what TypeScript exports as the module', () => {
  invalid('with export =', {
    filename: 'test/users.test.cts',
    code: `
import test = require('node:test');
import pool = require('../src/db.cjs');
void test.test('users', () => pool.query('select 1'));
test.after(() => pool.end());
`,
    others: {
      'src/db.cts': `
import pg = require('pg');
const pool = new pg.Pool();
export = pool;
`,
      'test/orders.test.cts': `
import test = require('node:test');
import pool = require('../src/db.cjs');
void test.test('orders', () => pool.query('select 1'));
`,
    },
    reports: ['5:18 closesShared'],
  });
});
