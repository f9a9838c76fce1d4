import { describe } from 'vitest';

import rule from '../../../../src/rules/require-teardown.ts';
import { casesOf } from '../../../support/rule-cases.ts';

const { invalid } = casesOf('require-teardown', rule);

const globals = { types: ['node', 'mocha'] };

describe('Mocha', () => {
  invalid('globals', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

describe('users', function () {
  let pool: Pool;

  before(function () {
    pool = new Pool();
  });

  it('counts', async function () {
    await pool.query('select 1');
  });
});
`,
    reports: ['7:12 never'],
  });

  invalid('the context of a suite', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Client } from 'pg';

describe('users', () => {
  beforeEach(async function () {
    this.client = new Client();
    await this.client.connect();
  });

  it('counts', async function () {
    await this.client.query('select 1');
  });
});
`,
    reports: ['6:11 never'],
  });

  invalid('the TDD interface', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

suite('users', () => {
  let pool: Pool;

  suiteSetup(() => {
    pool = new Pool();
  });

  test('counts', async () => {
    await pool.query('select 1');
  });
});
`,
    reports: ['7:12 never'],
  });

  invalid('an import', {
    filename: 'test/server.spec.ts',
    compilerOptions: globals,
    code: `import { before, it } from 'mocha';
import express from 'express';

before(() => {
  const app = express();
  const server = app.listen(0);
  console.log(server.address());
});

it('listens', () => {});
`,
    reports: ['6:18 never'],
  });

  invalid('a callback that is named', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

let pool: Pool;

async function setUp(): Promise<void> {
  pool = new Pool();
  await pool.query('select 1');
}

before(setUp);

it('counts', async () => {
  await pool.query('select 1');
});
`,
    reports: ['6:10 never'],
  });

  invalid('a test has a finally', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

it('counts', async function () {
  this.timeout(1000);
  const pool = new Pool();
  if (process.env.CI) {
    return;
  }
  await pool.query('select 1');
});
`,
    reports: ['5:16 never'],
  });

  invalid('what a suite releases while it is collected', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

describe('users', () => {
  const pool = new Pool();

  it('counts', async () => {
    await pool.query('select 1');
  });

  // Done.
  pool.end();
});
`,
    reports: ['4:16 releasedWhileLoading'],
  });

  invalid('the release stands in another suite', {
    filename: 'test/users.spec.ts',
    compilerOptions: globals,
    code: `import { Pool } from 'pg';

let pool: Pool;

describe('users', () => {
  before(() => {
    pool = new Pool();
  });

  it('counts', async () => {
    await pool.query('select 1');
  });
});

describe('posts', () => {
  after(async () => {
    await pool.end();
  });

  it('passes', () => {});
});
`,
    reports: ['7:12 otherSuite'],
  });
});
