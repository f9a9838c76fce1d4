import { JsxEmit } from 'typescript';
import { describe, expect, it } from 'vitest';

import { output } from './offered.ts';

describe('references to what is made on first use', () => {
  it('shorthand, types, constructors and JSX', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export type Connections = typeof pool;
export type Query = (typeof pool)['query'];
export type End = typeof pool.end;
export const context = () => ({ pool, other: [pool] });
export function find(sql: string, on = pool) {
  return on.query(sql);
}
export class Repository {
  private readonly pool = pool;
  find = (sql: string) => this.pool.query(sql);
}
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export type Connections = ReturnType<typeof getPool>;
export type Query = (ReturnType<typeof getPool>)['query'];
export type End = ReturnType<typeof getPool>['end'];
export const context = () => ({ pool: getPool(), other: [getPool()] });
export function find(sql: string, on = getPool()) {
  return on.query(sql);
}
export class Repository {
  private readonly pool = getPool();
  find = (sql: string) => this.pool.query(sql);
}
`);
  });

  it('a constructor among its members', () => {
    expect(
      output(
        'makeOnFirstUse',
        `class Registry {
  Entry = class {
    id = 1;
  };
  async end() {}
}
class Client extends Registry {}

const client = new Client();

export const entry = () => new client.Entry();
`,
      ),
    ).toBe(`class Registry {
  Entry = class {
    id = 1;
  };
  async end() {}
}
class Client extends Registry {}

let client: Client | undefined;

function getClient(): Client {
  client ??= new Client();
  return client;
}

export async function closeClient(): Promise<void> {
  const closing = client;
  client = undefined;
  await closing?.end();
}

export const entry = () => new (getClient()).Entry();
`);
  });

  it('a template tag', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import postgres from 'postgres';

export const sql = postgres('postgres://localhost');

export const users = async () => sql\`select * from users\`;
`,
      ),
    ).toBe(`import postgres from 'postgres';

let sql: ReturnType<typeof makeSql> | undefined;

export function getSql(): ReturnType<typeof makeSql> {
  sql ??= makeSql();
  return sql;
}

function makeSql() {
  return postgres('postgres://localhost');
}

export async function closeSql(): Promise<void> {
  const closing = sql;
  sql = undefined;
  await closing?.end();
}

export const users = async () => getSql()\`select * from users\`;
`);
  });

  it('its own mention in a callback', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { createServer } from 'node:http';

export const server = createServer((_request, response) => {
  response.end(String(server.listening));
});
`,
      ),
    ).toBe(`import { createServer } from 'node:http';

let server: ReturnType<typeof makeServer> | undefined;

export function getServer(): ReturnType<typeof makeServer> {
  server ??= makeServer();
  return server;
}

function makeServer() {
  return createServer((_request, response) => {
    response.end(String(getServer().listening));
  });
}

export async function closeServer(): Promise<void> {
  const closing = server;
  server = undefined;
  if (!closing) return;
  await new Promise<void>((resolve, reject) => {
    closing.close((error?: unknown) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
`);
  });

  it('releases become calls of the closer', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';
import { afterAll, it } from 'vitest';

const pool = new Pool();

afterAll(() => pool.end());

it('answers', async () => {
  await pool.query('select 1');
});

export async function stop() {
  await Promise.all([pool.end(), Promise.resolve()]);
  await pool.end();
  return pool.end();
}
`,
      ),
    ).toBe(`import { Pool } from 'pg';
import { afterAll, it } from 'vitest';

let pool: Pool | undefined;

function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

afterAll(() => closePool());

it('answers', async () => {
  await getPool().query('select 1');
});

export async function stop() {
  await Promise.all([closePool(), Promise.resolve()]);
  await closePool();
  return closePool();
}
`);
  });

  it('what is made from it at load becomes lazy, too', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';

/** Connections. */
export const pool = new Pool();

/** Queries. */
export const db = drizzle(pool); // typed

const repository = { db, find: () => db.execute('select 1') };

export const find = () => repository.find();
`,
      ),
    ).toBe(`import { Pool } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';

let pool: Pool | undefined;

/** Connections. */
export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  db = undefined;
  repository = undefined;
  await closing?.end();
}

let db: ReturnType<typeof makeDb> | undefined;

/** Queries. */
// typed
export function getDb(): ReturnType<typeof makeDb> {
  db ??= makeDb();
  return db;
}

function makeDb() {
  return drizzle(getPool());
}

let repository: ReturnType<typeof makeRepository> | undefined;

function getRepository(): ReturnType<typeof makeRepository> {
  repository ??= makeRepository();
  return repository;
}

function makeRepository() {
  return { db: getDb(), find: () => getDb().execute('select 1') };
}

export const find = () => getRepository().find();
`);
  });

  it('statements that set it up move with it', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = new Pool();

// Idle clients fail, too.
pool.on('error', (error) => {
  console.error(error, pool.totalCount);
}); // never silent
pool.setMaxListeners(20);

export const find = (sql: string) => pool.query(sql);
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

export function getPool(): Pool {
  pool ??= makePool();
  return pool;
}

function makePool(): Pool {
  const pool = new Pool();
  // Idle clients fail, too.
  pool.on('error', (error) => {
    console.error(error, pool.totalCount);
  }); // never silent
  pool.setMaxListeners(20);
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export const find = (sql: string) => getPool().query(sql);
`);
  });

  it('a main guard', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = new Pool();

if (import.meta.filename === process.argv[1]) {
  await pool.query('select 1');
}
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

if (import.meta.filename === process.argv[1]) {
  await getPool().query('select 1');
}
`);
  });

  it('a constant that was checked before', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { createPool } from 'mysql2/promise';

const url = process.env['DATABASE_URL'];
if (url === undefined) {
  throw new Error('DATABASE_URL is not set');
}

export const pool = createPool(url);
`,
      ),
    ).toBe(`import { createPool } from 'mysql2/promise';

const url = process.env['DATABASE_URL'];
if (url === undefined) {
  throw new Error('DATABASE_URL is not set');
}

let pool: ReturnType<typeof createPool> | undefined;

export function getPool(): ReturnType<typeof createPool> {
  pool ??= makePool();
  return pool;
}

const makePool = () => createPool(url);

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('a set-up statement apart from the rest', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export const find = (sql: string) => pool.query(sql);

// Never silent.
pool.on('error', console.error);

export const count = () => pool.totalCount;
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

function getPool(): Pool {
  pool ??= makePool();
  return pool;
}

function makePool(): Pool {
  const pool = new Pool();
  // Never silent.
  pool.on('error', console.error);
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export const find = (sql: string) => getPool().query(sql);

export const count = () => getPool().totalCount;
`);
  });

  it('a dependent through two steps and an immediately called function', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const pool = new Pool();
const repository = (() => ({ all: () => pool.query('select 1'), size: pool.totalCount }))();
export const service = { repository };
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  repository = undefined;
  service = undefined;
  await closing?.end();
}

let repository: ReturnType<typeof makeRepository> | undefined;

function getRepository(): ReturnType<typeof makeRepository> {
  repository ??= makeRepository();
  return repository;
}

function makeRepository() {
  return (() => ({ all: () => getPool().query('select 1'), size: getPool().totalCount }))();
}

let service: ReturnType<typeof makeService> | undefined;

export function getService(): ReturnType<typeof makeService> {
  service ??= makeService();
  return service;
}

function makeService() {
  return { repository: getRepository() };
}
`);
  });

  it('an attribute of a JSX tag', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const React = { createElement: (tag: unknown) => tag };
declare global {
  namespace JSX {
    interface Element {}
    interface IntrinsicElements {
      app: { client: Client };
    }
  }
}
class Client {
  async end() {}
}
const client = new Client();
export const view = () => <app client={client} />;
export const create = () => React.createElement('app');
`,
        { filename: 'file.tsx', compilerOptions: { jsx: JsxEmit.React } },
      ),
    ).toBe(`const React = { createElement: (tag: unknown) => tag };
declare global {
  namespace JSX {
    interface Element {}
    interface IntrinsicElements {
      app: { client: Client };
    }
  }
}
class Client {
  async end() {}
}

let client: Client | undefined;

function getClient(): Client {
  client ??= new Client();
  return client;
}

export async function closeClient(): Promise<void> {
  const closing = client;
  client = undefined;
  await closing?.end();
}

export const view = () => <app client={getClient()} />;
export const create = () => React.createElement('app');
`);
  });

  it('a statement that makes it hold, and is what is reported', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Client as PgClient } from 'pg';

export const client = new PgClient();
await client.connect();

export async function find(sql: string) {
  return await client.query(sql);
}
`,
      ),
    ).toBe(`import { Client as PgClient } from 'pg';

let client: Promise<PgClient> | undefined;

export function getClient(): Promise<PgClient> {
  client ??= makeClient().catch((error: unknown) => {
    client = undefined;
    throw error;
  });
  return client;
}

async function makeClient(): Promise<PgClient> {
  const client = new PgClient();
  await client.connect();
  return client;
}

export async function closeClient(): Promise<void> {
  const pending = client;
  client = undefined;
  const closing = await pending;
  await closing?.end();
}

export async function find(sql: string) {
  return await (await getClient()).query(sql);
}
`);
  });
});
