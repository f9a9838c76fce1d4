import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/database.test.ts';

const opened = `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
beforeAll(async () => {
  const client = new Client();
  await client.connect();
  await client.query('create database shop');
  await client.end();
});
async function drop() {
  const client = new Client();
  await client.connect();
  await client.query('drop database shop');
  await client.end();
}
afterAll(drop);
test('adds', () => {
  expect(1 + 1).toBe(2);
});
`;

describe('what a hook opens for itself', () => {
  valid('is closed there, and a hook that throws fails its tests', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: opened,
  });

  valid('is closed in a finally, at once, or by what the hook hands to the tests', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Client } from 'pg';
let port = 0;
beforeAll(async () => {
  const client = new Client();
  await client.connect();
  try {
    await client.query('create database shop');
  } finally {
    await client.end();
  }
});
beforeEach(async () => {
  const client = new Client();
  await client.connect();
  await client.end();
});
beforeAll(async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  port = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
});
let shared: Client;
beforeAll(async () => {
  shared = new Client();
  await shared.connect();
  await shared.query('select 1');
});
afterAll(async () => {
  await shared.end();
});
test('adds', () => {
  expect(port).toBeGreaterThan(0);
});
`,
  });

  valid('in a test, a port that is looked up behind a promise is free again', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:http';
import { test } from 'vitest';
test('listens', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  await new Promise((resolve) => server.close(resolve));
});
`,
  });

  invalid('in a test, is not when something comes between', {
    filename,
    options: [{ requireFailureSafe: true }],
    code: `
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
test('listens', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  expect((await fetch('http://localhost')).status).toBe(200);
  await new Promise((resolve) => server.close(resolve));
});
`,
    reports: ['6:40 onlyWhenPassing'],
  });

  invalid('by a function whose type is asked for, stays open like any other', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
const connect = async () => {
  const client = new Client();
  await client.connect();
  return { rows: (await client.query('select 1')).rows };
};
let found: Awaited<ReturnType<typeof connect>> | undefined;
beforeAll(async () => {
  found = await connect();
});
test('counts', () => {
  expect(found?.rows).toHaveLength(1);
});
`,
    reports: ['6:9 never'],
  });

  valid('by a function that something else may run, is left to that', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Client } from 'pg';
import { later } from './later.js';
const connect = async () => {
  const client = new Client();
  await client.connect();
  return { rows: (await client.query('select 1')).rows };
};
let found: Awaited<ReturnType<typeof connect>> | undefined;
beforeAll(async () => {
  found = await connect();
  later(connect);
});
test('counts', () => {
  expect(found?.rows).toHaveLength(1);
});
`,
  });
});
