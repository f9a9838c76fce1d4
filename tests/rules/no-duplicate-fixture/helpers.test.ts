import { describe } from 'vitest';

import rule from '../../../src/rules/no-duplicate-fixture.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-duplicate-fixture', rule);

describe('functions that hooks or tests use', () => {
  const opensSource = (local: string): string => `
import { test } from 'vitest';
import { DataSource } from 'typeorm';
async function openSource() {
  const ${local} = new DataSource({ type: 'postgres', synchronize: true });
  await ${local}.initialize();
  return ${local};
}
test('runs', async () => {
  const opened = await openSource();
  await opened.destroy();
});
`;

  invalid('that each call what they open by a name of their own', {
    filename: 'tests/users.test.ts',
    code: opensSource('db'),
    others: { 'tests/posts.test.ts': opensSource('orm') },
    reports: ['4:16 copied'],
  });

  const startsContainer = (bound: string): string => `
import { beforeAll, test } from 'vitest';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppModule } from '../src/app.module.js';
let port: number;
beforeAll(async () => {
  const ${bound}: TestingModule = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = ${bound}.createNestApplication();
  await app.listen(0);
  port = app.getHttpServer().address().port;
});
test('listens', () => port > 0);
`;

  invalid('a hook that keeps it in a constant', {
    filename: 'tests/users.test.ts',
    code: startsContainer('moduleRef'),
    others: {
      'src/app.module.ts': 'export class AppModule {}',
      'tests/posts.test.ts': startsContainer('fixture'),
    },
    reports: ['6:1 copied'],
  });

  invalid('one that acquires a resource', {
    filename: 'tests/a.test.ts',
    code: `
import { Redis } from 'ioredis';
import { test } from 'vitest';
async function connect(): Promise<Redis> {
  const redis = new Redis({ db: 15 });
  await redis.flushdb();
  return redis;
}
test('a', async () => (await connect()).quit());
`,
    others: {
      'tests/b.test.ts': `
import { Redis } from 'ioredis';
import { test } from 'vitest';
const open = async () => {
  const client = new Redis({ db: 15 });
  await client.flushdb();
  return client;
};
test('b', async () => (await open()).quit());
`,
    },
    reports: ['4:16 copied'],
  });

  valid('one that nothing uses', {
    filename: 'tests/a.test.ts',
    code: `
import { Redis } from 'ioredis';
import { test } from 'vitest';
export async function connect(): Promise<Redis> {
  const redis = new Redis({ db: 15 });
  await redis.flushdb();
  return redis;
}
test('a', () => undefined);
`,
    others: {
      'tests/b.test.ts': `
import { Redis } from 'ioredis';
import { test } from 'vitest';
const open = async () => {
  const client = new Redis({ db: 15 });
  await client.flushdb();
  return client;
};
test('b', async () => (await open()).quit());
`,
    },
  });

  invalid('one that only another one uses, and one in a suite', {
    filename: 'tests/a.test.ts',
    code: `
import { describe, test } from 'vitest';
const shortOf = (text: string) => text.trim().toLowerCase().slice(0, 20);
describe('a', () => {
  function titleOf(row: { name: string; year: number }): string {
    return shortOf(row.name) + ' (' + row.year.toString() + ')';
  }
  test('a', () => titleOf({ name: 'Emma', year: 1815 }));
});
`,
    others: {
      'tests/b.test.ts': `
import { test } from 'vitest';
const cut = (text: string) => text.trim().toLowerCase().slice(0, 20);
const heading = (book: { name: string; year: number }) => {
  return cut(book.name) + ' (' + book.year.toString() + ')';
};
test('b', () => heading({ name: 'Ulysses', year: 1922 }));
`,
      'tests/c.test.ts': `
import { test } from 'vitest';
function trimmed(text: string): string {
  return text.trim().toLowerCase().slice(0, 20);
}
function heading({ ...book }: { name: string; year: number }): string {
  return trimmed(book.name) + ' (' + book.year.toString() + ')';
}
test('c', () => heading({ name: 'Walden', year: 1854 }));
`,
      'tests/d.test.ts': `
import { test } from 'vitest';
const cut = (text: string) => text.trim().toLowerCase().slice(0, 20);
const heading = (book: { name: string; year: number }) => {
  return cut(book.name) + ' (' + book.year.toString() + ')';
};
test('d', () => heading({ name: 'Middlemarch', year: 1871 }));
`,
    },
    reports: ['3:7 copied', '5:12 copied'],
  });

  valid('one in the body of a test', {
    filename: 'tests/a.test.ts',
    code: `
import { Redis } from 'ioredis';
import { test } from 'vitest';
test('a', async () => {
  const connect = async () => {
    const redis = new Redis({ db: 15 });
    await redis.flushdb();
    return redis;
  };
  await (await connect()).quit();
});
`,
    others: {
      'tests/b.test.ts': `
import { Redis } from 'ioredis';
import { test } from 'vitest';
test('b', async () => {
  const connect = async () => {
    const redis = new Redis({ db: 15 });
    await redis.flushdb();
    return redis;
  };
  await (await connect()).quit();
});
`,
    },
  });
});

describe('constants', () => {
  invalid('one that acquires a resource', {
    filename: 'tests/a.test.ts',
    code: `
import { Pool } from 'pg';
import { test } from 'vitest';
const pool = new Pool({ database: 'tests', max: 2 });
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/b.test.ts': `
import { Pool } from 'pg';
import { test } from 'vitest';
const pool = new Pool({ database: 'tests', max: 2 });
test('b', () => pool.query('select 1'));
`,
    },
    reports: ['4:7 copied'],
  });

  valid('data that is as soon written as imported', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const user = { id: 1, name: 'Ada', mail: 'ada@example.com', roles: ['owner', 'guest'], address: { city: 'London' } };
test('a', () => user.id);
`,
    others: {
      'tests/b.test.ts': `
import { test } from 'vitest';
const user = { id: 1, name: 'Ada', mail: 'ada@example.com', roles: ['owner', 'guest'], address: { city: 'London' } };
test('b', () => user.id);
`,
      'tests/c.test.ts': `
import { test } from 'vitest';
const user = { id: 1, name: 'Ada', mail: 'ada@example.com', roles: ['owner', 'guest'], address: { city: 'London' } };
test('c', () => user.id);
`,
    },
  });

  invalid('a lot of data', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
const session = {
  user: { id: 1, name: 'Ada', mail: 'ada@example.com', roles: ['owner', 'guest'], address: { city: 'London' } },
  team: { id: 2, name: 'Engines', plan: 'free', seats: 3, billing: { country: 'GB', currency: 'GBP' } },
  flags: { dark: false, beta: true, audit: false },
};
test('a', () => session.user);
`,
    others: {
      'tests/b.test.ts': `
import { test } from 'vitest';
const session = {
  user: { id: 1, name: 'Ada', mail: 'ada@example.com', roles: ['owner', 'guest'], address: { city: 'London' } },
  team: { id: 2, name: 'Engines', plan: 'free', seats: 3, billing: { country: 'GB', currency: 'GBP' } },
  flags: { dark: false, beta: true, audit: false },
};
test('b', () => session.user);
`,
      'tests/c.test.ts': `
import { test } from 'vitest';
const session = {
  user: { id: 1, name: 'Ada', mail: 'ada@example.com', roles: ['owner', 'guest'], address: { city: 'London' } },
  team: { id: 2, name: 'Engines', plan: 'free', seats: 3, billing: { country: 'GB', currency: 'GBP' } },
  flags: { dark: false, beta: true, audit: false },
};
test('c', () => session.user);
`,
    },
    reports: ['3:7 copied'],
  });

  valid('what a shared helper gives', {
    filename: 'tests/a.test.ts',
    code: `
import { test } from 'vitest';
import { openPool } from './support.js';
const { pool } = openPool({ max: 2 });
test('a', () => pool.query('select 1'));
`,
    others: {
      'tests/support.ts': `
import { Pool, type PoolConfig } from 'pg';
export function openPool(options: PoolConfig): { pool: Pool } {
  return { pool: new Pool(options) };
}
`,
      'tests/b.test.ts': `
import { test } from 'vitest';
import { openPool } from './support.js';
const { pool } = openPool({ max: 2 });
test('b', () => pool.query('select 1'));
`,
    },
  });
});

describe('members of test.extend', () => {
  invalid('one that acquires a resource', {
    filename: 'tests/a.test.ts',
    code: `
import { Redis } from 'ioredis';
import { test as base } from 'vitest';
const test = base.extend<{ redis: Redis; name: string }>({
  name: 'a',
  redis: async ({}, use) => {
    const redis = new Redis({ db: 15 });
    await use(redis);
    await redis.quit();
  },
});
test('a', ({ redis, name }) => redis.get(name));
`,
    others: {
      'tests/b.test.ts': `
import { Redis } from 'ioredis';
import { test as base } from 'vitest';
const test = base.extend<{ cache: Redis }>({
  cache: async ({}, provide) => {
    const cache = new Redis({ db: 15 });
    await provide(cache);
    await cache.quit();
  },
});
test('b', ({ cache }) => cache.get('b'));
`,
    },
    reports: ['6:3 copied'],
  });

  valid('another fixture of the same name', {
    filename: 'tests/a.test.ts',
    code: `
import { Redis } from 'ioredis';
import { test as base } from 'vitest';
const test = base.extend<{ redis: Redis }>({
  redis: async ({}, use) => {
    const redis = new Redis({ db: 15 });
    await use(redis);
    await redis.quit();
  },
});
test('a', ({ redis }) => redis.get('a'));
`,
    others: {
      'tests/b.test.ts': `
import { Redis } from 'ioredis';
import { test as base } from 'vitest';
const test = base.extend<{ redis: Redis }>({
  redis: async ({}, use) => {
    const redis = new Redis({ db: 15, keyPrefix: 'b:' });
    await use(redis);
    await redis.quit();
  },
});
test('b', ({ redis }) => redis.get('b'));
`,
    },
  });
});

describe('what a fixture does with what it opens', () => {
  const isUp = `
import { Kafka } from 'kafkajs';
import { expect, test } from 'vitest';
async function isUp(brokers: string[]) {
  const admin = new Kafka({ brokers }).admin();
  try {
    await admin.connect();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}
test('a broker', async () => {
  expect(await isUp(['localhost:9092'])).toBe(true);
});
`;
  invalid('closes it itself', {
    filename: 'tests/a.test.ts',
    code: isUp,
    others: { 'tests/b.test.ts': isUp },
    reports: ['4:16 copied'],
  });

  const settings = `
import { Pool, type PoolClient } from 'pg';
import { afterAll, expect, test } from 'vitest';
import { watch } from '../src/watch.js';
const pool = new Pool();
afterAll(() => pool.end());
const settings = {
  open: async () => {
    const client = await pool.connect();
    return client;
  },
  close: (client: PoolClient) => client.release(),
  ask: async (text: string) => (await pool.query(text)).rows,
  retry: { times: 3, wait: 100 },
};
test('a watch', () => {
  expect(watch(settings)).toBe(true);
});
`;
  valid('leaves what its functions check out to their callers', {
    filename: 'tests/a.test.ts',
    code: settings,
    others: { 'tests/b.test.ts': settings, 'src/watch.ts': 'export const watch = (settings: object) => !!settings;' },
  });

  const holder = settings.replace('settings = {', 'settings = {\n  own: new Pool({ max: 1 }),');
  invalid('keeps what it opens in what it makes', {
    filename: 'tests/a.test.ts',
    code: holder,
    others: { 'tests/b.test.ts': holder, 'src/watch.ts': 'export const watch = (settings: object) => !!settings;' },
    reports: ['7:7 copied'],
  });
});
