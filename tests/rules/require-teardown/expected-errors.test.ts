import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/db.test.ts';

describe('a connection that is expected to fail', () => {
  valid('in a promise that is expected to be rejected', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { createServer } from 'node:http';
test('refuses a port of the system', async () => {
  const server = createServer();
  await expect(
    new Promise((_resolve, reject) => {
      server.once('error', reject);
      server.listen(1);
    }),
  ).rejects.toThrow('EACCES');
});
`,
  });

  invalid('in a promise that is expected to be resolved', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { createServer } from 'node:http';
test('takes a port', async () => {
  const server = createServer();
  await expect(
    new Promise<void>((resolve) => {
      server.listen(0, () => {
        resolve();
      });
    }),
  ).resolves.toBeUndefined();
});
`,
    reports: ['8:7 never'],
  });

  valid('in the callback of what opens it, and in a handler behind it', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { expect, test } from 'vitest';
import { Client, Pool } from 'pg';
test('unknown host', (_, done = () => {}) => {
  new Client('postgresql://nowhere').connect((error) => {
    assert(error, 'should raise an error');
    done();
  });
});
test('time out', async () => {
  const pool = new Pool({ connectionTimeoutMillis: 1 });
  await pool.connect().catch((error) => {
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toContain('timeout');
  });
});
`,
  });

  invalid('a callback that expects none', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { expect, test } from 'vitest';
import { Client, Pool } from 'pg';
test('connects', () => {
  const client = new Client();
  client.connect((error) => {
    assert.ifError(error);
  });
});
test('checks out', () => {
  const pool = new Pool();
  pool.connect((error, client) => {
    expect(error).not.toBeInstanceOf(Error);
    expect(client).toBeDefined();
  });
});
`,
    reports: ['7:3 never', '12:16 never'],
  });

  valid('in a callback that asserts what kind of error it gets', {
    filename,
    untyped: true,
    code: `
import { assert } from 'chai';
import { it } from 'mocha';
import { Client } from 'pg';
it('has no such certificate', (done) => {
  const client = new Client('postgresql://nowhere');
  client.connect((error) => {
    assert.instanceOf(error, Error);
    done();
  });
});
it('is refused', (done) => {
  const client = new Client('postgresql://nowhere');
  client.connect((error) => {
    assert.match(error!.message, /ECONNREFUSED/);
    done();
  });
});
`,
  });

  invalid('a callback that asserts that there is none', {
    filename,
    untyped: true,
    code: `
import { assert } from 'chai';
import { it } from 'mocha';
import { Client } from 'pg';
it('connects', (done) => {
  const client = new Client();
  client.connect((error) => {
    assert.isUndefined(error);
    assert.notInstanceOf(error, Error);
    done();
  });
});
`,
    reports: ['7:3 never'],
  });

  invalid('a query that fails, on a connection that is there', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Redis } from 'ioredis';
test('wrong type', () => {
  const redis = new Redis();
  redis.get('list', (error) => {
    expect(error?.message).toContain('WRONGTYPE');
  });
});
`,
    reports: ['5:17 never'],
  });

  valid('in a listener', {
    filename,
    untyped: true,
    code: `
import { expect, test } from 'vitest';
import { Redis } from 'ioredis';
test('refused', async () => {
  const redis = new Redis({ port: 1, retryStrategy: () => null });
  await new Promise<void>((resolve) => {
    redis.on('error', (error) => {
      expect(error.message).toContain('ECONNREFUSED');
      resolve();
    });
  });
});
`,
  });

  invalid('a listener that only logs', {
    filename,
    untyped: true,
    code: `
import { test } from 'vitest';
import { Redis } from 'ioredis';
test('set', async () => {
  const redis = new Redis();
  redis.on('error', (error) => {
    console.error(error.message);
  });
  await redis.set('key', 'value');
});
`,
    reports: ['5:17 never'],
  });

  valid('in a function with a body of its own', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
test('no such folder', () => {
  assert.throws(function () {
    new DatabaseSync('/nowhere/at.db');
  });
});
`,
  });

  invalid('beside a function that is expected to fail', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';
test('no such table', () => {
  const db = new DatabaseSync(':memory:');
  assert.throws(function () {
    db.exec('select * from missing');
  });
});
`,
    reports: ['6:14 never'],
  });
});

describe('somebody else ends it', () => {
  valid('an end that is waited for', {
    filename,
    untyped: true,
    code: `
import { once } from 'node:events';
import http2 from 'node:http2';
import { test } from 'node:test';
test('the server ends the session', async () => {
  const session = http2.connect('http://localhost:3000');
  const closed = once(session, 'close');
  await closed;
});
`,
  });

  invalid('a beginning that is waited for', {
    filename: 'test/session.test.js',
    untyped: true,
    code: `
import { once } from 'node:events';
import http2 from 'node:http2';
import { test } from 'node:test';
test('connects', async () => {
  const session = http2.connect('http://localhost:3000');
  await once(session, 'connect');
});
`,
    reports: ['6:19 never'],
  });

  valid('a queue on a connection that it is given', {
    filename,
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
let connection: Redis;
beforeAll(() => {
  connection = new Redis();
});
afterAll(() => connection.quit());
test('adds', async () => {
  const queue = new Queue('mail', { connection });
  await queue.add('job', {});
});
`,
  });

  valid('a queue on a connection that a function gives', {
    filename,
    code: `
import { test } from 'vitest';
import { Queue } from 'bullmq';
import { sharedRedis } from './redis.js';
test('adds', async () => {
  const queue = new Queue('mail', { connection: sharedRedis() });
  await queue.add('job', {});
});
`,
    others: {
      'test/redis.ts': `
import { Redis } from 'ioredis';
let redis: Redis | undefined;
export const sharedRedis = (): Redis => (redis ??= new Redis());
`,
    },
  });

  invalid('a queue on options that a function gives', {
    filename,
    code: `
import { test } from 'vitest';
import { Queue } from 'bullmq';
const address = () => ({ host: 'localhost', port: 6379 });
test('adds', async () => {
  const queue = new Queue('mail', { connection: address() });
  await queue.add('job', {});
});
`,
    reports: ['6:17 never'],
  });

  invalid('a queue that makes its own connection, and a worker that always does', {
    filename,
    code: `
import { afterAll, test } from 'vitest';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
const connection = new Redis();
afterAll(() => connection.quit());
test('adds', async () => {
  const queue = new Queue('mail', { connection: { host: 'localhost' } });
  await queue.add('job', {});
  new Worker('mail', async () => {}, { connection });
});
`,
    reports: ['8:17 never', '10:3 never'],
  });

  valid('a server whose socket does not keep the process', {
    filename,
    untyped: true,
    code: `
import Fastify from 'fastify';
import { test } from 'vitest';
test('listens', async () => {
  const app = Fastify();
  await app.listen({ port: 0 });
  app.server.unref();
});
`,
  });

  valid('a pool that is only looked at', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { Pool } from 'pg';
import { test } from 'vitest';
test('is exported', () => {
  assert.ok(new Pool());
});
`,
  });

  invalid('a pool that is queried in an assertion', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { Pool } from 'pg';
import { test } from 'vitest';
test('is there', async () => {
  assert.ok(await new Pool().query('select 1'));
});
`,
    reports: ['6:19 never'],
  });

  valid('the server in the same file', {
    filename,
    untyped: true,
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
test('gets a greeting', async () => {
  const server = new WebSocketServer({ port: 4000 });
  onTestFinished(() => server.close());
  server.on('connection', (socket) => {
    socket.send('hello');
    socket.close();
  });
  const client = new WebSocket('ws://localhost:4000');
  const greeting = await new Promise((resolve) => client.on('message', resolve));
  expect(String(greeting)).toBe('hello');
});
`,
  });

  valid('the server, for each of its clients', {
    filename,
    untyped: true,
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
test('opens', async () => {
  const server = new WebSocketServer({ port: 4000 });
  onTestFinished(() => {
    for (const socket of server.clients) {
      socket.terminate();
    }
    server.close();
  });
  const client = new WebSocket('ws://localhost:4000');
  expect(await new Promise((resolve) => client.on('open', () => resolve('open')))).toBe('open');
});
`,
  });

  invalid('nobody, where the server only answers', {
    filename,
    untyped: true,
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
test('gets a greeting', async () => {
  const server = new WebSocketServer({ port: 4000 });
  onTestFinished(() => server.close());
  server.on('connection', (socket) => {
    socket.send('hello');
  });
  const client = new WebSocket('ws://localhost:4000');
  const greeting = await new Promise((resolve) => client.on('message', resolve));
  expect(String(greeting)).toBe('hello');
});
`,
    reports: ['10:18 never'],
  });

  valid('the server, as the test expects', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
test('refuses', async () => {
  const closed = new WebSocket('ws://localhost:4000');
  await setTimeout(250);
  expect(closed.readyState).toBe(WebSocket.CLOSED);
  const refused = new WebSocket('ws://localhost:4000');
  const [, response] = await once(refused, 'unexpected-response');
  expect(response.statusCode).toBe(401);
  const failed = new WebSocket('ws://localhost:4000');
  const [error] = await once(failed, 'error');
  assert.ok(error instanceof Error);
});
`,
  });

  invalid('nobody, where the test waits for it to open', {
    filename,
    untyped: true,
    code: `
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
test('accepts', async () => {
  const client = new WebSocket('ws://localhost:4000');
  await once(client, 'open');
  expect(client.readyState).toBe(WebSocket.OPEN);
});
`,
    reports: ['6:18 never'],
  });

  valid('nothing, since an error is what the test waits for', {
    filename,
    untyped: true,
    code: `
import assert from 'node:assert';
import { it } from 'mocha';
import { WebSocket } from 'ws';
it('needs TLS', (done) => {
  const client = new WebSocket('ws://localhost:4000');
  client.on('error', () => done());
});
it('needs a newer TLS', (done) => {
  const client = new WebSocket('wss://localhost:4000', { maxVersion: 'TLSv1.1' });
  client.on('error', (error) => {
    assert.ok(error instanceof Error);
    setImmediate(done);
  });
});
it('needs a name', (done) => {
  const client = new WebSocket('ws://localhost:4000');
  client.addEventListener('error', () => done());
});
`,
  });

  invalid('nobody, where an error fails the test', {
    filename,
    untyped: true,
    code: `
import { it } from 'mocha';
import { WebSocket } from 'ws';
it('opens', (done) => {
  const client = new WebSocket('ws://localhost:4000');
  client.on('error', (error) => done(error));
  client.on('open', () => done());
});
it('opens, too', (done) => {
  const client = new WebSocket('ws://localhost:4000');
  client.addEventListener('error', (error) => done(error));
});
`,
    reports: ['5:18 never', '10:18 never'],
  });
});

describe('a function of the test that is expected to fail', () => {
  valid('each time that it is called', {
    filename: 'test/refused.test.ts',
    code: `
import { connect } from 'amqplib';
import { expect, test } from 'vitest';
test('no broker', async () => {
  async function open() {
    await connect('amqp://nowhere');
  }
  const again = () => connect('amqp://nowhere');
  await expect(open()).rejects.toThrow();
  await expect(again).rejects.toThrow();
});
`,
  });

  invalid('only once', {
    filename: 'test/refused.test.ts',
    code: `
import { connect } from 'amqplib';
import { expect, test } from 'vitest';
test('a broker that goes away', async () => {
  const open = async () => {
    await connect('amqp://localhost');
  };
  await open();
  await expect(open()).rejects.toThrow();
});
`,
    reports: ['6:11 never'],
  });
});

describe('a promise that a connection resolves once it is open', () => {
  valid('and that is expected to be rejected', {
    filename: 'test/sockets-off.test.ts',
    code: `
import assert from 'node:assert';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
test('takes no socket', async () => {
  const ws = new WebSocket('ws://localhost:4000');
  await assert.rejects(
    new Promise((resolve, reject) => {
      ws.on('open', resolve);
      ws.on('error', reject);
    }),
    { message: 'Unexpected server response: 400' },
  );
});
test('nobody listens', async () => {
  const ws = new WebSocket('ws://localhost:1');
  await expect(
    new Promise<void>((resolve, reject) => {
      ws.once('open', () => resolve());
      ws.once('error', reject);
    }),
  ).rejects.toThrow('ECONNREFUSED');
});
`,
  });

  invalid('and that is not', {
    filename: 'test/sockets-on.test.ts',
    code: `
import assert from 'node:assert';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
test('takes a socket', async () => {
  const ws = new WebSocket('ws://localhost:4000');
  await assert.doesNotReject(
    new Promise((resolve, reject) => {
      ws.on('open', resolve);
      ws.on('error', reject);
    }),
  );
});
test('waits for a socket', async () => {
  const ws = new WebSocket('ws://localhost:4000');
  await new Promise((resolve, reject) => {
    ws.on('open', resolve);
    ws.on('error', reject);
  });
  expect(ws.protocol).toBe('');
});
`,
    reports: ['6:14 never', '15:14 never'],
  });

  invalid('and another that is expected to be rejected', {
    filename: 'test/sockets-answer.test.ts',
    code: `
import assert from 'node:assert';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
test('answers with an error', async () => {
  const ws = new WebSocket('ws://localhost:4000');
  await assert.rejects(
    new Promise((resolve, reject) => {
      ws.on('message', resolve);
      ws.on('error', reject);
    }),
  );
});
test('fails once it is open', async () => {
  const ws = new WebSocket('ws://localhost:4000');
  await expect(
    new Promise((resolve, reject) => {
      ws.on('open', () => reject(new Error('open')));
      ws.on('message', resolve);
    }),
  ).rejects.toThrow('open');
});
`,
    reports: ['6:14 never', '15:14 never'],
  });
});

describe('a promise whose error a test is about', () => {
  valid('is caught, and the error looked at', {
    filename,
    code: `
import { createConnection } from 'mysql2/promise';
import { expect, it } from 'vitest';
const open = () => createConnection('mysql://nobody@localhost');
it('keeps the error', async () => {
  let caught: unknown;
  await open().catch((error: unknown) => {
    caught = error;
  });
  expect(caught).not.toBeUndefined();
});
it('asks whether there is one', async () => {
  const isRefused = await open()
    .then(() => false)
    .catch(() => true);
  expect(isRefused).toBe(true);
});
it('asks for its message', () =>
  open().catch((error: Error) => {
    expect(error.message).toContain('denied');
  }));
it('names the promise', async () => {
  const opening = open();
  await expect(opening).rejects.toThrow('denied');
});
it('gets it as the result', async () => {
  const error = await open().catch((one: Error) => one);
  expect(error).toBeInstanceOf(Error);
});
`,
  });

  invalid('but not one that is only swallowed, or thrown again', {
    filename,
    code: `
import { createConnection } from 'mysql2/promise';
import { expect, it } from 'vitest';
it('swallows it', async () => {
  await createConnection('mysql://localhost').catch(() => {});
  expect(1).toBe(1);
});
it('throws it again', async () => {
  const connection = await createConnection('mysql://localhost').catch((error: unknown) => {
    console.error(error);
    throw error;
  });
  expect(await connection.query('select 1')).toBeDefined();
});
`,
    reports: ['5:9 never', '9:28 never'],
  });
});

describe('a connection that the other side ends', () => {
  valid('whose state, or whose next use, tells of it', {
    filename,
    code: `
import { createClient } from 'redis';
import { expect, it } from 'vitest';
it('is closed for being idle', async () => {
  const client = await createClient().connect();
  await fetch('http://localhost:3000/kill/all');
  expect(client.isOpen).toBe(false);
});
it('is closed by an administrator', async () => {
  const client = await createClient().connect();
  await fetch('http://localhost:3000/kill/all');
  let refused: unknown;
  try {
    await client.ping();
  } catch (error) {
    refused = error;
  }
  expect((refused as Error).message).toContain('closed');
});
`,
  });

  invalid('but not one that is still there', {
    filename,
    code: `
import { createClient } from 'redis';
import { expect, it } from 'vitest';
it('stays open', async () => {
  const client = await createClient().connect();
  await fetch('http://localhost:3000/kill/all');
  expect(client.isOpen).toBe(true);
});
`,
    reports: ['5:24 never'],
  });
});

describe('a query that is expected to fail on an open connection', () => {
  invalid('leaves that open', {
    filename,
    code: `
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { expect, it } from 'vitest';
it('refuses what is no SQL', async () => {
  const connection = await createConnection('mysql://localhost');
  await expect(connection.query('selec 1')).rejects.toThrow('syntax');
});
it('refuses a second row', async () => {
  const client = new Client();
  await client.connect();
  await client.query('insert into users values (1)');
  await expect(client.query('insert into users values (1)')).rejects.toThrow('duplicate');
});
`,
    reports: ['6:28 never', '11:9 never'],
  });

  valid('may find it closed, where something else came between, or the title says so', {
    filename,
    code: `
import { createConnection } from 'mysql2/promise';
import { Client, Pool } from 'pg';
import { expect, it } from 'vitest';
it('fails without its server', async () => {
  const connection = await createConnection('mysql://localhost');
  await fetch('http://localhost:3000/kill');
  await expect(connection.query('select 1')).rejects.toThrow();
});
it('is lost with the network', async () => {
  const client = new Client();
  await client.connect();
  await expect(client.query('select pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
});
it('opens nothing', async () => {
  const pool = new Pool({ port: 1 });
  await expect(pool.query('select 1')).rejects.toThrow('ECONNREFUSED');
});
`,
  });
});
