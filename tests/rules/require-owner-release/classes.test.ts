import { describe } from 'vitest';

import rule from '../../../src/rules/require-owner-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-owner-release', rule);

describe('services of frameworks', () => {
  invalid('a queue of a Nest service', {
    code: `import { Injectable } from '@nestjs/common';
import { Queue } from 'bullmq';

@Injectable()
export class Mails {
  private readonly queue = new Queue('mails', { connection: { host: 'localhost' } });

  async send(to: string): Promise<void> {
    await this.queue.add('send', { to });
  }
}
`,
    reports: ['5:14 noCloser'],
  });

  valid('closed in onModuleDestroy', {
    code: `import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Queue } from 'bullmq';

@Injectable()
export class Mails implements OnModuleDestroy {
  private readonly queue = new Queue('mails', { connection: { host: 'localhost' } });

  async onModuleDestroy(): Promise<void> {
    await this.queue.close();
  }
}
`,
  });

  invalid('onModuleDestroy closes only one of two', {
    code: `import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Queue, Worker } from 'bullmq';

const connection = { host: 'localhost' };

@Injectable()
export class Mails implements OnModuleDestroy {
  private readonly queue = new Queue('mails', { connection });
  private readonly worker: Worker;

  constructor() {
    this.worker = new Worker('mails', async () => undefined, { connection });
  }

  async onModuleDestroy(): Promise<void> {
    await this.queue.close();
  }
}
`,
    reports: ['9:20 forgotten'],
  });

  valid('onApplicationShutdown with the signal', {
    code: `import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Pool } from 'pg';

@Injectable()
export class Database implements OnApplicationShutdown {
  readonly #pool = new Pool();

  async onApplicationShutdown(_signal?: string): Promise<void> {
    await this.#pool.end();
  }
}
`,
  });

  valid('a lifecycle that is an arrow function', {
    code: `import { Pool } from 'pg';

export class Database {
  readonly #pool = new Pool();

  stop = async (): Promise<void> => {
    await this.#pool.end();
  };
}
`,
  });

  valid('a handler of the process in the constructor', {
    code: `import { Pool } from 'pg';

export class Database {
  readonly #pool = new Pool();

  constructor() {
    process.once('SIGTERM', () => void this.#pool.end());
  }
}
`,
  });
});

describe('what is kept in a field', () => {
  invalid('a server', {
    code: `import { createServer, type Server } from 'node:http';

export class Api {
  #server?: Server;

  start(port: number): void {
    this.#server = createServer().listen(port);
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('a client that is never connected', {
    code: `import { createClient } from 'redis';

export class Cache {
  readonly #client = createClient();

  get options() {
    return this.#client.options?.url;
  }
}
`,
  });

  invalid('a client that another method connects', {
    code: `import { createClient } from 'redis';

export class Cache {
  readonly #client = createClient();

  async connect(): Promise<void> {
    await this.#client.connect();
  }

  get(key: string) {
    return this.#client.get(key);
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  invalid('that only unsubscribes', {
    code: `import { Redis } from 'ioredis';

export class Channel {
  readonly #redis = new Redis();

  async unsubscribe(channel: string): Promise<void> {
    await this.#redis.unsubscribe(channel);
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  invalid('a client that was checked out', {
    code: `import type { Pool, PoolClient } from 'pg';

export class Session {
  #client?: PoolClient;

  constructor(private readonly pool: Pool) {}

  async begin(): Promise<void> {
    this.#client = await this.pool.connect();
    await this.#client.query('begin');
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('a client that is given back', {
    code: `import type { Pool, PoolClient } from 'pg';

export class Session {
  #client?: PoolClient;

  constructor(private readonly pool: Pool) {}

  async begin(): Promise<void> {
    this.#client = await this.pool.connect();
  }

  end(): void {
    this.#client?.release();
  }
}
`,
  });

  invalid('a member of an object in a field', {
    code: `import { Pool } from 'pg';

export class Databases {
  readonly #pools = { reader: new Pool() };

  count() {
    return this.#pools.reader.query('select 1');
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  invalid('a map of clients', {
    code: `import { Pool } from 'pg';

export class Tenants {
  readonly #pools = new Map<string, Pool>();

  query(tenant: string, sql: string) {
    let pool = this.#pools.get(tenant);
    if (pool === undefined) {
      pool = new Pool({ database: tenant });
      this.#pools.set(tenant, pool);
    }
    return pool.query(sql);
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('a map of clients that is closed in a loop', {
    code: `import { Pool } from 'pg';

export class Tenants {
  readonly #pools = new Map<string, Pool>();

  query(tenant: string, sql: string) {
    let pool = this.#pools.get(tenant);
    if (pool === undefined) {
      pool = new Pool({ database: tenant });
      this.#pools.set(tenant, pool);
    }
    return pool.query(sql);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.end()));
  }
}
`,
  });

  invalid('a record of clients', {
    code: `import { Pool } from 'pg';

export class Tenants {
  private readonly pools: Record<string, Pool> = {};

  add(tenant: string) {
    this.pools[tenant] = new Pool({ database: tenant });
  }

  query(tenant: string, sql: string) {
    return this.pools[tenant]?.query(sql);
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('a record of clients that is closed by name, in a loop, or by a function that gets all of them', {
    code: `import { Pool } from 'pg';

export class ByName {
  private readonly pools: Record<string, Pool> = {};

  add(tenant: string) {
    this.pools[tenant] = new Pool({ database: tenant });
  }

  async remove(tenant: string): Promise<void> {
    await this.pools[tenant]?.end();
    delete this.pools[tenant];
  }
}

export class InALoop {
  private readonly pools: Record<string, Pool> = {};

  add(tenant: string) {
    this.pools[tenant] = new Pool({ database: tenant });
  }

  async close(): Promise<void> {
    for (const [tenant, pool] of Object.entries(this.pools)) {
      await pool.end();
      delete this.pools[tenant];
    }
  }
}

export class ByAFunction {
  private readonly pools: Record<string, Pool> = {};

  add(tenant: string) {
    this.pools[tenant] = new Pool({ database: tenant });
  }

  async close(): Promise<void> {
    await endAll(this.pools);
  }
}

async function endAll(pools: Record<string, Pool>): Promise<void> {
  await Promise.all(Object.values(pools).map((pool) => pool.end()));
}
`,
  });

  valid('a client without a connection', {
    code: `import { S3Client } from '@aws-sdk/client-s3';

export class Files {
  readonly #s3 = new S3Client({});

  get region() {
    return this.#s3.config.region;
  }
}
`,
  });

  valid('a static field, of which another rule speaks', {
    code: `import { Pool } from 'pg';

export class Database {
  static readonly pool = new Pool();
}
`,
  });

  invalid('an instance of a class of the project that can be closed', {
    code: `import { Pool } from 'pg';

export class Database {
  readonly #pool = new Pool();

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

export class Service {
  readonly #database = new Database();

  get name() {
    return typeof this.#database;
  }
}
`,
    reports: ['11:14 noCloser'],
  });

  invalid('an instance of a class that cannot be closed: only that class', {
    code: `import { Pool } from 'pg';

export class Database {
  readonly #pool = new Pool();

  count() {
    return this.#pool.query('select 1');
  }
}

export class Service {
  readonly #database = new Database();

  count() {
    return this.#database.count();
  }
}
`,
    reports: ['3:14 noCloser'],
  });
});

describe('who else may close it', () => {
  valid('a caller of the method that opens it', {
    code: `import { MongoClient } from 'mongodb';

export class Store {
  #client?: MongoClient;

  async open(url: string): Promise<MongoClient> {
    this.#client = await MongoClient.connect(url);
    return this.#client;
  }
}
`,
  });

  invalid('not who gets it from an accessor', {
    code: `import { Redis } from 'ioredis';

export class Cache {
  readonly #redis = new Redis();

  getClient(): Redis {
    return this.#redis;
  }
}
`,
    reports: ['3:14 noCloser'],
  });

  valid('who closes what an accessor gave', {
    code: `import { Redis } from 'ioredis';

export class Cache {
  readonly #redis = new Redis();

  getClient(): Redis {
    return this.#redis;
  }
}

export async function close(cache: Cache): Promise<void> {
  await cache.getClient().quit();
}
`,
  });

  valid('who closes a field from outside', {
    code: `import { Pool } from 'pg';

export class Database {
  readonly pool = new Pool();
}

export async function close(database: Database): Promise<void> {
  await database.pool.end();
}
`,
  });

  valid('a class that extends it', {
    code: `import { Pool } from 'pg';

export class Database {
  protected readonly pool = new Pool();
}

export class Closable extends Database {
  async close(): Promise<void> {
    await this.pool.end();
  }
}
`,
  });

  valid('a class that it extends', {
    code: `import { Pool } from 'pg';

export abstract class Repository {
  protected pool?: Pool;

  async close(): Promise<void> {
    await this.pool?.end();
  }
}

export class Accounts extends Repository {
  constructor() {
    super();
    this.pool = new Pool();
  }
}
`,
  });

  valid('an instance of Kysely that owns the pool', {
    code: `import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

export class Database {
  readonly #db: Kysely<object>;

  constructor() {
    const pool = new Pool();
    this.#db = new Kysely({ dialect: new PostgresDialect({ pool }) });
  }

  async destroy(): Promise<void> {
    await this.#db.destroy();
  }
}
`,
  });

  valid('the client of Drizzle', {
    code: `import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';

export class Database {
  readonly #pool = new Pool();
  readonly #db = drizzle(this.#pool);

  get db() {
    return this.#db;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
`,
  });

  valid('the client of Drizzle in another field', {
    code: `import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';

export class Database {
  private readonly pool = new Pool();
  private readonly db = drizzle(this.pool);

  ping() {
    return this.db.execute('select 1');
  }

  async close(): Promise<void> {
    await this.db.$client.end();
  }
}
`,
  });

  invalid('not a queue that was lent it', {
    code: `import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

export class Mail {
  private readonly connection: Redis;
  private readonly queue: Queue;
  private readonly worker: Worker;

  constructor(url: string) {
    this.connection = new Redis(url, { maxRetriesPerRequest: null });
    this.queue = new Queue('mail', { connection: this.connection });
    this.worker = new Worker('mail', async () => {}, { connection: this.connection });
  }

  async close(): Promise<void> {
    await this.worker.close();
    await this.queue.close();
  }
}
`,
    reports: ['5:20 forgotten'],
  });

  invalid('not one of several queues', {
    code: `import { Queue } from 'bullmq';
import { Redis } from 'ioredis';

export class Jobs {
  readonly #connection = new Redis();
  readonly #queues = ['mail', 'sms'].map((name) => new Queue(name, { connection: this.#connection }));

  async close(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close()));
  }
}
`,
    reports: ['5:12 forgotten'],
  });

  valid('itself, or the queue that cuts it off or was lent nothing', {
    code: `import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';

export class Mail {
  private readonly connection = new Redis();
  private readonly queue = new Queue('mail', { connection: this.connection });

  async close(): Promise<void> {
    await this.queue.close();
    this.connection.disconnect();
  }
}

export class Jobs {
  private readonly connection = new Redis();
  private readonly queue = new Queue('jobs', { connection: this.connection });

  async close(): Promise<void> {
    await this.queue.disconnect();
  }
}

export class Sms {
  private readonly worker = new Worker('sms', async () => {}, { connection: { host: 'redis' } });

  async close(): Promise<void> {
    await this.worker.close();
  }
}
`,
  });

  valid('the browser of a page', {
    code: `import { type Browser, chromium, type Page } from 'playwright';

export class Renderer {
  #browser?: Browser;
  #page?: Page;

  async start(): Promise<void> {
    this.#browser = await chromium.launch();
    this.#page = await this.#browser.newPage();
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
  }
}
`,
  });

  valid('a program, which ends with what it holds', {
    code: `import { Pool } from 'pg';

class Job {
  readonly #pool = new Pool();

  async run(): Promise<void> {
    await this.#pool.query('select 1');
  }
}

await new Job().run();
`,
  });

  valid('test code', {
    filename: 'app/db/session.test.ts',
    code: `import { Pool } from 'pg';

export class Database {
  readonly #pool = new Pool();

  count() {
    return this.#pool.query('select 1');
  }
}
`,
  });
});

describe('what is offered', () => {
  invalid('nothing, where the closer returns early', {
    code: `import { Redis } from 'ioredis';

export class Cache {
  readonly #redis = new Redis();
  #isClosed = false;

  async close(): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
  }
}
`,
    reports: ['4:12 forgotten'],
  });

  invalid('in a class whose closer does not wait', {
    code: `import { Redis } from 'ioredis';

export class Cache {
  readonly #redis = new Redis();
  readonly #timer = setInterval(() => undefined, 1000);

  close(): void {
    this.#redis.disconnect();
  }
}
`,
    reports: ['5:12 forgotten'],
  });

  invalid('nothing, where the class extends another', {
    code: `import { EventEmitter } from 'node:events';
import { Redis } from 'ioredis';

export class Cache extends EventEmitter {
  readonly #redis = new Redis();
}
`,
    reports: ['4:14 noCloser'],
  });

  invalid('in a file without semicolons, with comments', {
    code: `import { Redis } from 'ioredis'

export class Cache {
  readonly #redis = new Redis() // for sessions

  async close(): Promise<void> {
    await Promise.resolve() // nothing yet
    // ends here
  }
}
`,
    reports: ['4:12 forgotten'],
  });

  invalid('the Symbol in a class that hides that of its base', {
    code: `import { Pool } from 'pg';

export class Base {
  protected readonly pool = new Pool();

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool.end();
  }
}

export class Service extends Base {
  override async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
  }
}
`,
    reports: ['12:19 noSuper'],
  });
});

describe('a closer that forgets a field', () => {
  const site = (closer: string): string => `
import { createServer, type Server } from 'node:http';
import type { Project } from 'some-projects';
export class Site {
  #server: Server | undefined;
  readonly #project: Project;
  constructor(project: Project) {
    this.#project = project;
  }
  start(): void {
    this.#server = createServer();
    this.#server.listen(3000);
  }
  ${closer}
}
`;

  valid('after another one closed it', {
    code: site(`async close(): Promise<void> {
    await this.#project.close().then(() => (this.#server = undefined));
  }`),
  });

  invalid('which nothing else can have closed', {
    code: site(`close(): void {
    this.#server = undefined;
  }`),
    reports: ['5:3 forgotten'],
  });

  invalid('and no other one, since a method that waits for the end closes nothing', {
    code: site(`async waitForEnd(): Promise<void> {
    await this.#project.finished();
  }`),
    reports: ['4:14 noCloser'],
  });
});

describe('a queue that the caller gives its connection', () => {
  valid('a client, or what may be one', {
    code: `import { type ConnectionOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';

export class Mails {
  private readonly queue: Queue;
  constructor(connection: Redis) {
    this.queue = new Queue('mail', { connection });
  }
}

export class Texts {
  private readonly queue: Queue;
  constructor(connection: ConnectionOptions) {
    this.queue = new Queue('text', { connection });
  }
}
`,
  });

  invalid('but not the address of a server', {
    code: `import { Queue } from 'bullmq';

export class Mails {
  private readonly queue: Queue;
  constructor(connection: { host: string; port: number }) {
    this.queue = new Queue('mail', { connection });
  }
}
`,
    reports: ['3:14 noCloser'],
  });
});

describe('fields that the class closes by their names', () => {
  const bus = (close: string): string => `import { Redis } from 'ioredis';

const names = ['publisher', 'subscriber'] as const;

export class Bus {
  readonly publisher = new Redis();
  readonly subscriber = new Redis();

  async close(): Promise<void> {
    ${close}
  }
}
`;

  valid('are not told apart', { code: bus('for (const name of names) await this[name].quit();') });

  valid('nor are all of them', {
    code: bus('for (const one of Object.values(this)) if (one instanceof Redis) await one.quit();'),
  });

  invalid('are, where the names are written down', {
    code: bus("await this['publisher'].quit(); console.log(names);"),
    reports: ['7:12 forgotten'],
  });
});

describe('what a field is made from', () => {
  invalid('does not close a copy of itself', {
    code: `import { Redis } from 'ioredis';

export class Presence {
  private readonly publisher = new Redis();
  private readonly subscriber = this.publisher.duplicate();

  async close(): Promise<void> {
    await this.publisher.quit();
  }

  async watch(): Promise<void> {
    await this.subscriber.subscribe('presence');
  }
}
`,
    reports: ['5:20 forgotten'],
  });
});

describe('an instance that keeps a resource to itself', () => {
  invalid('is not handed on with a number or a truth value of it', {
    code: `import { Redis } from 'ioredis';

class Cache {
  readonly #redis = new Redis();
  isWarm = false;

  async close(): Promise<void> {
    await this.#redis.quit();
  }
}

export class Service {
  readonly #cache: Cache;
  readonly #redis = new Redis();

  constructor() {
    this.#cache = new Cache();
  }

  isWarm(): boolean {
    return this.#cache.isWarm;
  }

  async close(): Promise<void> {
    await this.#redis.quit();
  }
}
`,
    reports: ['13:12 forgotten'],
  });
});

describe('a class that extends an emitter', () => {
  invalid('has its fields to itself, in JavaScript, too', {
    filename: 'app/bus.js',
    code: `import { EventEmitter } from 'node:events';
import { Redis } from 'ioredis';

export class Bus extends EventEmitter {
  constructor(url) {
    super();
    this.publisher = new Redis(url);
    this.subscriber = new Redis(url);
  }

  async close() {
    this.removeAllListeners();
    await this.publisher.quit();
  }
}
`,
    reports: ['8:23 forgotten'],
  });

  valid('but those of another package may close them', {
    filename: 'app/bus.js',
    code: `import { Redis } from 'ioredis';
import { Service } from 'some-package';

export class Bus extends Service {
  constructor(url) {
    super();
    this.publisher = new Redis(url);
    this.subscriber = new Redis(url);
  }

  async close() {
    await this.publisher.quit();
  }
}
`,
  });
});
