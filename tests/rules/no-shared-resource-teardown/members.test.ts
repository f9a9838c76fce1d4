import { describe } from 'vitest';

import rule from '../../../src/rules/no-shared-resource-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-shared-resource-teardown', rule);

const filename = 'test/mail.test.ts';

const context = `
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
interface Context {
  redis: Redis;
  queue: Queue;
}
let context: Context | undefined;
export function getContext(): Context {
  if (!context) {
    context = { redis: new Redis(), queue: new Queue('mail', { connection: { host: 'localhost' } }) };
  }
  return context;
}
`;

const usesQueue = `
import { expect, test } from 'bun:test';
import { getContext } from '../src/context.js';
test('counts', async () => {
  const { queue } = getContext();
  expect(await queue.count()).toBe(0);
});
`;

describe('a member of what an accessor gives', () => {
  invalid('is shared when it is destructured', {
    filename,
    code: `
import { afterAll, describe, expect, it } from 'bun:test';
import { getContext } from '../src/context.js';
describe('mail', () => {
  const { queue } = getContext();
  afterAll(async () => {
    await queue.close();
  });
  it('is sent', async () => {
    expect(await queue.add('welcome', {})).toBeDefined();
  });
});
`,
    others: { 'src/context.ts': context, 'test/count.test.ts': usesQueue },
    reports: ['7:11 closesShared'],
  });

  invalid('is shared when it is asked for at once, or of a constant', {
    filename,
    code: `
import { afterAll, expect, it } from 'bun:test';
import { getContext } from '../src/context.js';
const shared = getContext();
afterAll(async () => {
  await getContext().queue.close();
});
afterAll(async () => {
  await shared.queue.close();
});
it('is sent', async () => {
  expect(await shared.queue.add('welcome', {})).toBeDefined();
});
`,
    others: { 'src/context.ts': context, 'test/count.test.ts': usesQueue },
    reports: ['6:9 closesShared', '9:9 closesShared'],
  });

  valid('is not shared when the others only ask for other members', {
    filename,
    code: `
import { afterAll, expect, it } from 'bun:test';
import { getContext } from '../src/context.js';
afterAll(async () => {
  await getContext().redis.quit();
});
it('answers', async () => {
  expect(await getContext().redis.ping()).toBe('PONG');
});
`,
    others: { 'src/context.ts': context, 'test/count.test.ts': usesQueue },
  });

  valid('is not shared when each call makes another', {
    filename,
    code: `
import { afterAll, expect, it } from 'bun:test';
import { makeContext } from '../src/context.js';
const { redis } = makeContext();
afterAll(async () => {
  await redis.quit();
});
it('answers', async () => {
  expect(await redis.ping()).toBe('PONG');
});
`,
    others: {
      'src/context.ts': `
import { Redis } from 'ioredis';
export function makeContext() {
  return { redis: new Redis() };
}
`,
      'test/count.test.ts': `
import { expect, test } from 'bun:test';
import { makeContext } from '../src/context.js';
test('counts', async () => {
  const { redis } = makeContext();
  expect(await redis.dbsize()).toBe(0);
  await redis.quit();
});
`,
    },
  });

  const setUp = (assign: string) => `
import { Pool } from 'pg';
let context: { pool: Pool } | undefined;
export async function setUp(): Promise<{ pool: Pool }> {
  context ${assign} { pool: new Pool() };
  return context;
}
`;

  const setsUp = `
import { afterAll, beforeAll, expect, it } from 'bun:test';
import { setUp } from '../src/set-up.js';
beforeAll(setUp);
afterAll(async () => {
  const { pool } = await setUp();
  await pool.end();
});
it('answers', async () => {
  expect(await (await setUp()).pool.query('select 1')).toBeDefined();
});
`;

  valid('may be closed by a file for which a function makes it anew', {
    filename,
    code: setsUp,
    others: { 'src/set-up.ts': setUp('='), 'test/count.test.ts': setsUp },
  });

  invalid('but not where the function makes it for the first file only', {
    filename,
    code: setsUp,
    others: { 'src/set-up.ts': setUp('??='), 'test/count.test.ts': setsUp },
    reports: ['7:9 closesShared'],
  });
});

describe('a member of what a module makes', () => {
  const clients = `
import { Redis } from 'ioredis';
function makeClients() {
  return { redis: new Redis(), other: new Redis() };
}
export const clients = makeClients();
export function getClients() {
  return clients;
}
`;
  const pings = `
import { expect, test } from 'bun:test';
import { getClients } from '../src/clients.js';
test('answers', async () => {
  const { redis } = getClients();
  expect(await redis.ping()).toBe('PONG');
});
`;

  invalid('is shared, too', {
    filename,
    code: `
import { afterAll, expect, it } from 'bun:test';
import { clients, getClients } from '../src/clients.js';
afterAll(async () => {
  await clients.redis.quit();
});
afterAll(async () => {
  await getClients().redis.quit();
});
afterAll(async () => {
  await clients.other.quit();
});
it('answers', async () => {
  expect(await clients.redis.ping()).toBe('PONG');
});
`,
    others: { 'src/clients.ts': clients, 'test/ping.test.ts': pings },
    reports: ['5:9 closesShared', '8:9 closesShared'],
  });
});
