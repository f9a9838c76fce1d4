import { describe, expect, it } from 'vitest';

import { output } from './offered.ts';

describe('bindings that are made on first use', () => {
  it('an exported constant, with its comments', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

/** The pool of the service. */
export const pool = new Pool({
  max: 5, // per process
}); // one for all

export async function find(id: string) {
  // By its key.
  return pool.query('select * from users where id = $1', [id]);
}
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

/** The pool of the service. */
// one for all
export function getPool(): Pool {
  pool ??= new Pool({
    max: 5, // per process
  });
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export async function find(id: string) {
  // By its key.
  return getPool().query('select * from users where id = $1', [id]);
}
`);
  });

  it('a constant with a type', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool: Pool = new Pool(/* from the environment */);
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

export function getPool(): Pool {
  pool ??= new Pool(/* from the environment */);
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('a constant that is not exported', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export const find = (sql: string) => pool.query(sql);
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

export const find = (sql: string) => getPool().query(sql);
`);
  });

  it('a variable that nothing writes again', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

let pool = new Pool();

export const find = (sql: string) => pool.query(sql);
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

export const find = (sql: string) => getPool().query(sql);
`);
  });

  it('separate exports, also under another name', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export { pool, pool as connections, pool as default };
`,
      ),
    ).toBe(`import { Pool } from 'pg';

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

export { getPool, closePool, getPool as getConnections, closePool as closeConnections, getPool as default };
`);
  });

  it('an exported name', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export const use = () => pool.query('select 1');

export default pool;
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

export const use = () => getPool().query('select 1');

export default getPool;
`);
  });

  it('a default export without a name', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export default new Pool();
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

export default function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('module.exports with the resource', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const { Pool } = require('pg');

const pool = new Pool();

module.exports = pool;
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

let pool;

function getPool() {
  pool ??= new Pool();
  return pool;
}

async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

module.exports = { getPool, closePool };
`);
  });

  it('module.exports with the resource among others', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const { Pool } = require('pg');

const pool = new Pool();
const find = (sql) => pool.query(sql);

module.exports = { find, pool, connections: pool };
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

let pool;

function getPool() {
  pool ??= new Pool();
  return pool;
}

async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

const find = (sql) => getPool().query(sql);

module.exports = { find, getPool, closePool, getConnections: getPool, closeConnections: closePool };
`);
  });

  it('a member of exports', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const { Pool } = require('pg');

const pool = new Pool();

exports.pool = pool;
exports.find = (sql) => pool.query(sql);
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

let pool;

function getPool() {
  pool ??= new Pool();
  return pool;
}

async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

exports.getPool = getPool;
exports.closePool = closePool;
exports.find = (sql) => getPool().query(sql);
`);
  });

  it('an acquisition right in a member of exports', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const { Pool } = require('pg');

exports.pool = new Pool();
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

let pool;

function getPool() {
  pool ??= new Pool();
  return pool;
}

async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

exports.getPool = getPool;
exports.closePool = closePool;
`);
  });

  it('an acquisition right in module.exports', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const { Pool } = require('pg');

module.exports = new Pool();
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

let pool;

function getPool() {
  pool ??= new Pool();
  return pool;
}

async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

module.exports = { getPool, closePool };
`);
  });

  it('a closer that joins what a CommonJS module exports', () => {
    expect(
      output(
        'makeOnFirstUse',
        `const { Pool } = require('pg');

const pool = new Pool();
const find = (sql) => pool.query(sql);

module.exports = {
  find,
};
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

let pool;

function getPool() {
  pool ??= new Pool();
  return pool;
}

async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

const find = (sql) => getPool().query(sql);

module.exports = {
  find,
  closePool,
};
`);
  });

  it('a cast', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

interface Queries {
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

export const pool = new Pool() as Queries;
`,
      ),
    ).toBe(`import { Pool } from 'pg';

interface Queries {
  query(sql: string): Promise<unknown>;
  end(): Promise<void>;
}

let pool: Queries | undefined;

export function getPool(): Queries {
  pool ??= new Pool() as Queries;
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('satisfies, whose value keeps its own type', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = new Pool() satisfies object;
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: ReturnType<typeof makePool> | undefined;

export function getPool(): ReturnType<typeof makePool> {
  pool ??= makePool();
  return pool;
}

function makePool() {
  return new Pool() satisfies object;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('a constant of JavaScript', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = new Pool();

export const find = (sql) => pool.query(sql);
`,
        { filename: 'file.js' },
      ),
    ).toBe(`import { Pool } from 'pg';

let pool;

export function getPool() {
  pool ??= new Pool();
  return pool;
}

export async function closePool() {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export const find = (sql) => getPool().query(sql);
`);
  });

  it('a file without semicolons, indented by tabs', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg'

export const pool = new Pool({
	max: 5,
})

export async function find(sql: string) {
	await pool.query('begin')
	return pool.query(sql)
}
`,
      ),
    ).toBe(`import { Pool } from 'pg'

let pool: Pool | undefined

export function getPool(): Pool {
	pool ??= new Pool({
		max: 5,
	})
	return pool
}

export async function closePool(): Promise<void> {
	const closing = pool
	pool = undefined
	await closing?.end()
}

export async function find(sql: string) {
	await getPool().query('begin')
	return getPool().query(sql)
}
`);
  });

  it('names that are shouted', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const DB_POOL = new Pool();
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let DB_POOL: Pool | undefined;

export function getDbPool(): Pool {
  DB_POOL ??= new Pool();
  return DB_POOL;
}

export async function closeDbPool(): Promise<void> {
  const closing = DB_POOL;
  DB_POOL = undefined;
  await closing?.end();
}
`);
  });

  it('a class whose type arguments are inferred', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Queue } from 'bullmq';

export const jobs = new Queue('jobs', { connection: { host: 'localhost' } });
`,
      ),
    ).toBe(`import { Queue } from 'bullmq';

let jobs: ReturnType<typeof makeJobs> | undefined;

export function getJobs(): ReturnType<typeof makeJobs> {
  jobs ??= makeJobs();
  return jobs;
}

function makeJobs() {
  return new Queue('jobs', { connection: { host: 'localhost' } });
}

export async function closeJobs(): Promise<void> {
  const closing = jobs;
  jobs = undefined;
  await closing?.close();
}
`);
  });

  it('a constructor whose instances have another name', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import Database from 'better-sqlite3';

export const database = new Database('app.db');

export const find = (id: string) => database.prepare('select * from users where id = ?').get(id);
`,
      ),
    ).toBe(`import Database from 'better-sqlite3';

let database: InstanceType<typeof Database> | undefined;

export function getDatabase(): InstanceType<typeof Database> {
  database ??= new Database('app.db');
  return database;
}

export function closeDatabase(): void {
  const closing = database;
  database = undefined;
  closing?.close();
}

export const find = (id: string) => getDatabase().prepare('select * from users where id = ?').get(id);
`);
  });

  it('TypeScript linted without types', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = new Pool();

export const find = (sql: string) => pool.query(sql);
`,
        { untyped: true },
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: ReturnType<typeof makePool> | undefined;

export function getPool(): ReturnType<typeof makePool> {
  pool ??= makePool();
  return pool;
}

function makePool() {
  return new Pool();
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export const find = (sql: string) => getPool().query(sql);
`);
  });

  it('an own class, linted without types', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool as Base } from 'pg';

class Pool extends Base {}

export const pool = new Pool();
`,
        { untyped: true },
      ),
    ).toBe(`import { Pool as Base } from 'pg';

class Pool extends Base {}

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
`);
  });

  it('a choice', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = process.env['REPLICA'] ? new Pool({ max: 1 }) : undefined;
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: ReturnType<typeof makePool> | undefined;

export function getPool(): ReturnType<typeof makePool> {
  pool ??= makePool();
  return pool;
}

function makePool() {
  return process.env['REPLICA'] ? new Pool({ max: 1 }) : undefined;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('a template literal that keeps its lines', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const pool = new Pool({
  application_name: \`first
second\`,
});
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

export function getPool(): Pool {
  pool ??= new Pool({
    application_name: \`first
second\`,
  });
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });

  it('a resource inside another value, which gets no closer', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';

export const db = drizzle(new Pool());

export const find = () => db.execute('select 1');
`,
      ),
    ).toBe(`import { Pool } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';

let db: ReturnType<typeof makeDb> | undefined;

export function getDb(): ReturnType<typeof makeDb> {
  db ??= makeDb();
  return db;
}

function makeDb() {
  return drizzle(new Pool());
}

export const find = () => getDb().execute('select 1');
`);
  });

  it('a resource inside an object', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

const services = { pool: new Pool(), started: new Date(0) };

export const find = () => services.pool.query('select 1');
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let services: ReturnType<typeof makeServices> | undefined;

function getServices(): ReturnType<typeof makeServices> {
  services ??= makeServices();
  return services;
}

function makeServices() {
  return { pool: new Pool(), started: new Date(0) };
}

export const find = () => getServices().pool.query('select 1');
`);
  });

  it('a name that is taken', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

function getPool() {
  return pool;
}

export const pool = new Pool();
export const find = () => getPool().query('select 1');
`,
      ),
    ).toBe(`import { Pool } from 'pg';

function getPool() {
  return getSharedPool();
}

let pool: Pool | undefined;

export function getSharedPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

export const find = () => getPool().query('select 1');
`);
  });

  it('a class with its type arguments', () => {
    expect(
      output(
        'makeOnFirstUse',
        `class Queue<Job> {
  constructor(readonly jobs: Job[]) {}
  async close() {}
}

export const jobs = new Queue<string>([]);
`,
      ),
    ).toBe(`class Queue<Job> {
  constructor(readonly jobs: Job[]) {}
  async close() {}
}

let jobs: Queue<string> | undefined;

export function getJobs(): Queue<string> {
  jobs ??= new Queue<string>([]);
  return jobs;
}

export async function closeJobs(): Promise<void> {
  const closing = jobs;
  jobs = undefined;
  await closing?.close();
}
`);
  });

  it('lines that end as on Windows', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';\r\n\
\r\n\
export const pool = new Pool({\r\n\
  max: 5,\r\n\
});\r\n\
`,
      ),
    ).toBe(`import { Pool } from 'pg';\r\n\
\r\n\
let pool: Pool | undefined;\r\n\
\r\n\
export function getPool(): Pool {\r\n\
  pool ??= new Pool({\r\n\
    max: 5,\r\n\
  });\r\n\
  return pool;\r\n\
}\r\n\
\r\n\
export async function closePool(): Promise<void> {\r\n\
  const closing = pool;\r\n\
  pool = undefined;\r\n\
  await closing?.end();\r\n\
}\r\n\
`);
  });

  it('a licence that stays above all', () => {
    expect(
      output(
        'makeOnFirstUse',
        `/*! A licence. */
// Shared.
export const pool = new Pool();
import { Pool } from 'pg';
`,
      ),
    ).toBe(`/*! A licence. */

let pool: Pool | undefined;

// Shared.
export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}

import { Pool } from 'pg';
`);
  });

  it('comments between its parts', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { Pool } from 'pg';

export const /* main */ pool /* typed */ : Pool = /* made here */ new Pool(); /* one */ // two
`,
      ),
    ).toBe(`import { Pool } from 'pg';

let pool: Pool | undefined;

/* main */
/* typed */
/* made here */
/* one */
// two
export function getPool(): Pool {
  pool ??= new Pool();
  return pool;
}

export async function closePool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.end();
}
`);
  });
});
