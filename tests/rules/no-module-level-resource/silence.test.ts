import { describe } from 'vitest';

import rule from '../../../src/rules/no-module-level-resource.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-module-level-resource', rule);

const exportedPool = `
import { Pool } from 'pg';
export const pool = new Pool();
`;

describe('files that are not modules of an application', () => {
  valid('a program exports nothing', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
await pool.query('select 1');
`,
  });

  valid('a program exports only types', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export type Db = typeof pool;
export {};
`,
  });

  valid('a hashbang', {
    code: `#!/usr/bin/env node
import { Pool } from 'pg';
export const pool = new Pool();
`,
    filename: 'bin/cli.ts',
  });

  valid('an entry file by option', {
    code: exportedPool,
    filename: 'app/server.ts',
    options: [{ entryFiles: ['app/server.ts'] }],
  });

  invalid('another file beside the entry file', {
    code: exportedPool,
    filename: 'app/other.ts',
    options: [{ entryFiles: ['app/server.ts'] }],
    reports: ['3:21 madeAtLoad'],
  });

  valid('a handler that a worker runtime starts', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export default {
  async fetch(): Promise<Response> {
    await pool.query('select 1');
    return new Response();
  },
};
`,
  });

  valid('a handler that a platform calls, which nobody imports', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export const handler = async (event: { id: string }) => {
  await pool.query('select 1 from orders where id = $1', [event.id]);
};
`,
    filename: 'functions/orders.ts',
  });

  valid('as CommonJS, without types', {
    code: `
const { Pool } = require('pg');
const pool = new Pool();
exports.handler = async () => pool.query('select 1');
`,
    filename: 'functions/orders.cjs',
    untyped: true,
  });

  invalid('the handler, when a test imports it', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export const handler = async (event: { id: string }) => {
  await pool.query('select 1 from orders where id = $1', [event.id]);
};
`,
    filename: 'functions/orders.ts',
    others: {
      'functions/orders.test.ts': `
import { test } from 'vitest';
import { handler } from './orders.js';
test('orders', () => handler({ id: '1' }));
`,
    },
    reports: ['3:14 madeAtLoad'],
  });

  invalid('a module of handlers', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export const orders = async () => {
  await pool.query('select 1 from orders');
};
`,
    filename: 'functions/handlers.ts',
    reports: ['3:14 madeAtLoad'],
  });

  valid('what runs only when the file is started itself', {
    code: `
import { Pool } from 'pg';
export async function main(pool: Pool): Promise<void> {
  await pool.query('select 1');
}
if (process.argv[1] === import.meta.filename) {
  await main(new Pool());
}
`,
  });

  valid('what a constant keeps from running when the file is imported', {
    code: `
import { Pool } from 'pg';
export async function main(pool: Pool): Promise<void> {
  await pool.query('select 1');
}
const isMain = import.meta.url === new URL(process.argv[1] ?? '', 'file://').href;
if (isMain) {
  await main(new Pool());
}
`,
  });

  invalid('what another constant decides', {
    code: `
import { Pool } from 'pg';
const isEnabled = import.meta.url.startsWith('file:');
export let pool: Pool | undefined;
if (isEnabled) {
  pool = new Pool();
}
`,
    reports: ['6:10 madeAtLoad'],
  });

  valid('what does not run in tests', {
    code: `
import express from 'express';
export const app = express();
if (process.env['NODE_ENV'] !== 'test') {
  app.listen(3000);
}
`,
  });

  invalid('what runs everywhere but in production', {
    code: `
import express from 'express';
export const app = express();
if (process.env['NODE_ENV'] !== 'production') {
  app.listen(3000);
}
`,
    reports: ['5:3 madeAtLoad'],
  });

  valid('what only a page runs', {
    code: `
import { createClient } from 'graphql-ws';
const url = 'ws://localhost:4000';
export const client = typeof window !== 'undefined' ? createClient({ url }) : undefined;
export const other = typeof document === 'undefined' ? undefined : createClient({ url });
export const third = typeof window != 'undefined' && url !== '' && createClient({ url });
export let last: ReturnType<typeof createClient> | undefined;
if (url !== '' && typeof window !== 'undefined') {
  last = createClient({ url });
}
`,
  });

  invalid('what a server runs, or both', {
    code: `
import { createClient } from 'graphql-ws';
const url = 'ws://localhost:4000';
export const client = typeof window === 'undefined' ? createClient({ url }) : undefined;
export const other = typeof window !== 'undefined' ? undefined : createClient({ url });
export const third = typeof process !== 'undefined' && createClient({ url });
export let last: ReturnType<typeof createClient> | undefined;
if (url !== '' || typeof window !== 'undefined') {
  last = createClient({ url });
}
`,
    reports: ['4:55 madeAtLoad', '5:66 madeAtLoad', '6:56 madeAtLoad', '9:10 madeAtLoad'],
  });

  valid('a test file by its name', { code: exportedPool, filename: 'app/users.test.ts' });
  valid('a test file in __tests__', { code: exportedPool, filename: 'app/__tests__/users.ts' });
  valid('a folder of type tests', { code: exportedPool, filename: 'type-tests/pg/db.ts' });
  valid('a fixture of tests', { code: exportedPool, filename: 'test/codemod/__fixtures__/db.ts' });
  valid('a type test', { code: exportedPool, filename: 'types/users.test-d.ts' });
  valid('tool configuration', { code: exportedPool, filename: 'drizzle.config.ts' });
  valid('a declaration file', {
    code: `import { Pool } from 'pg';\nexport declare const pool: Pool;\n`,
    filename: 'app/db.d.ts',
  });

  valid('a file that registers hooks', {
    code: `
import { Pool } from 'pg';
import { afterAll } from 'vitest';
export const pool = new Pool();
afterAll(() => pool.end());
`,
    filename: 'test/setup.ts',
  });

  invalid('a helper of tests that registers none', {
    code: exportedPool,
    filename: 'test/helpers.ts',
    reports: ['3:21 madeAtLoad'],
  });

  valid('set-up for the whole run, which its runner loads alone', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export default async function setUp(): Promise<void> {
  await pool.query('select 1');
}
export const teardown = () => pool.end();
`,
    filename: 'test/global-setup.ts',
  });

  valid('own test globs', {
    code: exportedPool,
    filename: 'checks/users.ts',
    settings: { testFiles: ['checks/**'] },
  });
});

describe('resources that somebody owns after all', () => {
  valid('one that a proxy makes when it is first asked', {
    code: `
import { Pool } from 'pg';
let real: Pool | undefined;
export const pool = new Proxy({} as Pool, {
  get: (_, name) => Reflect.get((real ??= new Pool()), name),
});
`,
  });

  valid('a script that ends its own resource', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
async function main(): Promise<void> {
  await pool.query('select 1');
}
main().finally(() => pool.end());
export const tables = ['users'];
`,
  });

  valid('one that is ended at the end of the file', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export const { rows } = await pool.query('select 1');
await pool.end();
`,
  });

  valid('an ambient connection that the file ends itself', {
    code: `
import mongoose from 'mongoose';
export const names = mongoose.connect('mongodb://localhost').then(async ({ connection }) => {
  const found = await connection.listCollections();
  await mongoose.disconnect();
  return found.map(({ name }) => name);
});
`,
  });

  invalid('an exported closer is not an owner', {
    code: `
import { Pool } from 'pg';
export const pool = new Pool();
export async function close(): Promise<void> {
  await pool.end();
}
`,
    reports: ['3:21 madeAtLoad'],
  });

  valid('a composition root with its own signal handler, which nobody imports', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export const query = (text: string) => pool.query(text);
process.once('SIGTERM', () => {
  void pool.end();
});
`,
    filename: 'app/root.ts',
  });

  invalid('the same module when another file imports it', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export const query = (text: string) => pool.query(text);
process.once('SIGTERM', () => {
  void pool.end();
});
`,
    filename: 'app/root.ts',
    others: { 'app/users.ts': `import { query } from './root.js';\nexport const users = () => query('select 1');\n` },
    reports: ['3:14 madeAtLoad'],
  });

  valid('await using', {
    code: `
import { MongoClient } from './mongo.js';
await using client = new MongoClient();
export const name = client.name;
`,
    others: {
      'app/db/mongo.ts': `
import { Pool } from 'pg';
export class MongoClient extends Pool {
  readonly name = 'x';
  async [Symbol.asyncDispose](): Promise<void> { await this.end(); }
}
`,
    },
  });

  valid('kept on globalThis', {
    code: `
import { Pool } from 'pg';
declare global {
  var pool: Pool | undefined;
}
export const first = globalThis.pool ?? new Pool();
export const second = (globalThis.pool ||= new Pool());
const kept = globalThis as unknown as { other?: Pool };
export const third = kept.other ?? new Pool();
if (!kept.other) {
  kept.other = new Pool();
}
export const fourth = global.pool ? global.pool : new Pool();
`,
  });

  valid('kept on a globalThis that the file describes itself', {
    code: `
import { Pool } from 'pg';
declare const globalThis: { pool: Pool | undefined } & typeof global;
globalThis.pool ??= new Pool();
export const pool = globalThis.pool;
`,
  });

  invalid('kept on globalThis, when that is to be checked', {
    code: `
import { Pool } from 'pg';
const kept = globalThis as unknown as { pool?: Pool };
const make = (): Pool => new Pool();
export const pool = kept.pool ?? make();
`,
    options: [{ checkGlobalThisMemo: true }],
    reports: ['5:34 madeAtLoad'],
  });

  invalid('the environment is not a memo', {
    code: `
import { Pool } from 'pg';
export const pool = process.env['NO_DATABASE'] || new Pool();
`,
    reports: ['3:51 madeAtLoad'],
  });
});

describe('resources that hold nothing', () => {
  valid('connectionless clients', {
    code: `
import { neon } from '@neondatabase/serverless';
import { S3Client } from '@aws-sdk/client-s3';
import { createClient } from '@supabase/supabase-js';
export const sql = neon('postgres://localhost');
export const s3 = new S3Client({});
export const supabase = createClient('https://example.com', 'key');
`,
    untyped: true,
  });

  valid('arguments that make it lazy', {
    code: `
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
const options = { lazyConnect: true };
export const first = new Redis({ lazyConnect: true });
export const second = new Redis('redis://localhost', { lazyConnect: true });
export const third = new Redis(options);
export const server = new WebSocketServer({ noServer: true });
`,
  });

  valid('a switch of which nobody can tell how it is set', {
    code: `
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
const port = Number(process.env.PORT);
export const redis = new Redis({ lazyConnect: process.env.CI === 'true' });
export const server = new WebSocketServer({ noServer: Number.isNaN(port), port });
`,
  });

  invalid('the same without these arguments', {
    code: `
import { Redis } from 'ioredis';
import { WebSocketServer } from 'ws';
export const redis = new Redis({ lazyConnect: false });
export const server = new WebSocketServer({ port: 8080 });
`,
    reports: ['4:22 madeAtLoad', '5:23 madeAtLoad'],
  });

  valid('a URL scheme that holds nothing', {
    code: `
import { createClient } from '@libsql/client';
export const client = createClient({ url: 'https://example.com' });
`,
    untyped: true,
  });

  valid('what its documentation wants at module level', {
    code: `
import * as Sentry from '@sentry/node';
Sentry.init({ dsn: 'https://example.com' });
export const version = 1;
`,
    untyped: true,
  });

  valid('resources that hold little', {
    code: `
import { Agent } from 'node:https';
export const agent = new Agent({ keepAlive: true });
`,
  });

  valid('an agent that keeps no connection, although what holds little is to be checked', {
    code: `
import { Agent } from 'node:https';
export const agents = [new Agent({ rejectUnauthorized: false }), new Agent({ keepAlive: false }), new Agent()];
`,
    options: [{ checkOptIn: true }],
  });

  invalid('resources that hold little, when they are to be checked', {
    code: `
import { Agent } from 'node:https';
export const agent = new Agent({ keepAlive: true });
`,
    options: [{ checkOptIn: true }],
    reports: ['3:22 madeAtLoad'],
  });
});

describe('settings', () => {
  valid('allowModuleLevel by id, by prefix and by file', {
    code: `
import { Pool } from 'pg';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
export const pool = new Pool();
export const queue = new Queue('mail');
export const redis = new Redis();
`,
    settings: { allowModuleLevel: ['pg/Pool', 'bullmq/*', { id: 'ioredis/Redis', in: ['app/**'] }] },
  });

  invalid('allowModuleLevel says nothing of others', {
    code: `
import { Pool } from 'pg';
import { Redis } from 'ioredis';
export const pool = new Pool();
export const redis = new Redis();
`,
    settings: { allowModuleLevel: ['pg/Client', { id: 'ioredis/Redis', in: ['lib/**'] }] },
    reports: ['4:21 madeAtLoad', '5:22 madeAtLoad'],
  });

  valid('the serverless profile wants one client per process', {
    code: exportedPool,
    settings: { profile: 'serverless' },
  });

  invalid('and no servers', {
    code: `
import fastify from 'fastify';
export const app = fastify();
await app.listen({ port: 3000 });
`,
    settings: { profile: 'serverless' },
    reports: ['4:7 heldAtLoad'],
  });

  valid('a helper that disposes ends a script', {
    code: `
import { Pool } from 'pg';
import { closeQuietly } from './close.js';
const pool = new Pool();
export const { rows } = await pool.query('select 1');
await closeQuietly(pool);
`,
    others: { 'app/db/close.ts': `export declare function closeQuietly(value: unknown): Promise<void>;` },
    settings: { helpers: { disposes: ['closeQuietly'] } },
  });

  invalid('own resources, from a package and from a file', {
    code: `
import { connectBus } from '@acme/bus';
import { Database } from './database.js';
export const bus = connectBus();
export const db = new Database();
`,
    others: { 'app/db/database.ts': `export class Database { shutdown(): void {} }` },
    settings: {
      resources: [
        {
          id: 'acme/Bus',
          from: ['@acme/bus'],
          acquire: [{ via: 'call', export: 'connectBus' }],
          release: [{ method: 'close', returns: 'promise' }],
        },
        {
          id: 'app/Database',
          from: ['./app/db/database.ts'],
          acquire: [{ via: 'new', export: 'Database' }],
          release: [{ method: 'shutdown', returns: 'nothing' }],
        },
      ],
    },
    reports: ['4:20 madeAtLoad', '5:19 madeAtLoad'],
  });
});

describe('what the process as a whole has', () => {
  valid('the server of a file that nobody imports, whatever else it exports', {
    code: `
import { createServer } from 'node:http';
export const port = 3000;
const start = async () => {
  createServer().listen(3000);
  await warmUp();
};
void start();
declare function warmUp(): Promise<void>;
`,
  });

  invalid('the server of a file that another one imports', {
    code: `
import { createServer } from 'node:http';
export const port = 3000;
const start = async () => {
  createServer().listen(3000);
  await warmUp();
};
void start();
declare function warmUp(): Promise<void>;
`,
    others: { 'app/db/users.ts': `import { port } from './session.js';\nexport const origin = String(port);` },
    reports: ['8:6 madeAtLoad'],
  });

  valid('what another file makes for itself, and a chain waits for', {
    code: `
import { start } from './start.js';
export const name = 'worker';
start().then(console.log).catch(console.error);
`,
    others: {
      'app/db/start.ts': `
import { Queue } from 'bullmq';
let queue: Queue | undefined;
export async function start(): Promise<Queue> {
  queue ??= new Queue('jobs');
  return queue;
}`,
    },
  });

  valid('a child process whose end is waited for', {
    code: `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
export const started = Date.now();
const child = spawn('make');
await once(child, 'exit');
`,
  });

  invalid('a child process of which only the beginning is waited for', {
    code: `
import { spawn } from 'node:child_process';
import { once } from 'node:events';
export const started = Date.now();
const child = spawn('make');
await once(child, 'spawn');
`,
    reports: ['5:15 madeAtLoad'],
  });

  valid('an agent for all requests', {
    code: `
import { Agent, setGlobalDispatcher } from 'undici';
export const keepAliveTimeout = 10;
const agent = new Agent({ keepAliveTimeout });
setGlobalDispatcher(agent);
`,
    options: [{ checkOptIn: true }],
  });

  invalid('an agent for some', {
    code: `
import { Agent, request } from 'undici';
const agent = new Agent();
export const get = (url: string) => request(url, { dispatcher: agent });
`,
    options: [{ checkOptIn: true }],
    reports: ['3:15 madeAtLoad'],
  });

  valid('a task that is started later', {
    code: `
import cron from 'node-cron';
export const nightly = cron.schedule('0 0 * * *', () => undefined, { scheduled: false });
`,
  });
});

describe('what a file does only where it is the program', () => {
  const server = `
import { createServer } from 'node:http';
export const start = () => createServer().listen(3000);
`;

  valid('by any of two signs of it', {
    code: `${server}
if (require.main === module || require.main?.filename.endsWith('cli.js')) {
  start();
}
`,
  });

  valid('by a constant that no test runner set', {
    code: `${server}
const isTest = process.env['VITEST'];
if (!isTest) {
  start();
}
`,
  });

  invalid('or where something else asks for it', {
    code: `${server}
if (require.main === module || process.env['START']) {
  start();
}
`,
    reports: ['6:3 madeAtLoad'],
  });
});

describe('a command', () => {
  valid('which is over when its callback is called', {
    code: `
import { exec, execFile } from 'node:child_process';
export const build: { commit?: string } = {};
exec('git rev-parse HEAD', (_error, commit) => {
  build.commit = commit;
});
execFile('git', ['rev-parse', 'HEAD'], function (_error, commit) {
  build.commit = commit;
});
`,
  });

  invalid('which nobody hears of again', {
    code: `
import { exec, spawn } from 'node:child_process';
exec('redis-server --port 7000');
export const database = spawn('postgres', ['-D', 'data']);
`,
    reports: ['3:1 madeAtLoad', '4:25 madeAtLoad'],
  });
});

describe('a server that a function closes when the process ends', () => {
  valid('by itself, or with a name', {
    code: `
import { createServer } from 'node:http';
import gracefulShutdown from 'http-graceful-shutdown';
import { createHttpTerminator } from 'http-terminator';
export const server = createServer().listen(3000);
gracefulShutdown(server, { timeout: 30_000 });
export const metrics = createServer().listen(3001);
export const terminator = createHttpTerminator({ server: metrics });
`,
  });

  invalid('but not one that only looks at it', {
    code: `
import { createServer } from 'node:http';
import { watchMetrics } from 'some-metrics';
export const server = createServer().listen(3000);
watchMetrics({ server });
`,
    reports: ['4:23 heldAtLoad'],
  });
});

describe('code of a page', () => {
  valid('leaves what it opens to the page', {
    code: `
export const socket = new WebSocket(\`wss://\${location.host}/events\`);
export const channel = new BroadcastChannel('tabs');
`,
  });

  invalid('but not a file that only asks whether there is one, or that has the name from elsewhere', {
    code: `
import { location } from './settings.js';
export const socket = new WebSocket(\`wss://\${location.host}/events\`);
export const isServer = typeof window === 'undefined';
export const title = typeof document === 'undefined' ? undefined : document.title;
`,
    reports: ['3:23 madeAtLoad'],
  });

  invalid('nor what no page has', {
    code: `
import { Pool } from 'pg';
export const pool = new Pool({ host: window.location.host });
`,
    reports: ['3:21 madeAtLoad'],
  });

  valid('says so, or asks for the page by a constant', {
    code: `
import { io } from 'socket.io-client';
const isBrowser = typeof window !== 'undefined';
export const socket = isBrowser ? io('/chat') : undefined;
`,
  });

  valid('says so by its directive', {
    code: `
'use client';
import { io } from 'socket.io-client';
export const socket = io('/chat');
`,
  });

  invalid('says neither', {
    code: `
import { io } from 'socket.io-client';
const isServer = typeof window === 'undefined';
export const socket = isServer ? io('/chat') : undefined;
`,
    reports: ['4:34 madeAtLoad'],
  });
});

describe('a file that listens to the process which forked it', () => {
  valid('is a program, whatever it exports', {
    code: `
export class Child {
  handle(message: unknown): void {
    console.log(message);
  }
}
const child = new Child();
process.on('message', (message) => child.handle(message));
setInterval(() => {
  if (!process.connected) {
    process.exit(1);
  }
}, 5000);
`,
  });

  valid('or the thread that started it', {
    code: `
import { parentPort } from 'node:worker_threads';
import { Pool } from 'pg';
const pool = new Pool();
export const count = async () => (await pool.query('select 1')).rowCount;
parentPort!.on('message', async () => {
  parentPort!.postMessage(await count());
});
`,
  });

  invalid('but not one that does so in a function', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export function listen(): void {
  process.on('message', async () => {
    await pool.query('select 1');
  });
}
`,
    reports: ['3:14 madeAtLoad'],
  });
});

describe('functions that a platform runs', () => {
  valid('share what their module makes', {
    code: `
import { MongoClient } from 'mongodb';
import { onRequest } from 'firebase-functions/v2/https';
const client = new MongoClient('mongodb://localhost');
export const users = onRequest(async (_request, response) => {
  response.json(await client.db().collection('users').find().toArray());
});
`,
  });

  invalid('which is not what a module of that name does', {
    code: `
import { MongoClient } from 'mongodb';
import { onRequest } from './firebase-functions.js';
const client = new MongoClient('mongodb://localhost');
export const users = onRequest(async () => await client.db().collection('users').find().toArray());
`,
    reports: ['4:16 madeAtLoad'],
  });
});

describe('what only a worker runs', () => {
  valid('a thread, or a process of a cluster', {
    code: `
import cluster from 'node:cluster';
import { isMainThread } from 'node:worker_threads';
import { Pool } from 'pg';
export let pool: Pool | undefined;
if (!isMainThread || cluster.isWorker) {
  console.log('a worker');
}
if (!isMainThread) {
  pool = new Pool();
}
if (cluster.isPrimary) {
  cluster.fork();
} else {
  setInterval(() => process.send?.('alive'), 1000);
}
`,
  });

  invalid('and what the others run', {
    code: `
import { isMainThread } from 'node:worker_threads';
import { Pool } from 'pg';
export let pool: Pool | undefined;
if (isMainThread) {
  pool = new Pool();
}
`,
    reports: ['6:10 madeAtLoad'],
  });
});

describe('a file that ends the process once it is done', () => {
  const scripts = `
import { Pool } from 'pg';
export const scripts = { count: 'select 1' };
`;

  valid('is a program, whatever it exports', {
    code: `${scripts}
(async () => {
  const pool = new Pool();
  await pool.query(scripts.count);
  process.exit(0);
})();
`,
  });

  invalid('but not one that ends it for a reason', {
    code: `${scripts}
const pool = new Pool();
if (process.argv.length < 3) {
  process.exit(1);
}
`,
    reports: ['5:14 madeAtLoad'],
  });
});
