import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('what a runner sets up, which require-teardown tells of', () => {
  valid('for the whole run', {
    filename: 'test/global-setup.ts',
    code: `
import { GenericContainer } from 'testcontainers';
export default async function setup(): Promise<void> {
  const redis = await new GenericContainer('redis:7').withExposedPorts(6379).start();
  process.env['REDIS_PORT'] = String(redis.getMappedPort(6379));
}
`,
  });

  valid('in a promise of the set-up', {
    filename: 'test/global-setup.ts',
    code: `
import { createServer } from 'node:http';
export async function setup(): Promise<void> {
  await new Promise<void>((resolve) => {
    const server = createServer();
    server.listen(8080, resolve);
  });
}
`,
  });

  valid('by a name of its own', {
    filename: 'src/testing/run.ts',
    code: `
import { Redis } from 'ioredis';
export async function mochaGlobalSetup(): Promise<void> {
  new Redis();
}
`,
  });

  valid('in a root hook', {
    filename: 'src/testing/root.ts',
    code: `
import { Redis } from 'ioredis';
export const mochaHooks = {
  async beforeAll(): Promise<void> {
    const redis = new Redis();
    await redis.flushall();
  },
};
`,
  });

  valid('in a hook that a helper registers', {
    filename: 'src/testing/use-db.ts',
    code: `
import { Pool } from 'pg';
import { beforeAll } from 'vitest';
export function useDb(): void {
  beforeAll(async () => {
    const pool = new Pool();
    await pool.query('truncate users');
  });
}
`,
  });
});

describe('what nobody else tells of', () => {
  invalid('a function beside a global set-up', {
    filename: 'test/global-setup.ts',
    code: `
import { Pool } from 'pg';
export async function setup(): Promise<void> {
  await Promise.resolve();
}
export async function truncate(): Promise<void> {
  const pool = new Pool();
  await pool.query('truncate users');
}
`,
    reports: ['7:16 never'],
  });

  valid('what a failing set-up leaves to the end of the run', {
    filename: 'test/global-setup.ts',
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Client } from 'pg';
export default async function setup(): Promise<() => Promise<void>> {
  const client = new Client();
  await client.connect();
  await client.query('truncate users');
  return async () => {
    await client.end();
  };
}
`,
  });

  invalid('a way out of a global set-up before its release', {
    filename: 'test/global-setup.ts',
    code: `
import { Client } from 'pg';
export default async function setup(): Promise<void> {
  const client = new Client();
  await client.connect();
  if (process.env['SEED'] === undefined) return;
  await client.query('insert into users values (1)');
  await client.end();
}
`,
    reports: ['5:9 path'],
  });

  invalid('a function that the set-up calls, which can close it itself', {
    filename: 'test/global-setup.ts',
    code: `
import { Pool } from 'pg';
async function seed(): Promise<void> {
  const pool = new Pool();
  await pool.query('insert into users values (1)');
}
export async function setup(): Promise<void> {
  await seed();
}
`,
    reports: ['4:16 never'],
  });

  invalid('a helper beside one that registers a hook', {
    filename: 'src/testing/use-db.ts',
    code: `
import { Pool } from 'pg';
import { beforeAll } from 'vitest';
export async function truncate(): Promise<void> {
  const pool = new Pool();
  await pool.query('truncate users');
}
export function useDb(): void {
  beforeAll(async () => {
    await Promise.resolve();
  });
}
`,
    reports: ['5:16 never'],
  });
});
