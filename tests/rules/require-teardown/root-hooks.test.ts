import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/hooks.js';

describe('a root hook plugin', () => {
  invalid('that opens for each test, and closes once', {
    filename,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeEach() {
    pool = new Pool();
    await pool.query('select 1');
  },
  async afterAll() {
    await pool.end();
  },
};
`,
    reports: ['6:12 releasedTooSeldom'],
  });

  invalid('that opens once, and closes after each test', {
    filename,
    code: `
import { createServer } from 'node:http';
let server;
export const mochaHooks = {
  beforeAll(done) {
    server = createServer();
    server.listen(4000, done);
  },
  afterEach: () => server.close(),
};
`,
    reports: ['7:5 releasedTooOften'],
  });

  invalid('that closes under a name which is none of a root hook', {
    filename,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeAll() {
    pool = new Pool();
    await pool.query('select 1');
  },
  async after() {
    await pool.end();
  },
};
`,
    reports: ['6:12 never'],
  });

  valid('that opens and closes equally often', {
    filename,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeEach() {
    pool = new Pool();
    await pool.query('select 1');
  },
  async afterEach() {
    await pool.end();
  },
};
`,
  });

  invalid('whose after-hook does something else', {
    filename,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeAll() {
    pool = new Pool();
    await pool.query('select 1');
  },
  afterAll() {
    console.log('over');
  },
};
`,
    reports: ['6:12 never'],
  });

  invalid('that keeps it on this', {
    filename,
    code: `
import { Client } from 'pg';
export const mochaHooks = {
  async beforeEach() {
    this.client = new Client();
    await this.client.connect();
  },
};
`,
    reports: ['6:11 never'],
  });

  valid('that takes apart what it keeps on this', {
    filename,
    code: `
import { Client } from 'pg';
export const mochaHooks = {
  async beforeEach() {
    this.client = new Client();
    await this.client.connect();
  },
  async afterEach() {
    const { client } = this;
    await client.end();
  },
};
`,
  });

  invalid('that a function gives, with lists of hooks', {
    filename,
    code: `
import { Pool } from 'pg';
export const mochaHooks = () => {
  let pool;
  return {
    beforeAll: [
      async () => {
        pool = new Pool();
        await pool.query('select 1');
      },
    ],
  };
};
`,
    reports: ['8:16 never'],
  });

  invalid('whose variable hides the one that it closes', {
    filename,
    code: `
import { Pool } from 'pg';
let pool;
export const mochaHooks = {
  async beforeAll() {
    const pool = new Pool();
    await pool.query('select 1');
  },
  async afterAll() {
    await pool.end();
  },
};
`,
    reports: ['6:18 shadowed'],
  });

  valid('an object of this name that nothing exports', {
    filename,
    code: `
import { Pool } from 'pg';
const mochaHooks = {
  async beforeAll() {
    const pool = new Pool();
    await pool.query('select 1');
  },
};
await mochaHooks.beforeAll();
`,
  });
});
