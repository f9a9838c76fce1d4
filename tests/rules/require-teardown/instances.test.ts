import { describe } from 'vitest';

import rule from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-teardown', rule);

const filename = 'test/cache.test.ts';

describe('an instance that can be disposed', () => {
  invalid('holds what its disposer gives to code out of sight', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Lock } from './lock.js';
test('locks', () => {
  const lock = new Lock('a');
  expect(lock.path).toBe('a');
});
`,
    others: {
      'test/lock.ts': `
import { rmSync } from 'node:fs';
export class Lock implements Disposable {
  constructor(readonly path: string) {}
  release(): void {
    rmSync(this.path);
  }
  [Symbol.dispose](): void {
    this.release();
  }
}
`,
    },
    reports: ['5:16 never'],
  });

  valid('holds nothing where its disposer only changes what lies in the heap', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Counters } from './counters.js';
test('counts', () => {
  const counters = new Counters('a');
  expect(counters.add('hits')).toBe(1);
});
`,
    others: {
      'test/counters.ts': `
import { Registry } from 'somewhere';
export class Counters implements Disposable {
  readonly #values = new Map<string, number>();
  constructor(readonly name: string) {}
  add(key: string): number {
    this.#values.set(key, (this.#values.get(key) ?? 0) + 1);
    return this.#values.size;
  }
  #flush(): void {
    if (Registry.isEnabled()) {
      console.log(JSON.stringify([...this.#values.entries()].map(([key, value]) => ({ key, value }))));
    }
    this.#values.clear();
  }
  [Symbol.dispose](): void {
    this.#flush();
  }
}
`,
    },
  });

  valid('holds nothing where its disposer only sends off what waits, or ends an iteration', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Lines } from './lines.js';
import { Session } from './session.js';
test('saves', async () => {
  const session = new Session((rows) => fetch('/rows', { method: 'POST', body: rows.join() }));
  session.add('a');
  await session.flush();
  const lines = new Lines(new ReadableStream());
  expect(await lines.next()).toEqual(session.rows);
});
`,
    others: {
      'test/lines.ts': `
export class Lines implements AsyncDisposable {
  readonly #reader: ReadableStreamDefaultReader<string>;
  constructor(stream: ReadableStream<string>) {
    this.#reader = stream.getReader();
  }
  async next(): Promise<IteratorResult<string>> {
    const { done, value = '' } = await this.#reader.read();
    return { done, value };
  }
  async return(): Promise<void> {
    await this.#reader.cancel();
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
`,
      'test/session.ts': `
export class Session implements AsyncDisposable {
  readonly rows: string[] = [];
  constructor(readonly send: (rows: readonly string[]) => Promise<unknown>) {}
  add(row: string): void {
    this.rows.push(row);
  }
  async flush(): Promise<void> {
    await this.send(this.rows.splice(0));
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.flush();
  }
}
`,
    },
  });

  const feeds = {
    'test/feeds.ts': `
import { Pool } from 'pg';
type CleanUp = () => Promise<void>;
export class Feed implements AsyncIteratorObject<string> {
  constructor(readonly read: () => Promise<string>, readonly cleanUp: CleanUp) {}
  async next(): Promise<IteratorResult<string>> {
    return { done: false, value: await this.read() };
  }
  async return(): Promise<IteratorResult<string>> {
    await this.cleanUp();
    return { done: true, value: undefined };
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.cleanUp();
  }
}
export class Subscription {
  constructor(readonly topic: string, readonly cleanUp: CleanUp) {}
  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    yield this.topic;
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.cleanUp();
  }
}
export class Rows {
  readonly pool = new Pool();
  async next(): Promise<IteratorResult<unknown>> {
    return { done: false, value: await this.pool.query('select 1') };
  }
  async return(): Promise<IteratorResult<unknown>> {
    await this.pool.end();
    return { done: true, value: undefined };
  }
  [Symbol.asyncIterator](): this {
    return this;
  }
}
`,
  };

  valid('is no resource where it is an iterator, which ends when it is read to its end', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Feed } from './feeds.js';
test('reads', async () => {
  const feed = new Feed(async () => 'a', async () => {
    await fetch('http://localhost/close');
  });
  expect(await feed.next()).toEqual({ done: false, value: 'a' });
});
`,
    others: feeds,
  });

  invalid('is one where it only gives iterators, or where an iterator holds what the catalogue knows', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Rows, Subscription } from './feeds.js';
test('reads', async () => {
  const subscription = new Subscription('a', async () => {
    await fetch('http://localhost/close');
  });
  expect(subscription.topic).toBe('a');
  const rows = new Rows();
  expect(await rows.next()).toBeDefined();
});
`,
    others: feeds,
    reports: ['5:24 never', '9:16 never'],
  });

  const native = `
import { open, type Handle } from 'some-native-database';
export class Store implements Disposable {
  readonly #handle: Handle;
  constructor(readonly path: string) {
    this.#handle = open(path);
  }
  [Symbol.dispose](): void {
    this.#handle.close();
  }
}
`;

  invalid('holds a file of a database', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Store } from './store.js';
test('is empty', () => {
  const store = new Store('data.db');
  expect(store.path).toBe('data.db');
});
`,
    others: { 'test/store.ts': native },
    reports: ['5:17 never'],
  });

  valid('holds a database that is only in memory', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Store } from './store.js';
test('is empty', () => {
  const store = new Store(':memory:');
  expect(store.path).toBe(':memory:');
});
`,
    others: { 'test/store.ts': native },
  });

  invalid('is disposed by its symbol where it has no other closer', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Store } from './store.js';
test('is empty', () => {
  const store = new Store('data.db');
  expect(store.path).toBe('data.db');
});
`,
    others: {
      'test/store.ts': `
import { openSync, closeSync } from 'node:fs';
export class Store implements Disposable {
  readonly #file: number;
  constructor(readonly path: string) {
    this.#file = openSync(path, 'r');
  }
  [Symbol.dispose](): void {
    closeSync(this.#file);
  }
}
`,
    },
    reports: ['5:17 never'],
  });
});

describe('an instance that hands itself on when it is made', () => {
  const store = `
import { Pool } from 'pg';
export class Store {
  readonly #pool = new Pool();
  get(key: string): Promise<unknown> {
    return this.#pool.query('select $1', [key]);
  }
  async disconnect(): Promise<void> {
    await this.#pool.end();
  }
}
`;

  valid('to a list of the file, which a hook closes', {
    filename,
    code: `
import { afterEach, expect, test } from 'vitest';
import { Store as Base } from './store.js';
const opened = new Set<Base>();
class Store extends Base {
  constructor() {
    super();
    opened.add(this);
  }
}
afterEach(async () => {
  await Promise.all([...opened].map((store) => store.disconnect()));
  opened.clear();
});
test('gets', async () => {
  const store = new Store();
  expect(await store.get('a')).toBeDefined();
});
`,
    others: { 'test/store.ts': store },
  });

  valid('to a field of its class', {
    filename,
    code: `
import { afterEach, expect, test } from 'vitest';
import { Pool } from 'pg';
class Database extends Pool {
  static last: Database | undefined;
  constructor() {
    super();
    Database.last = this;
  }
}
afterEach(() => Database.last?.end());
test('gets', async () => {
  const database = new Database();
  expect(await database.query('select 1')).toBeDefined();
});
`,
  });

  invalid('to nothing that could close it', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
declare function createEntities(database: Database): object;
class Database extends Pool {
  readonly self: Database;
  readonly entities: object;
  constructor() {
    super();
    this.self = this;
    this.entities = createEntities(this);
    this.query = this.query.bind(this);
    Object.freeze(this);
  }
}
test('gets', async () => {
  const database = new Database();
  expect(await database.query('select 1')).toBeDefined();
});
`,
    reports: ['17:20 never'],
  });
});

describe('a server on another one', () => {
  const gateway = `
import { WebSocketServer, type ServerOptions } from 'ws';
export class Gateway {
  readonly #wss: WebSocketServer;
  constructor(options: ServerOptions & { name: string }) {
    const { name, ...rest } = options;
    this.#wss = new WebSocketServer(rest);
    this.#wss.on('connection', (socket) => socket.send(name));
  }
  count(): number {
    return this.#wss.clients.size;
  }
}
`;

  valid('holds nothing of its own', {
    filename,
    code: `
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { Gateway } from './gateway.js';
test('counts', () => {
  const gateway = new Gateway({ name: 'a', server: createServer() });
  expect(gateway.count()).toBe(0);
});
`,
    others: { 'test/gateway.ts': gateway },
  });

  invalid('listens itself', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Gateway } from './gateway.js';
test('counts', () => {
  const gateway = new Gateway({ name: 'a', port: 0 });
  expect(gateway.count()).toBe(0);
});
`,
    others: { 'test/gateway.ts': gateway },
    reports: ['5:19 never'],
  });
});

describe('an instance that nobody can close', () => {
  const others = {
    'src/sdk.ts': `
import { Pool } from 'pg';
import { WebSocketServer } from 'ws';
class Rows {
  readonly #pool: Pool;
  readonly label = 'rows';
  constructor(pool: Pool) {
    this.#pool = pool;
  }
  async all(): Promise<unknown[]> {
    return (await this.#pool.query('select 1')).rows;
  }
}
export class Sdk {
  readonly config = { retries: 3 };
  readonly #rows = new Rows(new Pool());
  get rows(): Rows {
    return this.#rows;
  }
}
export class OpenSdk {
  readonly config = { retries: 3 };
  readonly #pool = new Pool();
  async all(): Promise<unknown[]> {
    return (await this.#pool.query('select 1')).rows;
  }
  async stop(): Promise<void> {
    await this.#pool.end();
  }
}
export class Feed {
  readonly #server = new WebSocketServer({ port: 0 });
  size(): number {
    return this.#server.clients.size;
  }
}
`,
  };

  valid('may hold nothing, and is for its class to mend', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Sdk } from '../src/sdk.js';
test('lists', async () => {
  const sdk = new Sdk();
  expect(await sdk.rows.all()).toHaveLength(1);
});
`,
    others,
  });

  valid('is only asked how it was made', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { OpenSdk } from '../src/sdk.js';
test('retries', () => {
  const { retries } = new OpenSdk().config;
  const sdk = new OpenSdk();
  const other = sdk.config.retries;
  expect(retries).toBe(other);
});
`,
    others,
  });

  invalid('but has a closer, and is used', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { OpenSdk } from '../src/sdk.js';
test('lists', async () => {
  const sdk = new OpenSdk();
  expect(await sdk.all()).toHaveLength(sdk.config.retries);
});
`,
    others,
    reports: ['5:15 never'],
  });

  invalid('is reported once when it holds something at once', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Feed } from '../src/sdk.js';
test('is empty', () => {
  const feed = new Feed();
  expect(feed.size()).toBe(0);
});
test('stays empty', () => {
  const feed = new Feed();
  expect(feed.size()).toBe(0);
});
`,
    others,
    reports: ['5:16 never'],
  });
});

describe('a socket that a function of the file waits for', () => {
  invalid('to close, and to say something', {
    filename,
    code: `
import { test } from 'vitest';
import { WebSocket } from 'ws';
function waitFor(socket: WebSocket, type: string): Promise<unknown> {
  return new Promise((resolve) => socket.once(type, resolve));
}
test('is refused', async () => {
  const socket = new WebSocket('ws://localhost?version=0');
  await waitFor(socket, 'close');
});
test('is greeted', async () => {
  const socket = new WebSocket('ws://localhost');
  await waitFor(socket, 'message');
});
`,
    reports: ['12:18 never'],
  });
});

describe('what something else is given the closer of', () => {
  valid('by a constructor, in an object', {
    filename,
    code: `
import { afterEach, expect, test } from 'vitest';
import { Pool } from 'pg';
interface Stream {
  cancel(): void;
}
function open({ cleanup }: { cleanup: () => void }): Stream {
  return { cancel: cleanup };
}
class Poller {
  readonly #stream: Stream;
  readonly #pool: Pool;
  constructor() {
    const pool = new Pool();
    this.#pool = pool;
    this.#stream = open({ cleanup: () => void pool.end() });
  }
  start(): Stream {
    this.#pool.on('error', () => undefined);
    return this.#stream;
  }
}
let stream: Stream | undefined;
afterEach(() => stream?.cancel());
test('polls', () => {
  stream = new Poller().start();
  expect(stream).toBeDefined();
});
`,
  });

  invalid('by a constructor, in a field of its own', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
class Poller {
  readonly stop: () => Promise<void>;
  readonly #pool: Pool;
  constructor() {
    const pool = new Pool();
    this.#pool = pool;
    this.stop = () => pool.end();
  }
  count(): Promise<unknown> {
    return this.#pool.query('select 1');
  }
}
test('polls', async () => {
  const poller = new Poller();
  expect(await poller.count()).toBeDefined();
});
`,
    reports: ['17:18 never'],
  });

  valid('by a function, in an object', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
import { lifecycle } from './lifecycle.js';
function openPool(): Pool {
  const pool = new Pool();
  lifecycle.add({ stop: () => pool.end() });
  return pool;
}
test('selects', async () => {
  const pool = openPool();
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    others: {
      'test/lifecycle.ts': `
const hooks: { stop(): Promise<void> }[] = [];
export const lifecycle = { add: (hook: { stop(): Promise<void> }): number => hooks.push(hook) };
`,
    },
  });

  invalid('by a function, which only gives it with the rest', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Pool } from 'pg';
function openPool() {
  const pool = new Pool();
  return Object.assign({ pool }, { stop: () => pool.end() });
}
test('selects', async () => {
  const { pool } = openPool();
  expect(await pool.query('select 1')).toBeDefined();
});
`,
    reports: ['9:20 never'],
  });
});

describe('an instance that keeps what holds nothing under an option', () => {
  const database = {
    'test/database.ts': `
import knex, { type Knex } from 'knex';
export class Database {
  readonly db: Knex;
  constructor({ url }: { url: string }) {
    this.db = knex({ client: 'pg', connection: url });
  }
  async destroy(): Promise<void> {
    await this.db.destroy();
  }
  async migrate(): Promise<void> {
    await this.db.migrate.latest();
  }
}
`,
  };

  invalid('which its own arguments need not have', {
    filename,
    code: `
import { beforeAll, expect, test } from 'vitest';
import { Database } from './database.js';
let database: Database;
beforeAll(async () => {
  database = new Database({ url: 'postgres://localhost' });
  await database.migrate();
});
test('selects', async () => {
  expect(await database.db.raw('select 1')).toBeDefined();
});
`,
    others: database,
    reports: ['6:14 never'],
  });

  valid('closed by its own closer', {
    filename,
    code: `
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Database } from './database.js';
let database: Database;
beforeAll(async () => {
  database = new Database({ url: 'postgres://localhost' });
  await database.migrate();
});
afterAll(async () => {
  await database.destroy();
});
test('selects', async () => {
  expect(await database.db.raw('select 1')).toBeDefined();
});
`,
    others: database,
  });
});

describe('what a helper takes with the rest of its arguments', () => {
  invalid('is closed by it, and what it is not given is not', {
    filename,
    code: `
import { expect, test } from 'vitest';
import { Client } from 'pg';
async function closeAll(first: Client, ...others: Client[]): Promise<void> {
  await first.end();
  await Promise.all(others.map((client) => client.end()));
}
test('selects', async () => {
  const one = new Client();
  await one.connect();
  const two = new Client();
  await two.connect();
  const three = new Client();
  await three.connect();
  const four = new Client();
  await four.connect();
  expect(await four.query('select 1')).toBeDefined();
  await closeAll(one, two, three);
});
`,
    reports: ['16:9 never'],
  });
});

describe('a test of types', () => {
  const code = `
import { expectTypeOf, test } from 'vitest';
import { Pool } from 'pg';
test('is a pool', () => {
  const pool = new Pool();
  expectTypeOf(pool.query('select 1')).toBeObject();
});
`;

  valid('is never run', { filename: 'test/cache.test-d.ts', code });

  invalid('in a test that is run', { filename, code, reports: ['5:16 never'] });
});

describe('an instance that is part of a result', () => {
  const others = {
    'test/open.ts': `
import { Pool } from 'pg';
export interface Source {
  read(): Promise<void>;
  stop(): Promise<void>;
}
class PoolSource implements Source {
  readonly #pool = new Pool();
  async read(): Promise<void> {
    await this.#pool.query('select 1');
  }
  async stop(): Promise<void> {
    await this.#pool.end();
  }
}
export async function open(): Promise<{ id: number; source: Source }> {
  const source = new PoolSource();
  await source.read();
  return { id: 1, source };
}
`,
  };

  invalid('has a closer of its own', {
    filename,
    others,
    code: `
import { test } from 'vitest';
import { open } from './open.js';
test('reads', async () => {
  const { source } = await open();
  await source.read();
});
test('reads a part', async () => {
  const opened = await open();
  await opened.source.read();
});
`,
    reports: ['5:28 never', '9:24 never'],
  });

  valid('is closed by it', {
    filename,
    others,
    code: `
import { expect, onTestFinished, test } from 'vitest';
import { open } from './open.js';
test('reads', async () => {
  const { source } = await open();
  onTestFinished(() => source.stop());
  await source.read();
});
test('refuses', async () => {
  let caught;
  try {
    await open();
  } catch (error) {
    caught = error;
  }
  expect(caught).toBeInstanceOf(Error);
});
`,
  });
});

describe('an instance that makes something only for some of its options', () => {
  valid('which it takes apart first', {
    filename,
    code: `
import { beforeEach, expect, test } from 'vitest';
import { Node } from './node.js';
let node: Node;
beforeEach(async () => {
  node = new Node({});
  await node.start();
});
test('is ready', () => {
  expect(node.ready).toBe(true);
});
`,
    others: {
      'test/node.ts': `
import { WebSocket } from 'ws';
export interface Options {
  source?: { url?: URL; origin?: string };
}
class Source {
  readonly socket: WebSocket | undefined;
  constructor(options: Options) {
    const source = options.source!;
    const { url, origin } = source;
    if (url) {
      const { protocol } = url;
      this.socket = protocol === 'ws:' ? new WebSocket(url, { origin }) : undefined;
    }
  }
  close(): void {
    this.socket?.close();
  }
}
export class Node {
  ready = false;
  readonly #source: Source | null;
  constructor(options: Options) {
    const { source } = options;
    this.#source = source ? new Source(options) : null;
  }
  async start(): Promise<void> {
    this.ready = true;
  }
  close(): void {
    this.#source?.close();
  }
}
`,
    },
  });

  invalid('and the same for all others, for the default, or where it would throw', {
    filename,
    code: `
import { beforeEach, expect, test } from 'vitest';
import { Always, Either, Pooled, Strict } from './stores.js';
let either: Either;
let pooled: Pooled;
let strict: Strict;
let always: Always;
beforeEach(() => {
  either = new Either({});
  pooled = new Pooled({});
  strict = new Strict({ url: 'postgres://localhost' });
  always = new Always({});
});
test('selects', async () => {
  expect(await either.count()).toBe(await pooled.count());
  expect(await strict.count()).toBe(await always.count());
});
`,
    others: {
      'test/stores.ts': `
import { Pool } from 'pg';
interface Options {
  url?: string;
  pooled?: boolean;
}
abstract class Store {
  protected abstract readonly pool: Pool;
  count(): Promise<unknown> {
    return this.pool.query('select 1');
  }
  async close(): Promise<void> {
    await this.pool.end();
  }
}
export class Either extends Store {
  protected readonly pool: Pool;
  constructor(options: Options) {
    super();
    const { url } = options;
    if (url) {
      this.pool = new Pool({ connectionString: url });
    } else {
      this.pool = new Pool();
    }
  }
}
export class Pooled extends Store {
  protected readonly pool!: Pool;
  constructor(options: Options) {
    super();
    const { pooled = true } = options;
    if (pooled) {
      this.pool = new Pool();
    }
  }
}
export class Strict extends Store {
  protected readonly pool: Pool;
  constructor(options: Options) {
    super();
    const url = options.url;
    if (!url) {
      throw new Error('no url');
    }
    this.pool = new Pool({ connectionString: url });
  }
}
export class Always extends Store {
  protected readonly pool!: Pool;
  constructor(options: Options) {
    super();
    const { url } = options;
    const { PGHOST } = process.env;
    if (PGHOST) {
      this.pool = new Pool({ connectionString: url });
    }
  }
}
`,
    },
    reports: ['9:12 never', '10:12 never', '11:12 never', '12:12 never'],
  });
});

describe('an instance whose closer forgets what it keeps', () => {
  const jobs = (closing: string): string => `
import { Pool } from 'pg';
export class Jobs {
  private readonly pool = new Pool();
  private timer: NodeJS.Timeout | undefined;
  list(): Promise<unknown> {
    return this.pool.query('select * from jobs');
  }
  async shutdown(): Promise<void> {
    clearTimeout(this.timer);
    ${closing}
  }
  private async release(): Promise<void> {
    await this.pool.end();
  }
}
`;
  const code = `
import { expect, test } from 'vitest';
import { Jobs } from './jobs.js';
test('lists', async () => {
  const jobs = new Jobs();
  expect(await jobs.list()).toEqual([]);
});
`;

  valid('is the fault of its class', {
    filename,
    code,
    others: { 'test/jobs.ts': jobs('') },
  });

  invalid('and of the test where the closer leads to it', {
    filename,
    code,
    others: { 'test/jobs.ts': jobs('await this.release();') },
    reports: ['5:16 never'],
  });
});

describe('what the constructor of a class begins', () => {
  const others = {
    'test/gateway.ts': `
import { createServer, type Server } from 'node:http';
export class Gateway {
  private readonly server: Server;
  constructor() {
    this.server = createServer();
    this.server.listen(0);
  }
  stop(): void {
    this.server.close();
  }
}
export class Relay {
  private readonly server = createServer().listen(0);
  stop(): void {
    this.server.close();
  }
}
export class Idle {
  private readonly server = createServer();
  listen(): void {
    this.server.listen(0);
  }
  stop(): void {
    this.server.close();
  }
}
export class Clock {
  ticks = 0;
  private readonly timer: NodeJS.Timeout;
  constructor() {
    this.timer = setInterval(() => (this.ticks += 1), 100);
  }
  stop(): void {
    clearInterval(this.timer);
  }
}
export class QuietClock {
  ticks = 0;
  private readonly timer = setInterval(() => (this.ticks += 1), 100);
  constructor() {
    this.timer.unref();
  }
  stop(): void {
    clearInterval(this.timer);
  }
}
`,
  };

  invalid('a server that listens, an interval', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { Clock, Gateway, Relay } from './gateway.js';
test('starts', () => {
  const gateway = new Gateway();
  const relay = new Relay();
  const clock = new Clock();
  expect([gateway, relay, clock.ticks]).toHaveLength(3);
});
`,
    reports: ['5:19 never', '6:17 never', '7:17 never'],
  });

  valid('a server that does not listen yet, an interval that keeps no process alive', {
    filename,
    others,
    code: `
import { expect, test } from 'vitest';
import { Idle, QuietClock } from './gateway.js';
test('starts', () => {
  const idle = new Idle();
  const clock = new QuietClock();
  expect([idle, clock.ticks]).toHaveLength(2);
});
`,
  });
});
