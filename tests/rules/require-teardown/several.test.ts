import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

const connecting = `
import { Client } from 'pg';
export async function connect(connectionString = 'postgres://localhost'): Promise<Client> {
  const client = new Client({ connectionString });
  await client.connect();
  return client;
}
`;

describe('what an array pattern takes apart', () => {
  invalid('is closed in part', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Redis } from 'ioredis';
import { connect } from './connect.js';
import type { Client } from 'pg';
let client: Client;
let redis: Redis;
beforeAll(async () => {
  [client, redis] = await Promise.all([connect(), new Redis()]);
});
afterAll(() => redis.quit());
test('select', async () => {
  await redis.set('a', '1');
  expect(await client.query('select 1')).toBeDefined();
});
`,
    others: { 'test/connect.ts': connecting },
    reports: ['9:40 never'],
  });

  valid('is closed name by name', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './connect.js';
import type { Client } from 'pg';
let one: Client;
let other: Client;
beforeAll(async () => {
  [one, other] = await Promise.all([connect(), connect()]);
});
afterAll(() => Promise.all([one.end(), other.end()]));
test('select', async () => {
  expect(await one.query('select 1')).toEqual(await other.query('select 1'));
});
`,
    others: { 'test/connect.ts': connecting },
  });

  valid('may be more than is written down', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './connect.js';
import type { Client } from 'pg';
let one: Client;
let others: Client[];
beforeAll(async () => {
  [one, ...others] = await Promise.all([connect(), connect()]);
});
afterAll(() => Promise.all([one.end(), ...others.map((other) => other.end())]));
test('select', async () => {
  expect(await one.query('select 1')).toEqual(await others[0]?.query('select 1'));
});
`,
    others: { 'test/connect.ts': connecting },
  });
});

describe('what a function makes of each element', () => {
  invalid('by the name of the function', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { connect } from './connect.js';
import type { Client } from 'pg';
const urls = ['postgres://a', 'postgres://b'];
let clients: Client[];
beforeAll(async () => {
  clients = await Promise.all(urls.map(connect));
});
test('select', async () => {
  expect(await clients[0]?.query('select 1')).toBeDefined();
});
`,
    others: { 'test/connect.ts': connecting },
    reports: ['8:31 never'],
  });

  valid('is closed in a loop', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connect } from './connect.js';
import type { Client } from 'pg';
const urls = ['postgres://a', 'postgres://b'];
let clients: Client[];
beforeAll(async () => {
  clients = await Promise.all(urls.map(connect));
});
afterAll(async () => {
  for (const client of clients) {
    await client.end();
  }
});
test('select', async () => {
  expect(await clients[0]?.query('select 1')).toBeDefined();
});
`,
    others: { 'test/connect.ts': connecting },
  });
});
