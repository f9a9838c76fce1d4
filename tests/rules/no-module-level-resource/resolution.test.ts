import { describe } from 'vitest';

import rule from '../../../src/rules/no-module-level-resource.ts';
import { casesOf } from '../../support/rule-cases.ts';
import { typesFolder } from '../../support/type-host.ts';

const { invalid, valid } = casesOf('no-module-level-resource', rule);

describe('by import, without types', () => {
  invalid('named and aliased', {
    code: `
import { Pool, Pool as Connections } from 'pg';
export const first = new Pool();
export const second = new Connections();
`,
    untyped: true,
    reports: ['3:22 madeAtLoad', '4:23 madeAtLoad'],
  });

  invalid('default and namespace', {
    code: `
import pg from 'pg';
import * as all from 'pg';
const { Pool: Connections } = pg;
export const first = new pg.Pool();
export const second = new all.Pool();
export const third = new Connections();
`,
    untyped: true,
    reports: ['5:22 madeAtLoad', '6:23 madeAtLoad', '7:22 madeAtLoad'],
  });

  invalid('require, also of a member', {
    code: `
const { Pool } = require('pg');
const Redis = require('ioredis');
const knex = require('knex')({ client: 'pg', connection: 'postgres://localhost' });
module.exports = { knex, pool: new Pool(), redis: new Redis(), other: new (require('pg').Pool)() };
`,
    filename: 'db.cjs',
    sourceType: 'commonjs',
    untyped: true,
    reports: ['4:14 madeAtLoad', '5:32 madeAtLoad', '5:51 madeAtLoad', '5:71 madeAtLoad'],
  });

  invalid('import equals and dynamic import', {
    code: `
import ioredis = require('ioredis');
const { Pool } = await import('pg');
export const redis = new ioredis();
export const pool = new Pool();
`,
    filename: 'db.mts',
    untyped: true,
    reports: ['4:22 madeAtLoad', '5:21 madeAtLoad'],
  });

  invalid('node built-ins with and without their prefix', {
    code: `
import { Worker } from 'worker_threads';
import { createSocket } from 'node:dgram';
export const worker = new Worker('./work.js');
export const socket = createSocket('udp4');
`,
    untyped: true,
    reports: ['4:23 madeAtLoad', '5:23 madeAtLoad'],
  });

  invalid('a generated Prisma client', {
    code: `
import { PrismaClient } from '../generated/prisma/client';
export const prisma = new PrismaClient();
`,
    untyped: true,
    reports: ['3:23 madeAtLoad'],
  });

  invalid('a method of what an export made', {
    code: `
import express from 'express';
export const server = express().listen(3000);
`,
    untyped: true,
    reports: ['3:23 madeAtLoad'],
  });

  valid('type-only imports have no value', {
    code: `
import type { Pool } from 'pg';
import { type Client } from 'pg';
export type Db = Pool | Client;
`,
    untyped: true,
  });

  valid('names alone never suffice', {
    code: `
class Pool { end() {} }
const worker = { terminate() {} };
const watch = (name) => ({ name, close() {} });
export const pool = new Pool();
export const watched = watch('x');
export { worker };
`,
    filename: 'names.js',
    untyped: true,
  });

  valid('the same name from another module', {
    code: `
import { Pool } from './pool.js';
import { Redis } from '@upstash/redis';
export const pool = new Pool();
export const redis = new Redis({ url: 'https://example.com', token: 'x' });
`,
    untyped: true,
  });

  valid('a shadowed import', {
    code: `
import { Pool } from 'pg';
export const make = (Pool) => new Pool();
export const made = ((Pool) => new Pool())(class {});
export type Db = Pool;
`,
    untyped: true,
  });
});

describe('by what the project itself makes', () => {
  invalid('a factory of the same file, without types', {
    code: `
import { Pool } from 'pg';
function createEngine() {
  const engine = new Pool();
  engine.on('error', () => undefined);
  return engine;
}
export const pool = createEngine();
`,
    untyped: true,
    reports: ['8:21 madeAtLoad'],
  });

  invalid('a factory of another file', {
    code: `
import { createEngine } from './engine.js';
export const pool = createEngine();
`,
    others: {
      'app/db/engine.ts': `
import pg from 'pg';
const { Pool } = pg;
export const createEngine = (): pg.Pool => new Pool();
`,
    },
    reports: ['3:21 madeAtLoad'],
  });

  invalid('a factory behind re-exports and a default export', {
    code: `
import createEngine, { createOther } from './index.js';
export const pool = createEngine();
export const other = createOther();
`,
    others: {
      'app/db/index.ts': `
export { createEngine as default } from './engine.js';
export * from './engine.js';
`,
      'app/db/engine.ts': `
import { Pool } from 'pg';
export function createEngine(): Pool { return new Pool(); }
export function createOther(): Pool { return createEngine(); }
`,
    },
    reports: ['3:21 madeAtLoad', '4:22 madeAtLoad'],
  });

  invalid('a package that the project exports again', {
    code: `
import { Pool as Connections, Redis } from './clients.js';
export const pool = new Connections();
export const redis = new Redis();
`,
    others: {
      'app/db/clients.ts': `
export { Pool } from 'pg';
export * from 'ioredis';
`,
    },
    reports: ['3:21 madeAtLoad', '4:22 madeAtLoad'],
  });

  invalid('a package behind one of several export *', {
    code: `
import { PrismaClient } from './index.js';
export const prisma = new PrismaClient();
`,
    others: {
      'app/db/index.ts': `export * from '../generated/prisma/client.js';\nexport * from './helpers.js';`,
      'app/db/helpers.ts': `export const answer = 42;`,
    },
    reports: ['3:23 madeAtLoad'],
  });

  invalid('an async factory', {
    code: `
import { createClient } from 'redis';
async function connected() {
  const client = createClient();
  await client.connect();
  return client;
}
export const client = await connected();
`,
    reports: ['8:29 madeAtLoad'],
  });

  invalid('subclasses and classes that hold one', {
    code: `
import { Pool } from 'pg';
class Connections extends Pool {}
class Database {
  readonly pool = new Pool();
}
class Other {
  readonly pool: Pool;
  constructor() {
    this.pool = new Pool();
  }
}
export const first = new Connections();
export const second = new Database();
export const third = new Other();
`,
    reports: ['13:22 madeAtLoad', '14:23 madeAtLoad', '15:22 madeAtLoad'],
  });

  invalid('a class whose base class holds one', {
    code: `
import { Users } from './users.js';
export const users = new Users();
`,
    others: {
      'app/db/repository.ts': `
import { Pool } from 'pg';
export class Repository {
  protected readonly pool = new Pool();
  close(): Promise<void> {
    return this.pool.end();
  }
}
`,
      'app/db/users.ts': `
import { Repository } from './repository.js';
export class Users extends Repository {
  list() {
    return this.pool.query('select * from users');
  }
}
`,
    },
    reports: ['3:22 madeAtLoad'],
  });

  valid('a class whose base class is given one, and classes that extend each other without end', {
    code: `
import { Pool } from 'pg';
class Repository {
  constructor(protected readonly pool?: Pool) {}
}
class Users extends Repository {}
class Odd extends Even {}
class Even extends Odd {}
export const users = new Users();
export const odd = new Odd();
`,
  });

  invalid('a caller that runs its callback at load', {
    code: `
import { Pool } from 'pg';
import { singleton } from './singleton.js';
const createEngine = (): Pool => new Pool();
export const first = singleton('first', () => createEngine());
export const second = singleton('second', createEngine);
`,
    others: {
      'app/db/singleton.ts': `
const known = new Map<string, unknown>();
export function singleton<T>(name: string, make: () => T): T {
  if (!known.has(name)) {
    const made = make();
    known.set(name, made);
    return made;
  }
  return known.get(name) as T;
}
`,
    },
    reports: ['5:22 madeAtLoad', '6:23 madeAtLoad'],
  });

  valid('a caller that keeps its callback for later', {
    code: `
import { Pool } from 'pg';
import { lazy } from './lazy.js';
export const getPool = lazy(() => new Pool());
`,
    others: {
      'app/db/lazy.ts': `
export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
`,
    },
  });

  invalid('a function that another one made, called at load', {
    code: `
import { once } from 'lodash';
import { Pool } from 'pg';
import { lazy } from './lazy.js';
const getFirst = once(() => new Pool());
const getSecond = lazy(() => new Pool());
export const first = getFirst();
export const second = getSecond();
export const third = lazy(() => new Pool());
`,
    others: {
      'app/db/lazy.ts': `
export function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
`,
    },
    reports: ['7:22 madeAtLoad', '8:23 madeAtLoad'],
  });

  invalid('the class is an argument', {
    code: `
import { Pool } from 'pg';
function make<T>(Class: new () => T): T {
  return new Class();
}
export const pool = make(Pool);
`,
    reports: ['6:21 madeAtLoad'],
  });

  invalid('a getter that makes it on first use, called at load', {
    code: `
import { Pool } from 'pg';
let pool: Pool | undefined;
export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}
export const shared = getPool();
`,
    reports: ['8:23 madeAtLoad'],
  });

  valid('a getter that only borrows', {
    code: `
import { getPool } from './pool.js';
export const shared = getPool();
`,
    others: {
      'app/db/pool.ts': `
import type { Pool } from 'pg';
let pool: Pool | undefined;
export function setPool(given: Pool): void { pool = given; }
export function getPool(): Pool { if (!pool) throw new Error('not set'); return pool; }
`,
    },
  });

  valid('a function that makes one only if it is given none', {
    code: `
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { shared } from './shared.js';
const first = (given?: Pool) => drizzle(given ?? new Pool());
function second(given?: Pool): Pool {
  if (given) return given;
  return new Pool();
}
function third(options: { pool?: Pool }): Pool {
  return options.pool === undefined ? new Pool() : options.pool;
}
export const all = [first(shared), second(shared), third({ pool: shared })];
`,
    others: { 'app/db/shared.ts': `import type { Pool } from 'pg';\nexport declare const shared: Pool;` },
  });

  invalid('a function that makes one or another, whatever it is given', {
    code: `
import { Cluster, Redis } from 'ioredis';
function first(isCluster: boolean) {
  if (isCluster) {
    return new Cluster([]);
  }
  return new Redis();
}
const second = (isCluster: boolean) => (isCluster ? new Cluster([]) : new Redis());
export const one = first(true);
export const other = second(false);
`,
    reports: ['10:20 madeAtLoad', '11:22 madeAtLoad'],
  });

  valid('a function that starts a timer, or lets the process go', {
    code: `
import { Worker } from 'node:worker_threads';
function startTimer(): NodeJS.Timeout {
  return setInterval(() => undefined, 1000);
}
function startWorker(): Worker {
  const worker = new Worker('./work.js');
  worker.unref();
  return worker;
}
export const all = [startTimer(), startWorker()];
`,
  });

  invalid('a static method that keeps what it makes', {
    code: `
import { Pool } from 'pg';
class Database {
  static #only: Database | undefined;
  readonly pool = new Pool();
  static get(): Database {
    return (Database.#only ??= new Database());
  }
}
export const database = Database.get();
`,
    reports: ['10:25 madeAtLoad'],
  });

  valid('another file that keeps what it makes', {
    code: `
import { Queues, start } from './queues.js';
Queues.start();
await start();
export const names = ['mail'];
`,
    others: {
      'app/db/queues.ts': `
import { Queue } from 'bullmq';
const kept: Queue[] = [];
export class Queues {
  static #mail: Queue | undefined;
  static start(): Queue {
    return (Queues.#mail ??= new Queue('mail'));
  }
}
let other: Queue | undefined;
export async function start(): Promise<void> {
  other = new Queue('other');
  kept.push(other);
}
`,
    },
  });

  invalid('a function of this file that keeps what it makes', {
    code: `
import { Queue } from 'bullmq';
let mail: Queue | undefined;
function start(): void {
  mail = new Queue('mail');
}
start();
export const name = (): string | undefined => mail?.name;
`,
    reports: ['7:1 madeAtLoad'],
  });

  valid('a function that lends what it makes to another', {
    code: `
import { Pool } from 'pg';
async function withPool<T>(use: (pool: Pool) => Promise<T>): Promise<T> {
  const pool = new Pool();
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}
export const names = await withPool(async (pool) => (await pool.query<{ name: string }>('select name')).rows);
`,
  });

  invalid('a function that gives it back only when it fails', {
    code: `
import { Pool } from 'pg';
async function connected(): Promise<Pool> {
  const pool = new Pool();
  try {
    await pool.query('select 1');
  } catch (error) {
    await pool.end();
    throw error;
  }
  return pool;
}
export const pool = await connected();
`,
    reports: ['13:27 madeAtLoad'],
  });

  valid('a function that gives back what it makes', {
    code: `
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
function version(): string {
  const db = new DatabaseSync(':memory:');
  db.close();
  return readFileSync('version', 'utf8');
}
export const current = version();
`,
  });

  valid('functions that call each other without end', {
    code: `
import { Pool } from 'pg';
function ping(): Pool { return pong(); }
function pong(): Pool { return ping(); }
export const pool = ping();
export type Db = Pool;
`,
  });
});

describe('by type, where both speak', () => {
  invalid('a generated Prisma client, by its name and members', {
    code: `
import { PrismaClient } from './generated.js';
export const prisma = new PrismaClient();
`,
    others: {
      'app/db/generated.ts': `
export class PrismaClient {
  async $connect(): Promise<void> {}
  async $disconnect(): Promise<void> {}
  async $transaction<T>(run: () => Promise<T>): Promise<T> { return run(); }
}
`,
    },
    reports: ['3:23 madeAtLoad'],
  });

  valid('a class of that name without the members', {
    code: `
import { PrismaClient } from './generated.js';
export const prisma = new PrismaClient();
`,
    others: { 'app/db/generated.ts': `export class PrismaClient { find(): string { return ''; } }` },
  });

  invalid('a constructor that no import tells', {
    code: `
import { classes } from './classes.js';
export const pool = new (classes.get('pool')!)();
`,
    others: {
      'app/db/classes.ts': `
import { Pool } from 'pg';
export const classes = new Map([['pool', Pool]]);
`,
    },
    reports: ['3:21 madeAtLoad'],
  });

  valid('a specifier that leads to a file of the project', {
    code: `
import { Pool } from 'pg';
export const pool = new Pool();
`,
    others: { 'fakes/pg.ts': `export class Pool { end(): void {} }` },
    compilerOptions: { paths: { pg: [`${typesFolder}fakes/pg.ts`] } },
  });
});

describe('by the disposable protocol', () => {
  invalid('a class of the project', {
    code: `
import { Bus, Lock } from './bus.js';
export const bus = new Bus();
export const lock = new Lock();
`,
    others: {
      'app/db/bus.ts': `
import { rmSync } from 'node:fs';
export class Bus implements AsyncDisposable {
  async [Symbol.asyncDispose](): Promise<void> {
    await fetch('http://localhost/leave');
  }
}
export class Lock implements Disposable {
  [Symbol.dispose](): void {
    rmSync('lock');
  }
}
`,
    },
    reports: ['3:20 madeAtLoad', '4:21 madeAtLoad'],
  });

  valid('a class of the project whose disposer gives nothing back', {
    code: `
import { Counters } from './counters.js';
export const counters = new Counters();
`,
    others: {
      'app/db/counters.ts': `
export class Counters implements Disposable {
  readonly values = new Map<string, number>();
  [Symbol.dispose](): void {
    this.values.clear();
  }
}
`,
    },
  });

  valid('what writes down what it has counted, as the catalogue knows', {
    code: `
import { Metrics } from '@aws-lambda-powertools/metrics';
export const metrics = new Metrics();
`,
    others: {
      'node_modules/@aws-lambda-powertools/metrics/package.json':
        '{ "name": "@aws-lambda-powertools/metrics", "types": "index.d.ts" }',
      'node_modules/@aws-lambda-powertools/metrics/index.d.ts': `
export declare class Metrics {
  [Symbol.dispose](): void;
}
`,
    },
  });

  invalid('the class of another package', {
    code: `
import { Meter } from 'some-meter';
export const meter = new Meter();
`,
    others: {
      'node_modules/some-meter/package.json': '{ "name": "some-meter", "types": "index.d.ts" }',
      'node_modules/some-meter/index.d.ts': `
export declare class Meter {
  [Symbol.dispose](): void;
}
`,
    },
    reports: ['3:22 madeAtLoad'],
  });

  valid('what holds nothing although it can be disposed', {
    code: `
import { EventEmitter } from 'node:events';
import { createServer, Server } from 'node:http';
import { PassThrough } from 'node:stream';
export const stack = new AsyncDisposableStack();
export const controller = new AbortController();
export const through = new PassThrough();
export const emitter = new EventEmitter();
export const values = new Map([[1, 2]]).values();
export const numbers = (function* () { yield 1; })();
export const servers = [new Server(), createServer()];
`,
  });

  valid('without types it is not known', {
    code: `
import { Bus } from './bus.js';
export const bus = new Bus();
`,
    untyped: true,
  });
});
