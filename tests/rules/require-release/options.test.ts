import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('exceptionPaths', () => {
  invalid('check-outs, which is the default, is about what runs out', {
    options: [{ exceptionPaths: 'check-outs' }],
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}
`,
    reports: ['4:24 exception'],
  });

  valid('and not about what a function opens for itself', {
    code: `
import { open } from 'node:fs/promises';
export async function size(path: string): Promise<number> {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return size;
}
`,
  });

  invalid('all is about both', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { open } from 'node:fs/promises';
export async function size(path: string): Promise<number> {
  const file = await open(path);
  const { size } = await file.stat();
  await file.close();
  return size;
}
`,
    reports: ['4:22 exception'],
  });

  valid('none is about neither', {
    options: [{ exceptionPaths: 'none' }],
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}
`,
  });

  invalid('none still follows the usual paths', {
    options: [{ exceptionPaths: 'none' }],
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool, id: number): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  if (id < 0) throw new Error('no such id');
  client.release();
  return rows;
}
`,
    reports: ['4:24 path'],
  });

  valid('all is about nothing that a finally closes', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { open } from 'node:fs/promises';
export async function size(path: string): Promise<number> {
  const file = await open(path);
  try {
    return (await file.stat()).size;
  } finally {
    await file.close();
  }
}
`,
  });

  invalid('resources of the settings', {
    others: {
      'node_modules/@acme/db/index.d.ts': `export interface Session { count(): Promise<number>; shut(): Promise<void> }
export declare function openSession(): Session;
`,
      'node_modules/@acme/db/package.json': '{ "name": "@acme/db", "types": "index.d.ts" }',
    },
    settings: {
      resources: [
        {
          id: 'acme/session',
          from: ['@acme/db'],
          acquire: [{ via: 'call', export: 'openSession' }],
          holds: 'at-once',
          release: [{ method: 'shut', returns: 'promise' }],
        },
      ],
    },
    code: `
import { openSession } from '@acme/db';
export async function count(): Promise<number> {
  const session = openSession();
  return await session.count();
}
`,
    reports: ['4:19 never'],
  });

  valid('that are released as the settings say', {
    others: {
      'node_modules/@acme/db/index.d.ts': `export interface Session { count(): Promise<number>; shut(): Promise<void> }
export declare function openSession(): Session;
`,
      'node_modules/@acme/db/package.json': '{ "name": "@acme/db", "types": "index.d.ts" }',
    },
    settings: {
      resources: [
        {
          id: 'acme/session',
          from: ['@acme/db'],
          acquire: [{ via: 'call', export: 'openSession' }],
          holds: 'at-once',
          release: [{ method: 'shut', returns: 'promise' }],
        },
      ],
    },
    code: `
import { openSession } from '@acme/db';
export async function count(): Promise<number> {
  const session = openSession();
  const found = await session.count();
  await session.shut();
  return found;
}
`,
  });
});

describe('helpers of tests', () => {
  const createDatabase = `
import { Client, Pool } from 'pg';
export async function createDatabase(name: string): Promise<void> {
  const client = new Client();
  await client.connect();
  await client.query(\`create database \${name}\`);
  await client.end();
}
export async function count(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release();
  return rows;
}
`;

  valid('may lose what they open when something throws', {
    filename: 'test/helpers/database.ts',
    code: createDatabase,
  });

  invalid('may not where all exceptions are asked about', {
    options: [{ exceptionPaths: 'all' }],
    filename: 'test/helpers/database.ts',
    code: createDatabase,
    reports: ['5:9 exception', '10:24 exception'],
  });

  invalid('may lie in a folder of tests', {
    filename: 'app/__tests__/database.ts',
    code: `
import { Client } from 'pg';
export async function version(): Promise<unknown> {
  const client = new Client();
  await client.connect();
  return (await client.query('select version()')).rows;
}
`,
    reports: ['5:9 never'],
  });

  valid('are no tests, which have a rule of their own', {
    filename: 'app/__tests__/database.ts',
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
test('tells its version', async () => {
  const client = new Client();
  await client.connect();
  expect((await client.query('select version()')).rows).toHaveLength(1);
});
`,
  });

  valid('are no tests that a condition defines', {
    filename: 'tests/read-rows.ts',
    code: `
import test from 'ava';
import { Client } from 'pg';
if (process.env.DATABASE_URL !== undefined) {
  test('reads rows', async (t) => {
    const client = new Client();
    await client.connect();
    t.is((await client.query('select 1')).rows.length, 1);
  });
}
`,
  });

  invalid('may define a test for who calls them', {
    filename: 'tests/read-rows.ts',
    code: `
import test from 'ava';
import { Client } from 'pg';
export async function version(): Promise<unknown> {
  const client = new Client();
  await client.connect();
  return (await client.query('select version()')).rows;
}
export function tellsVersion(): void {
  test('tells its version', async (t) => {
    t.truthy(await version());
  });
}
`,
    reports: ['6:9 never'],
  });

  invalid('may register a hook where there is a runner', {
    filename: 'src/database.ts',
    code: `
import { Client } from 'pg';
export async function version(): Promise<unknown> {
  const client = new Client();
  await client.connect();
  return (await client.query('select version()')).rows;
}
if (typeof afterEach === 'function') {
  afterEach(() => {
    console.log('done');
  });
}
`,
    reports: ['5:9 never'],
  });

  valid('are none that the settings call tests', {
    filename: 'app/__tests__/database.ts',
    settings: { testFiles: ['app/__tests__/**'] },
    code: `
import { Client } from 'pg';
export async function version(): Promise<unknown> {
  const client = new Client();
  await client.connect();
  return (await client.query('select version()')).rows;
}
`,
  });

  invalid('leave fixtures to the runner', {
    options: [{ exceptionPaths: 'all' }],
    filename: 'test/fixtures.ts',
    code: `
import { test as base } from 'vitest';
import { Client, Pool } from 'pg';
export const test = base.extend<{ pool: Pool }>({
  pool: async ({}, use) => {
    const pool = new Pool();
    await pool.query('truncate users');
    await use(pool);
    await pool.end();
  },
});
export async function truncate(): Promise<void> {
  const client = new Client();
  await client.connect();
  await client.query('truncate users');
  await client.end();
}
`,
    reports: ['14:9 exception'],
  });

  invalid('choose between two that each may open', {
    options: [{ exceptionPaths: 'all' }],
    filename: 'test/helpers/server.ts',
    code: `
import { createServer, type Server } from 'node:http';
const plain = (port: number) =>
  new Promise<Server>((resolve) => {
    const server = createServer();
    server.listen(port, () => resolve(server));
  });
const any = () => plain(0);
export async function start(port?: number) {
  const server = await (port === undefined ? any() : plain(port));
  return { server, close: () => new Promise((resolve) => server.close(resolve)) };
}
export async function greet(port?: number) {
  const server = await (port === undefined ? any() : plain(port));
  await fetch('http://localhost');
  server.close();
}
`,
    reports: ['14:46 exception'],
  });
});
