import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('what the caller gets', () => {
  valid('through a conditional expression', {
    code: `
import { Client } from 'pg';
export async function open(url: string, fallback: Client): Promise<Client> {
  const client = new Client(url);
  await client.connect();
  return url === '' ? fallback : client;
}
`,
  });

  valid('through ??', {
    code: `
import { Redis } from 'ioredis';
export function cache(given?: Redis): Redis {
  const own = given ?? new Redis();
  return own;
}
`,
  });

  valid('or what made it has, where none is given', {
    code: `
import { Redis } from 'ioredis';
import { Client } from 'pg';
export class Cache {
  readonly client: Redis;
  constructor(client: Redis = new Redis()) {
    this.client = client;
  }
}
export class Accounts {
  constructor(private readonly client = new Client()) {}
  all() {
    return this.client.query('select 1');
  }
}
export async function nameOf(id: string, { cache = new Redis() }: { cache?: Redis } = {}) {
  return await cache.get(id);
}
export async function titleOf(id: string, given?: Redis) {
  const cache = given ?? new Redis();
  return await cache.get(id);
}
export async function priceOf(id: string, given?: Redis) {
  const cache = given ?? new Redis();
  const price = await cache.get(id);
  if (given === undefined) {
    await cache.quit();
  }
  return price;
}
`,
    options: [{ exceptionPaths: 'none' }],
  });

  invalid('but not what is made beside it', {
    code: `
import { Redis } from 'ioredis';
export class Cache {
  readonly client: Redis;
  constructor(client: Redis = new Redis()) {
    const other = new Redis();
    other.get('name');
    this.client = client;
  }
}
`,
    reports: ['6:19 never'],
  });

  invalid('and what is closed but for an error', {
    code: `
import { Redis } from 'ioredis';
export async function nameOf(id: string, cache = new Redis()) {
  const name = await cache.get(id);
  await cache.quit();
  return name;
}
`,
    options: [{ exceptionPaths: 'all' }],
    reports: ['3:50 exception'],
  });

  valid('in an object', {
    code: `
import { Client } from 'pg';
export async function open(url: string): Promise<{ client: Client; url: string }> {
  const client = new Client(url);
  await client.connect();
  return { client, url };
}
`,
  });

  valid('in an array', {
    code: `
import { Redis } from 'ioredis';
export function pair(): readonly [Redis, Redis] {
  const one = new Redis();
  const other = new Redis();
  return [one, other];
}
`,
  });

  valid('in a closure', {
    code: `
import { Redis } from 'ioredis';
export function reader(): (key: string) => Promise<string | null> {
  const redis = new Redis();
  return (key) => redis.get(key);
}
`,
  });

  invalid('but not on this path', {
    code: `
import { Client } from 'pg';
export async function open(url: string): Promise<Client | undefined> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query('select 1');
  if (rows.length === 0) {
    return undefined;
  }
  return client;
}
`,
    reports: ['5:9 path'],
  });

  invalid('only what was read from it', {
    code: `
import { Client } from 'pg';
export async function open(url: string): Promise<string> {
  const client = new Client(url);
  await client.connect();
  return client.host;
}
`,
    reports: ['5:9 never'],
  });
});

describe('what a callback gives back to the call that runs it', () => {
  valid('for each element', {
    code: `
import { Queue } from 'bullmq';
export const queuesOf = (names: readonly string[]) => new Map(names.map((name) => [name, new Queue(name)]));
`,
  });

  valid('for each of a length', {
    code: `
import { Queue } from 'bullmq';
export class Shards {
  readonly queues = Array.from({ length: 4 }, (_, place) => new Queue(String(place)));
  close = () => Promise.all(this.queues.map((queue) => queue.close()));
}
`,
  });

  valid('as a promise', {
    code: `
import { Queue } from 'bullmq';
export async function open(names: readonly string[]): Promise<Queue[]> {
  return Promise.all(
    names.map(async (name) => {
      const queue = new Queue(name);
      await queue.waitUntilReady();
      return queue;
    }),
  );
}
`,
    options: [{ exceptionPaths: 'none' }],
  });

  valid('that is called on the spot', {
    code: `
import { Queue } from 'bullmq';
export function open(): Queue {
  return (() => {
    const queue = new Queue('mail');
    queue.on('error', console.error);
    return queue;
  })();
}
`,
  });

  valid('in a chain', {
    code: `
import { Queue } from 'bullmq';
export async function send(name: Promise<string>): Promise<void> {
  const queue = await name.then((text) => new Queue(text));
  try {
    await queue.add('mail', {});
  } finally {
    await queue.close();
  }
}
`,
  });

  invalid('but not what it keeps to itself', {
    code: `
import { Queue } from 'bullmq';
export async function send(names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const queue = new Queue(name);
      await queue.add('mail', {});
    }),
  );
}
`,
    reports: ['6:21 never'],
  });

  invalid('and not on this path', {
    code: `
import { Queue } from 'bullmq';
export function open(names: readonly string[]): readonly (Queue | undefined)[] {
  return names.map((name) => {
    const queue = new Queue(name);
    if (name === '') {
      return undefined;
    }
    return queue;
  });
}
`,
    reports: ['5:19 path'],
  });
});

describe('what gives itself again', () => {
  valid('returned', {
    code: `
import { MongoClient } from 'mongodb';
export function open(url: string): Promise<MongoClient> {
  return new MongoClient(url).connect();
}
`,
  });

  valid('kept for all callers', {
    code: `
import { MongoClient } from 'mongodb';
let client: Promise<MongoClient> | undefined;
export function shared(url: string): Promise<MongoClient> {
  client ??= new MongoClient(url).connect();
  return client;
}
`,
  });

  invalid('and is only used', {
    code: `
import { MongoClient } from 'mongodb';
export async function ping(url: string): Promise<void> {
  const client = await new MongoClient(url).connect();
  await client.db().command({ ping: 1 });
}
`,
    reports: ['4:24 never'],
  });

  invalid('but not another of its kind', {
    code: `
import { Redis } from 'ioredis';
export function subscriber(): Redis {
  return new Redis().duplicate();
}
`,
    reports: ['4:10 never'],
  });
});

describe('what a function keeps that it was given to', () => {
  const keep = `
import type { Redis } from 'ioredis';
interface Options { readonly store: { readonly client: Redis } }
export function middleware({ store }: Options): (key: string) => Promise<number> {
  return (key) => store.client.incr(key);
}
export function attach({ store }: Options, request: { store?: unknown }): void {
  request.store = store;
}
export async function count({ store }: Options): Promise<number> {
  const known = { store };
  return known.store.client.dbsize();
}
`;

  valid('in a closure', {
    others: { 'app/db/keep.ts': keep },
    code: `
import { Redis } from 'ioredis';
import { middleware } from './keep.ts';
export function limit(): (key: string) => Promise<number> {
  return middleware({ store: { client: new Redis() } });
}
`,
  });

  valid('in a member of something else', {
    others: { 'app/db/keep.ts': keep },
    code: `
import { Redis } from 'ioredis';
import { attach } from './keep.ts';
export function prepare(request: { store?: unknown }): void {
  attach({ store: { client: new Redis() } }, request);
}
`,
  });

  invalid('but not in what it makes for itself', {
    others: { 'app/db/keep.ts': keep },
    code: `
import { Redis } from 'ioredis';
import { count } from './keep.ts';
export async function size(): Promise<number> {
  return await count({ store: { client: new Redis() } });
}
`,
    reports: ['5:41 never'],
  });

  valid('through what uses it', {
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
export async function install(app: { set(name: string, value: unknown): void }, url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  app.set('db', drizzle(client));
}
`,
  });
});

describe('what is stored', () => {
  valid('in a field', {
    code: `
import { Client } from 'pg';
export class Store {
  #client: Client | undefined;
  async open(url: string): Promise<void> {
    const client = new Client(url);
    await client.connect();
    this.#client = client;
  }
  async close(): Promise<void> {
    await this.#client?.end();
  }
}
`,
  });

  valid('in a collection', {
    code: `
import { Redis } from 'ioredis';
const clients = new Map<string, Redis>();
export function clientOf(name: string): void {
  const redis = new Redis();
  clients.set(name, redis);
}
export async function close(): Promise<void> {
  await Promise.all([...clients.values()].map((redis) => redis.quit()));
}
`,
  });

  valid('on globalThis', {
    code: `
import { Pool } from 'pg';
const known = globalThis as { pool?: Pool };
export function shared(): Pool {
  known.pool ??= new Pool();
  return known.pool;
}
`,
  });

  valid('in a variable of the module', {
    code: `
import { Pool } from 'pg';
let pool: Pool | undefined;
export function open(): void {
  pool = new Pool();
}
export async function close(): Promise<void> {
  await pool?.end();
}
`,
  });
});

describe('what somebody else closes', () => {
  valid('a wrapper that owns it', {
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
export function database(): ReturnType<typeof drizzle> {
  const pool = new Pool();
  return drizzle(pool);
}
`,
  });

  valid('a stream of it', {
    code: `
import { open } from 'node:fs/promises';
export async function lines(path: string): Promise<NodeJS.ReadableStream> {
  const file = await open(path);
  return file.createReadStream();
}
`,
  });

  invalid('but not a stream of something else', {
    code: `
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
export async function lines(path: string): Promise<NodeJS.ReadableStream> {
  const file = await open(path);
  await file.stat();
  return createReadStream(path);
}
`,
    reports: ['5:22 never'],
  });

  valid('a function of the same file', {
    code: `
import { Client } from 'pg';
async function closeQuietly(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  await client.query('select 1').finally(() => closeQuietly(client));
}
`,
  });

  valid('a function of another file', {
    filename: 'app/ping.ts',
    others: {
      'app/close.ts': `import type { Client } from 'pg';
export async function closeQuietly(client: Client): Promise<void> {
  await client.end().catch(() => undefined);
}
`,
    },
    code: `
import { Client } from 'pg';
import { closeQuietly } from './close.js';
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  await client.query('select 1');
  await closeQuietly(client);
}
`,
  });

  invalid('a function of another file that only uses it', {
    filename: 'app/ping.ts',
    others: {
      'app/ask.ts': `import type { Client } from 'pg';
export async function ask(client: Client): Promise<void> {
  await client.query('select 1');
}
`,
    },
    code: `
import { Client } from 'pg';
import { ask } from './ask.js';
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  await ask(client);
}
`,
    reports: ['6:9 never'],
  });

  valid('a closure that is called in the end', {
    code: `
import { Client } from 'pg';
export async function ping(): Promise<void> {
  const client = new Client();
  const close = async (): Promise<void> => {
    await client.end();
  };
  await client.connect();
  await client.query('select 1');
  await close();
}
`,
  });

  valid('a function of a package that nothing is known of', {
    code: `
import { Client } from 'pg';
import { guard } from '@acme/guard';
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  guard(client);
}
`,
  });

  valid('a handler of a signal', {
    code: `
import { Pool } from 'pg';
export function start(run: () => void): void {
  const pool = new Pool();
  process.once('SIGTERM', () => {
    void pool.end();
  });
  pool.on('connect', run);
  void pool.query('select 1');
}
`,
  });

  valid('the onClose hook of Fastify', {
    code: `
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
export async function plugin(app: FastifyInstance): Promise<void> {
  const pool = new Pool();
  await pool.query('select 1');
  app.addHook('onClose', async () => {
    await pool.end();
  });
}
`,
  });

  valid('a stack, by use', {
    code: `
import { open } from 'node:fs/promises';
export async function sizes(paths: readonly string[]): Promise<number> {
  await using stack = new AsyncDisposableStack();
  let total = 0;
  for (const path of paths) {
    const file = stack.use(await open(path));
    total += (await file.stat()).size;
  }
  return total;
}
`,
  });

  valid('a stack, by adopt', {
    code: `
import { Client } from 'pg';
export async function ping(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const client = stack.adopt(new Client(), (one) => one.end());
  await client.connect();
  await client.query('select 1');
}
`,
  });

  valid('a stack, by defer', {
    code: `
import { Client } from 'pg';
export async function ping(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const client = new Client();
  stack.defer(() => client.end());
  await client.connect();
  await client.query('select 1');
}
`,
  });

  valid('a stack that moves to the caller', {
    code: `
import { open } from 'node:fs/promises';
export async function hold(path: string): Promise<AsyncDisposableStack> {
  await using stack = new AsyncDisposableStack();
  stack.use(await open(path));
  return stack.move();
}
`,
  });

  valid('a pipeline', {
    code: `
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
export async function copy(from: string, to: string): Promise<void> {
  const source = createReadStream(from);
  const target = createWriteStream(to);
  await pipeline(source, target);
}
`,
  });

  valid('a loop that reads it to its end', {
    code: `
import { createReadStream } from 'node:fs';
export async function length(path: string): Promise<number> {
  let total = 0;
  const stream = createReadStream(path);
  for await (const chunk of stream) {
    total += String(chunk).length;
  }
  return total;
}
`,
  });

  valid('a helper that its comment says disposes', {
    code: `
import { Client } from 'pg';
const finished: Client[] = [];
/** @disposes */
function finish(client: Client): void {
  finished.push(client);
}
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  await finish(client);
}
`,
  });

  invalid('a helper that its comment says borrows', {
    code: `
import { Client } from 'pg';
const asked: Client[] = [];
/** @borrows */
function ask(client: Client): void {
  asked.push(client);
}
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  ask(client);
}
`,
    reports: ['10:9 never'],
  });

  valid('a helper that the settings say disposes', {
    settings: { helpers: { disposes: ['finish'] } },
    code: `
import { Client } from 'pg';
import { finish } from '@acme/finish';
export async function ping(): Promise<void> {
  const client = new Client();
  await client.connect();
  await finish(client);
}
`,
  });
});

describe('what need not be closed', () => {
  valid('what its module keeps', {
    code: `
import mongoose from 'mongoose';
export async function connect(uri: string) {
  await mongoose.connect(uri);
}
export async function connectLoudly(uri: string) {
  const { connection } = await mongoose.connect(uri);
  console.log(connection.host);
}
export async function disconnect() {
  await mongoose.connection.close();
}
`,
  });

  invalid('a connection beside the one that its module keeps', {
    code: `
import mongoose from 'mongoose';
export async function count(uri: string) {
  const connection = mongoose.createConnection(uri);
  return { count: await connection.model('User').countDocuments() };
}
`,
    reports: ['4:22 never'],
  });

  valid('a timer that is unreferenced', {
    code: `
export function poll(run: () => void): void {
  const timer = setInterval(run, 1000);
  timer.unref();
}
`,
  });

  valid('a server that a starting function starts', {
    code: `
import { createServer } from 'node:http';
export function startServer(port: number): void {
  const server = createServer((_, response) => response.end());
  server.listen(port);
}
`,
  });

  invalid('a server that any other function starts', {
    code: `
import { createServer } from 'node:http';
export function probe(port: number): void {
  const server = createServer((_, response) => response.end());
  server.listen(port);
}
`,
    reports: ['5:3 never'],
  });

  invalid('a server that the promise of a function starts', {
    code: `
import { createServer } from 'node:net';
export function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, () => resolve(true));
  });
}
`,
    reports: ['5:10 never'],
  });

  valid('a server that is closed, or given, when it listens', {
    code: `
import { createServer, type Server } from 'node:net';
export function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
export function open(port: number): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(port, () => resolve(server));
  });
}
`,
  });

  valid('a process', {
    code: `
import { spawn } from 'node:child_process';
export function compress(path: string): void {
  const child = spawn('gzip', [path]);
  child.stdin.end();
}
`,
  });

  valid('what a program opens and ends with', {
    filename: 'scripts/run.ts',
    code: `
import { Client } from 'pg';
async function run(): Promise<void> {
  const client = new Client();
  await client.connect();
  await client.query('select 1');
  process.exit(0);
}
void run();
`,
  });

  valid('what a configuration of a tool opens', {
    filename: 'vite.config.ts',
    code: `
import { Pool } from 'pg';
export default async () => {
  const pool = new Pool();
  await pool.query('select 1');
};
`,
  });

  valid('what a test opens, which is the business of another rule', {
    filename: 'app/db/session.test.ts',
    code: `
import { test } from 'vitest';
import { Pool } from 'pg';
test('asks', async () => {
  const pool = new Pool();
  await pool.query('select 1');
});
`,
  });

  valid('a type that is only named', {
    code: `
import type { Pool } from 'pg';
export function sizeOf(pool: Pool): number {
  const other: Pool = pool;
  return other.totalCount;
}
`,
  });

  valid('what only looks like a client', {
    code: `
export class FakeClient {
  async connect(): Promise<void> {}
  async end(): Promise<void> {}
}
export async function ping(): Promise<void> {
  const client = new FakeClient();
  await client.connect();
}
`,
  });
});

describe('what a promise that is made here gives', () => {
  valid('a server that listens', {
    code: `
import { createServer, type Server } from 'node:http';
export function listening(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(port, () => resolve(server));
  });
}
export const listeningAt = (port: number) =>
  new Promise<Server>((resolve) => {
    const server = createServer();
    server.listen(port, () => { resolve(server); });
  });
`,
  });

  valid('a file that something else opens in the course of it', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export function touched(path: string): Promise<FileHandle> {
  return new Promise((resolve, reject) => {
    open(path).then((file) => {
      void file.utimes(1, 1);
      resolve(file);
    }, reject);
  });
}
export function found(path: string): Promise<{ file: FileHandle }> {
  return new Promise((resolve, reject) => {
    setTimeout(() => {
      open(path).then((file) => {
        void file.utimes(1, 1);
        resolve({ file });
      }, reject);
    }, 100);
  });
}
`,
  });

  invalid('only the number of a file, or nothing', {
    code: `
import { open } from 'node:fs/promises';
export function numbered(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path).then((file) => {
      void file.utimes(1, 1);
      resolve(file.fd);
    }, reject);
  });
}
export function touch(path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    open(path).then((file) => {
      void file.utimes(1, 1);
      resolve();
    }, reject);
  });
}
`,
    reports: ['5:5 never', '13:5 never'],
  });

  invalid('only its port', {
    code: `
import { createServer } from 'node:http';
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, () => resolve((server.address() as { port: number }).port));
  });
}
`,
    reports: ['6:5 never'],
  });
});

describe('a list of others', () => {
  valid('gets several at once', {
    code: `
import { Redis } from 'ioredis';
export function clients() {
  let all: Redis[] = [];
  return {
    start() {
      all = [];
      all.push(new Redis({ db: 1 }), new Redis({ db: 2 }));
    },
    async ping() {
      const [first] = all;
      await first?.ping();
    },
    stop() {
      all.forEach((one) => { one.disconnect(); });
    },
  };
}
`,
  });

  invalid('of its own gets only names', {
    code: `
import { Redis } from 'ioredis';
export async function ping(names: string[]) {
  const redis = new Redis();
  names.push(await redis.ping());
}
`,
    reports: ['4:17 never'],
  });
});

describe('an application that starts', () => {
  valid('and is handed on under a condition', {
    code: `
import { NestFactory } from '@nestjs/core';
class AppModule {}
declare function document(app: unknown): void;
export async function bootstrap(withDocumentation: boolean): Promise<void> {
  const app = await NestFactory.create(AppModule);
  if (withDocumentation) {
    document(app);
  }
  await app.listen(3000);
}
`,
  });

  invalid('and is closed under a condition', {
    code: `
import { NestFactory } from '@nestjs/core';
class AppModule {}
export async function bootstrap(isTrial: boolean): Promise<void> {
  const app = await NestFactory.create(AppModule);
  await app.listen(3000);
  if (isTrial) {
    await app.close();
  }
}
`,
    reports: ['6:9 path'],
  });
});

describe('a client behind a class', () => {
  invalid('that a function makes for it', {
    code: `
import { Redis } from 'ioredis';
const connect = () => new Redis();
class Store {
  readonly #redis: Redis;
  constructor() {
    this.#redis = connect();
  }
  ping() {
    return this.#redis.ping();
  }
  close() {
    return this.#redis.quit();
  }
}
export async function use(): Promise<void> {
  const store = new Store();
  await store.ping();
}
`,
    reports: ['17:17 never'],
  });

  valid('that a function keeps for all', {
    code: `
import { Redis } from 'ioredis';
import { connection } from './connection.js';
class Store {
  readonly #redis: Redis;
  constructor() {
    this.#redis = connection();
  }
  ping() {
    return this.#redis.ping();
  }
  close() {
    return this.#redis.quit();
  }
}
export async function use(): Promise<void> {
  const store = new Store();
  await store.ping();
}
`,
    others: {
      './connection.ts': `
import { Redis } from 'ioredis';
const clients = new Map<string, Redis>();
export function connection() {
  let client = clients.get('main');
  if (client === undefined) {
    client = new Redis();
    clients.set('main', client);
  }
  return client;
}
`,
    },
  });
});

describe('one of two in one name', () => {
  invalid('is reported once', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import mysql from 'mysql2/promise';
export async function connect(url?: string) {
  const connection = url ? await mysql.createConnection(url) : await mysql.createConnection({ host: 'localhost' });
  await connection.connect();
  return connection;
}
`,
    reports: ['4:34 exception'],
  });
});

describe('a lock that is given back by what it locks', () => {
  valid('in the same function, or in another of the same file', {
    code: `
import { lock, unlock } from 'proper-lockfile';
import { writeFile } from 'node:fs/promises';
export async function save(path: string, text: string): Promise<void> {
  try {
    await lock(path, { retries: 3 });
    await writeFile(path, text);
  } finally {
    await unlock(path);
  }
}
export class Store {
  readonly #path: string;
  constructor(path: string) {
    this.#path = path;
  }
  async begin(): Promise<void> {
    await lock(this.#path);
  }
  async end(): Promise<void> {
    await unlock(this.#path);
  }
}
`,
  });

  invalid('by nobody, for another path, and only if nothing throws', {
    code: `
import { lock, unlock } from 'proper-lockfile';
import { writeFile } from 'node:fs/promises';
export async function keep(path: string): Promise<void> {
  await lock(path);
  await writeFile(path, '');
}
export async function mistake(path: string, other: string): Promise<void> {
  await lock(path);
  await unlock(other);
}
export async function save(path: string, text: string): Promise<void> {
  await lock(path);
  await writeFile(path, text);
  await unlock(path);
}
`,
    options: [{ exceptionPaths: 'all' }],
    reports: ['5:9 dropped', '9:9 dropped', '13:9 exception'],
  });
});

describe('what a constructor gives to that of its base class', () => {
  valid('which keeps it for all methods, closed or not', {
    code: `
import { Pool } from 'pg';
class Table {
  constructor(protected readonly pool: Pool) {}
  count(): Promise<unknown> {
    return this.pool.query('select count(*) from users');
  }
}
export class Users extends Table {
  constructor(url: string) {
    super(new Pool({ connectionString: url }));
  }
}
`,
  });

  invalid('which only asks it something', {
    code: `
import { Pool } from 'pg';
class Table {
  constructor(pool: Pool) {
    void pool.query('select 1').catch(console.error);
  }
}
export class Users extends Table {
  constructor(url: string) {
    super(new Pool({ connectionString: url }));
  }
}
`,
    reports: ['10:11 never'],
  });
});

describe('a server whose end is waited for', () => {
  const api = `
import { createServer, type Server } from 'node:http';
export class Api {
  readonly #server: Server = createServer();
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, resolve));
  }
  async whenClosed(): Promise<void> {
    await new Promise((resolve) => this.#server.once('close', resolve));
  }
  async load(): Promise<number> {
    return new Promise((resolve) => this.#server.getConnections((_error, count) => resolve(count)));
  }
  async close(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
`;

  valid('by a method whose name says so', {
    code: `${api}
export async function command(port: number): Promise<void> {
  const api = new Api();
  await api.listen(port);
  await api.whenClosed();
}
`,
  });

  invalid('but not by one that asks it something else', {
    code: `${api}
export async function command(port: number): Promise<void> {
  const api = new Api();
  await api.listen(port);
  await api.load();
}
`,
    reports: ['21:9 never'],
  });
});

describe('what is put into ever more of itself', () => {
  valid('options that are merged into each other', {
    code: `
import { createServer } from 'node:http';
type Options = Record<string, any>;
export function merge(defaults: Options, overrides: Options, path: string): Options {
  const merged: Options = { ...defaults };
  setUp(merged);
  for (const key in overrides) {
    const value = overrides[key];
    let existing = merged[key];
    if (key === 'old') existing = merged['next'];
    if (existing == null && path === '') {
      const environments = { ...value };
      for (const name in environments) environments[name] = upgraded(environments[name]);
      merged[key] = environments;
    } else if (existing == null) {
      merged[key] = path === 'environments' ? upgraded(value) : value;
    } else if (key === 'plugins') {
      merged[key] = () => [...listOf(existing), ...listOf(value)];
    } else if (key === 'alias') {
      merged[key] = mergeAlias(existing, value);
    } else if (key === 'input') {
      merged[key] = mergeInput(existing, value);
    } else if (key === 'assets') {
      merged[key] = [].concat(existing, value);
    } else if (Array.isArray(existing) || Array.isArray(value)) {
      merged[key] = [...listOf(existing), ...listOf(value)];
    } else {
      merged[key] = typeof value === 'object' ? merge(existing, value, \`\${path}.\${key}\`) : value;
    }
  }
  return merged;
}
function upgraded(config: Options): Options {
  const copy: Options = { ...config };
  setUp(copy);
  return copy;
}
function setUp(config: Options): void {
  config['next'] ??= config['last'];
  const ws = config['ws'] ? { ...config['ws'] } : {};
  config['ws'] = ws;
  const proxy = config['hmr'] || {};
  for (const key of ['a', 'b']) {
    Object.defineProperty(proxy, key, { get: () => config['ws']?.[key], set(value) { config['ws'][key] = value; } });
  }
  config['hmr'] = proxy;
}
function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}
function mergeInput(a?: any, b?: any): any {
  if (!a) return b;
  if (!b) return a;
  if (typeof a === 'string' && typeof b === 'string') return [a, b];
  if (Array.isArray(a)) return [...a, ...(Array.isArray(b) ? b : [b])];
  if (Array.isArray(b)) return [...(Array.isArray(a) ? a : [a]), ...b];
  return { ...objectOf(a), ...objectOf(b) };
}
function objectOf(input: any): any {
  if (typeof input === 'string') return { [input.slice(1)]: input };
  if (Array.isArray(input)) return Object.fromEntries(input.map((one) => [String(one), one]));
  return input;
}
function mergeAlias(a?: any, b?: any): any {
  if (!a) return b;
  if (!b) return a;
  return [...normalizeAlias(b), ...normalizeAlias(a)];
}
function normalizeAlias(o: any = []): any[] {
  return Array.isArray(o)
    ? o.map(normalizeOne)
    : Object.keys(o).map((find) => normalizeOne({ find, replacement: o[find] }));
}
function normalizeOne({ find, replacement, custom }: any): any {
  if (find.endsWith('/') && replacement.endsWith('/')) {
    find = find.slice(0, find.length - 1);
    replacement = replacement.slice(0, replacement.length - 1);
  }
  const alias: any = { find, replacement };
  if (custom) alias.custom = custom;
  return alias;
}
export async function start(options: Options): Promise<Options> {
  const server = createServer();
  server.listen(3000);
  return merge({ server: { parent: server } }, options, '');
}
`,
  });
});
