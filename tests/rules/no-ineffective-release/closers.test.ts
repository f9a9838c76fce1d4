import { describe } from 'vitest';

import rule from '../../../src/rules/no-ineffective-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-ineffective-release', rule);

describe('a release that is named, but not called', () => {
  invalid('of a client that goes back to its pool', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release; // back to the pool
  }
}
`,
    reports: ['8:5 notCalled'],
  });

  valid('but asked about, handed on or bound', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const release = client.release.bind(client);
  if (client.release) {
    release();
  }
  return [client.release];
}
`,
  });

  invalid('and awaited', {
    filename: 'test/app.test.ts',
    code: `
import { afterAll, afterEach } from 'vitest';
import { Pool } from 'pg';
const pool = new Pool();
afterAll(async () => {
  await pool.end;
});
afterEach(() => {
  pool.end;
});
`,
    reports: ['6:9 notCalled', '9:3 notCalled'],
  });

  invalid('and given to a runner that does not call it', {
    filename: 'test/app.test.ts',
    code: `
import { afterAll } from 'vitest';
import { Pool } from 'pg';
const pool = new Pool();
afterAll(() => pool.end);
`,
    reports: ['5:16 notCalled'],
  });

  valid('but given to a runner that calls it', {
    filename: 'test/app.test.ts',
    code: `
import { beforeAll, afterAll } from 'vitest';
import { Redis } from 'ioredis';
let redis: Redis;
beforeAll(() => {
  redis = new Redis();
  return () => redis.disconnect();
});
afterAll(() => redis.quit());
`,
  });
});

describe('the wrong closer', () => {
  invalid('of a client that was checked out', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export async function read(): Promise<unknown> {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    await client.end();
  }
}
`,
    reports: ['9:11 wrongCloser'],
  });

  valid('and the right one', {
    code: `
import { Pool, Client } from 'pg';
const pool = new Pool();
export async function read(): Promise<unknown> {
  const client = await pool.connect();
  try {
    return await client.query('select 1');
  } finally {
    client.release();
  }
}
export async function readAlone(): Promise<unknown> {
  const client = new Client();
  await client.connect();
  try {
    return await client.query('select 1');
  } finally {
    await client.end();
  }
}
`,
  });

  valid('beside the right one', {
    code: `
import { Pool } from 'pg';
export async function drop(pool: Pool): Promise<void> {
  const client = await pool.connect();
  await client.end();
  client.release(true);
}
`,
  });

  invalid('of a parameter, by its type', {
    code: `
import type { PoolClient } from 'pg';
export async function done(client: PoolClient): Promise<void> {
  await client.query('commit');
  client.end();
}
`,
    reports: ['5:3 wrongCloser'],
  });

  invalid('of a client that is said to be of another type', {
    code: `
import type { Client, Pool } from 'pg';
export async function ping(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select 1');
  } finally {
    await (client as unknown as Client & { release(): void }).end();
  }
}
`,
    reports: ['8:11 wrongCloser'],
  });

  invalid('of a connection of mysql2', {
    code: `
import mysql from 'mysql2/promise';
const pool = mysql.createPool('mysql://localhost');
export async function read(): Promise<unknown> {
  const connection = await pool.getConnection();
  const [rows] = await connection.query('select 1');
  await connection.end();
  return rows;
}
`,
    reports: ['7:9 wrongCloser'],
  });

  invalid('of a connection that a callback gets', {
    code: `
import mysql from 'mysql2';
const pool = mysql.createPool('mysql://localhost');
export function ping(): void {
  pool.getConnection((error, connection) => {
    if (error) throw error;
    connection.ping();
    connection.end();
  });
}
`,
    reports: ['8:5 wrongCloser'],
  });

  valid('is right for a connection of its own', {
    code: `
import mysql from 'mysql2/promise';
export async function read(): Promise<unknown> {
  const connection = await mysql.createConnection('mysql://localhost');
  const [rows] = await connection.query('select 1');
  await connection.end();
  return rows;
}
`,
  });
});

describe('await of a closer that gives no promise', () => {
  invalid('of an HTTP server', {
    filename: 'test/app.test.ts',
    code: `
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
let server: Server;
beforeAll(() => {
  server = createServer();
  server.listen(0);
});
afterAll(async () => {
  await server.close();
});
`,
    reports: ['10:9 nothingToAwait'],
  });

  valid('but is given a callback, or tells by an event', {
    filename: 'test/app.test.ts',
    code: `
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach } from 'vitest';
const server = createServer().listen(0);
const other = createServer().listen(0);
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
});
afterEach(async () => {
  other.close();
  await once(other, 'close');
});
`,
  });

  invalid('of a connection of mysql2, in plain JavaScript', {
    filename: 'app/read.js',
    code: `
import mysql from 'mysql2';
export async function read() {
  const connection = mysql.createConnection('mysql://localhost');
  connection.query('select 1');
  await connection.end();
}
`,
    reports: ['6:9 nothingToAwait'],
  });

  valid('which is done when it returns', {
    code: `
import Database from 'better-sqlite3';
import { Redis } from 'ioredis';
export async function stop(redis: Redis): Promise<void> {
  const db = new Database('data.db');
  await db.close();
  await redis.disconnect();
}
`,
  });

  invalid('of a WebSocket server', {
    code: `
import { WebSocketServer } from 'ws';
export async function run(): Promise<void> {
  const wss = new WebSocketServer({ port: 8080 });
  await wss.close();
}
`,
    reports: ['5:9 nothingToAwait'],
  });
});

describe('checkCallbackClosers', () => {
  const code = `
import { createServer } from 'node:http';
import { afterAll } from 'vitest';
const server = createServer().listen(0);
const other = createServer().listen(0);
afterAll(() => {
  server.close();
});
afterAll(() => other.close());
`;

  valid('is off: Node.js has no open handle once a server is told to close', { filename: 'test/app.test.ts', code });

  invalid('also reports what a hook does not wait for', {
    filename: 'test/app.test.ts',
    options: [{ checkCallbackClosers: true }],
    code,
    reports: ['7:3 callbackNotAwaited', '9:16 callbackNotAwaited'],
  });

  invalid('asks first where there may be none, as a promise without a call is never settled', {
    filename: 'test/app.test.ts',
    options: [{ checkCallbackClosers: true }],
    code: `
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach } from 'vitest';
let server: Server | undefined;
beforeEach(() => {
  server = createServer().listen(0);
});
afterEach(() => {
  server?.close();
});
afterEach(() => server!.close());
`,
    reports: ['9:3 callbackNotAwaited', '11:17 callbackNotAwaited'],
  });

  valid('is not about a server that never listens', {
    filename: 'test/app.test.ts',
    options: [{ checkCallbackClosers: true }],
    code: `
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
let server: Server;
beforeEach(() => {
  server = createServer();
});
afterEach(() => {
  server.close();
});
it('has no address', () => {
  expect(server.address()).toBeNull();
});
`,
  });

  invalid('is about one that comes from somewhere else', {
    filename: 'app/stop.ts',
    code: `
import type { Server } from 'node:http';
export async function stop(server: Server): Promise<void> {
  await server.close();
}
`,
    reports: ['4:9 nothingToAwait'],
  });

  invalid('is about one that something else may have listen', {
    filename: 'test/app.test.ts',
    options: [{ checkCallbackClosers: true }],
    others: {
      'test/start.ts': `
import { createServer, type Server } from 'node:http';
export const start = (): Server => createServer().listen(0);
export const listen = (server: Server): void => void server.listen(0);
`,
    },
    code: `
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listen, start } from './start';
let server: Server;
let other: Server;
beforeEach(() => {
  server = createServer();
  other = start();
});
afterEach(() => {
  server.close();
  other.close();
});
it('has an address', () => {
  listen(server);
  expect(server.address()).toBeDefined();
});
`,
    reports: ['12:3 callbackNotAwaited', '13:3 callbackNotAwaited'],
  });

  valid('is not about a socket that is closed at once', {
    filename: 'test/app.test.ts',
    options: [{ checkCallbackClosers: true }],
    code: `
import { createSocket } from 'node:dgram';
import { afterAll } from 'vitest';
const sockets = [createSocket('udp4').bind(0), createSocket('udp6').bind(0)];
const socket = createSocket('udp4').bind(0);
afterAll(() => {
  sockets.forEach((one) => {
    one.close();
  });
  socket.close();
});
`,
  });

  valid('is not about closers with a callback', {
    filename: 'test/app.test.ts',
    options: [{ checkCallbackClosers: true }],
    code: `
import { createServer } from 'node:http';
import { after } from 'node:test';
const server = createServer().listen(0);
after((_, done) => server.close(done));
after((_, done) => {
  server.close(() => {
    done();
  });
});
`,
  });
});

describe('using', () => {
  const others = {
    'app/session.ts': `
export class Session implements AsyncDisposable {
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
  }
}
export async function open(): Promise<Session> {
  return new Session();
}
export class Lock implements Disposable {
  [Symbol.dispose](): void {}
}
export async function lock(): Promise<Lock> {
  return new Lock();
}
`,
  };

  invalid('of a promise', {
    others,
    filename: 'app/use.ts',
    code: `
import { lock, open } from './session.js';
export async function run(): Promise<void> {
  await using session = open();
  using held = lock();
  console.log(session, held);
}
`,
    reports: ['4:15 usingPromise', '5:9 usingPromise'],
  });

  valid('of what a promise gives', {
    others,
    filename: 'app/use.ts',
    code: `
import { lock, open } from './session.js';
export async function run(): Promise<void> {
  await using session = await open();
  using held = await lock();
  console.log(session, held);
}
`,
  });

  invalid('of what only await using releases', {
    others,
    filename: 'app/use.ts',
    code: `
import { Session } from './session.js';
export async function run(): Promise<void> {
  using session = new Session(); // until the end
  console.log(session);
}
`,
    reports: ['4:9 usingWithoutAwait'],
  });

  invalid('of what is released elsewhere, too', {
    others,
    filename: 'app/use.test.ts',
    code: `
import { afterAll, test } from 'vitest';
import Fastify from 'fastify';
const app = Fastify();
test('answers', async () => {
  await using server = app;
  await server.inject('/');
});
afterAll(async () => {
  await app.close();
});
`,
    reports: ['6:15 releasedTwice'],
  });

  valid('of what nobody else releases', {
    others,
    filename: 'app/use.test.ts',
    code: `
import { test } from 'vitest';
import Fastify from 'fastify';
test('answers', async () => {
  const app = Fastify();
  await using server = app;
  await server.inject('/');
});
`,
  });
});

describe('using on what a module keeps', () => {
  const others = {
    'app/db.ts': `
import { createPool, type Pool } from 'mysql2/promise';
let pool: Pool | undefined;
export function getPool(): Pool {
  pool ??= createPool('mysql://localhost');
  return pool;
}
export function openPool(): Pool {
  return createPool('mysql://localhost');
}
export const shared = createPool('mysql://localhost');
`,
  };

  invalid('closes it for all others', {
    others,
    filename: 'app/report.ts',
    code: `
import { getPool, shared } from './db.js';
export async function count(): Promise<unknown> {
  await using pool = getPool();
  return await pool.query('select count(*) from users');
}
export async function sum(): Promise<unknown> {
  await using pool = shared;
  return await pool.query('select sum(price) from orders');
}
`,
    reports: ['4:15 usingShared', '8:15 usingShared'],
  });

  valid('but not on what each call makes', {
    others,
    filename: 'app/report.ts',
    code: `
import { openPool } from './db.js';
export async function count(): Promise<unknown> {
  await using pool = openPool();
  return await pool.query('select count(*) from users');
}
`,
  });

  valid('at the end of a program', {
    others,
    filename: 'app/migrate.ts',
    code: `
import { getPool } from './db.js';
async function main(): Promise<void> {
  await using pool = getPool();
  await pool.query('create table users (name text)');
}
await main();
`,
  });
});

describe('a consumer of Kafka, known by its type', () => {
  invalid('is not waited for before the process ends', {
    code: `
import type { Consumer } from 'kafkajs';
export function onSignals({ consumer }: { consumer: Consumer }): void {
  process.once('SIGTERM', async () => {
    await consumer.stop();
    consumer.disconnect();
    process.exit(0);
  });
}
`,
    reports: ['6:5 notAwaited'],
  });

  valid('and is', {
    code: `
import type { Consumer } from 'kafkajs';
export function onSignals({ consumer }: { consumer: Consumer }): void {
  process.once('SIGTERM', async () => {
    await consumer.disconnect();
    process.exit(0);
  });
}
`,
  });
});
