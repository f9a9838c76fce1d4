import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

const environment = `
import { Pool } from 'pg';
export class Environment {
  pool!: Pool;
  async up(): Promise<void> {
    this.pool = new Pool();
    await this.pool.query('create table users (name text)');
  }
  async down(): Promise<void> {
    await this.closePool();
  }
  private async closePool(): Promise<void> {
    await this.pool.end();
  }
}
export class Special extends Environment {}
export class Remembering {
  pool: Pool | undefined;
  async up(): Promise<void> {
    if (this.pool === undefined) {
      this.pool = new Pool();
    }
  }
  async down(): Promise<void> {
    await this.pool?.end();
  }
}
export const env = new Environment();
`;

const database = `
import { MongoClient } from 'mongodb';
let client: MongoClient | undefined;
export async function connectDb(): Promise<void> {
  client = await MongoClient.connect('mongodb://localhost');
}
export async function disconnectDb(): Promise<void> {
  await client?.close();
  client = undefined;
}
`;

const sourceModule = `
import { DataSource } from 'typeorm';
export const source = new DataSource({ type: 'postgres' });
export const closeSource = () => source.destroy();
`;

const schemaModule = `
import { Pool } from 'pg';
export interface Schema {
  count(): Promise<number>;
  drop(): Promise<void>;
}
export async function createSchema(): Promise<Schema> {
  const pool = new Pool();
  await pool.query('create schema test');
  return {
    count: async () => (await pool.query('select 1')).rows.length,
    drop: async () => {
      await pool.query('drop schema test');
      await pool.end();
    },
  };
}
`;

describe('an instance of the project', () => {
  invalid('has a method that opens, and nobody calls the one that closes', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Special } from './env.js';

const env = new Special();

beforeAll(async () => {
  await env.up();
});

test('starts empty', async () => {
  expect(await env.pool.query('select * from users')).toBeDefined();
});
`,
    others: { 'test/env.ts': environment },
    reports: ['8:9 never'],
  });

  invalid('opens for each test, and closes once', {
    filename,
    code: `
import { after, beforeEach, test } from 'node:test';
import { env } from './env.js';

beforeEach(async () => {
  await env.up();
});
after(async () => {
  await env.down();
});

test('starts empty', () => env.pool.query('select * from users'));
`,
    others: { 'test/env.ts': environment },
    reports: ['6:9 releasedTooSeldom'],
  });

  invalid('is opened in tests', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { expect, test } from 'vitest';
import { Environment } from './env.js';

test('starts empty', async () => {
  const env = new Environment();
  await env.up();
  expect(await env.pool.query('select * from users')).toBeDefined();
});

test('closes at its end', async () => {
  const env = new Environment();
  await env.up();
  expect(await env.pool.query('select * from users')).toBeDefined();
  await env.down();
});
`,
    others: { 'test/env.ts': environment },
    reports: ['7:9 never', '13:9 onlyWhenPassing'],
  });

  valid('is closed', {
    filename,
    code: `
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Environment, env } from './env.js';

beforeAll(() => env.up());
afterAll(() => env.down());

test('starts empty', async () => {
  const own = new Environment();
  await own.up();
  onTestFinished(() => own.down());
  expect(await env.pool.query('select * from users')).toEqual(await own.pool.query('select * from users'));
});
`,
    others: { 'test/env.ts': environment },
  });

  valid('is closed by a method that no closer is named like, though its constructor opened', {
    filename,
    code: `
import { afterAll, expect, test } from 'vitest';
import { Environment } from './env.js';

const env = new Environment();

afterAll(() => env.down());

test('starts empty', async () => {
  expect(await env.pool.query('select * from users')).toBeDefined();
});
`,
    others: {
      'test/env.ts': `
import { Pool } from 'pg';
export class Environment {
  readonly pool = new Pool();
  async down(): Promise<void> {
    await this.pool.end();
  }
}
`,
    },
  });

  valid('opens only what is not open yet', {
    filename,
    code: `
import { beforeAll, test } from 'vitest';
import { Remembering } from './env.js';
const env = new Remembering();
beforeAll(() => env.up());
test('starts empty', async () => {
  await env.pool?.query('select * from users');
});
`,
    others: { 'test/env.ts': environment },
  });

  valid('is given to something that may close it', {
    filename,
    code: `
import { beforeAll, test } from 'vitest';
import { Environment } from './env.js';
import { closeLater } from './later.js';
const env = new Environment();
closeLater(env);
beforeAll(() => env.up());
test('starts empty', async () => {
  await env.pool.query('select * from users');
});
`,
    others: {
      'test/env.ts': environment,
      'test/later.ts': `
import { afterAll } from 'vitest';
import type { Environment } from './env.js';
export const closeLater = (env: Environment) => afterAll(() => env.down());
`,
    },
  });

  valid('sees to it itself', {
    filename,
    code: `
import { beforeAll, test } from 'vitest';
import { Environment } from './env.js';
const env = new Environment();
beforeAll(() => env.up());
test('starts empty', async () => {
  await env.pool.query('select * from users');
});
`,
    others: {
      'test/env.ts': `
import { Pool } from 'pg';
import { afterAll } from 'vitest';
export class Environment {
  pool!: Pool;
  constructor() {
    afterAll(() => this.down());
  }
  async up(): Promise<void> {
    this.pool = new Pool();
    await this.pool.query('create table users (name text)');
  }
  async down(): Promise<void> {
    await this.pool.end();
  }
}
`,
    },
  });
});

describe('a module of the project', () => {
  invalid('keeps what a function opens, and nobody calls the one that closes', {
    filename,
    code: `
import { beforeAll, test } from 'vitest';
import { connectDb } from './database.js';
beforeAll(async () => {
  await connectDb();
});
test('is connected', () => {});
`,
    others: { 'test/database.ts': database },
    reports: ['5:9 never'],
  });

  invalid('as a whole', {
    filename,
    code: `
import { beforeAll, test } from 'vitest';
import * as database from './database.js';

beforeAll(async () => {
  await database.connectDb();
});

test('is connected', () => {});
`,
    others: { 'test/database.ts': database },
    reports: ['6:9 never'],
  });

  valid('is closed', {
    filename,
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { connectDb, disconnectDb as close } from './database.js';
beforeAll(async () => {
  await connectDb();
});
afterAll(close);
test('is connected', () => {});
`,
    others: { 'test/database.ts': database },
  });

  valid('is closed by a helper', {
    filename,
    code: `
import { beforeAll, test } from 'vitest';
import { connectDb } from './database.js';
import './clean-up.js';
beforeAll(async () => {
  await connectDb();
});
test('is connected', () => {});
`,
    others: {
      'test/database.ts': database,
      'test/clean-up.ts': `
import { afterAll } from 'vitest';
import { disconnectDb } from './database.js';
afterAll(() => disconnectDb());
`,
    },
  });

  valid('is mocked', {
    filename,
    code: `
import { beforeAll, test, vi } from 'vitest';
import { connectDb } from './database.js';
vi.mock('./database.js');
beforeAll(async () => {
  await connectDb();
});
test('is connected', () => {});
`,
    others: { 'test/database.ts': database },
  });

  invalid('makes what a test file connects, and does not disconnect', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { source } from './source.js';

beforeAll(async () => {
  await source.initialize();
});

test('selects', async () => {
  expect(await source.query('select 1')).toBeDefined();
});
`,
    others: { 'test/source.ts': sourceModule },
    reports: ['6:9 never'],
  });

  valid('makes what a test file connects, and disconnects', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeSource, source } from './source.js';
beforeAll(async () => {
  await source.initialize();
});
afterAll(closeSource);
test('selects', async () => {
  expect(await source.query('select 1')).toBeDefined();
});
`,
    others: { 'test/source.ts': sourceModule },
  });

  valid('makes what a set-up file disconnects', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { source } from './source.js';
beforeAll(async () => {
  await source.initialize();
});
test('selects', async () => {
  expect(await source.query('select 1')).toBeDefined();
});
`,
    others: {
      'test/source.ts': sourceModule,
      'test/setup.ts': `
import { afterAll } from 'vitest';
import { source } from './source.js';
afterAll(() => source.destroy());
`,
    },
  });
});

describe('an object that a function returns', () => {
  invalid('has a method that closes under a name of its own', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { createSchema, type Schema } from './schema.js';

let schema: Schema;

beforeAll(async () => {
  schema = await createSchema();
});

test('counts', async () => {
  expect(await schema.count()).toBe(1);
});
`,
    others: { 'test/schema.ts': schemaModule },
    reports: ['8:18 never'],
  });

  valid('is closed by it', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchema, type Schema } from './schema.js';
let schema: Schema;
beforeAll(async () => {
  schema = await createSchema();
});
afterAll(() => schema.drop());
test('counts', async () => {
  expect(await schema.count()).toBe(1);
});
`,
    others: { 'test/schema.ts': schemaModule },
  });
});

describe('what an instance keeps in a field that all may reach', () => {
  const others = {
    'test/env.ts': `
import { createServer, type Server } from 'node:http';
export class Env {
  server: Server = createServer();
  other: Server = createServer();
  async up(port: number): Promise<void> {
    await Promise.resolve();
    this.server.listen(port);
  }
  get isUp(): boolean {
    return this.server.listening;
  }
  async down(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}
`,
  };
  const closing = (field: string): string => `
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Env } from './env.js';
const env = new Env();
beforeAll(() => env.up(0));
afterAll(() => {
  env.${field}.close();
});
it('is up', () => {
  expect(env.isUp).toBe(true);
});
`;
  valid('is closed there', { filename: 'test/env.test.ts', code: closing('server'), others });

  invalid('is not what another field keeps', {
    filename: 'test/env.test.ts',
    code: closing('other'),
    others,
    reports: ['5:17 never'],
  });
});
