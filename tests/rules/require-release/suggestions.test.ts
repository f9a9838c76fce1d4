import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('a try around what follows', () => {
  invalid('takes over the release, and goes to the end of the block', {
    code: `
import { Pool } from 'pg';
export async function names(pool: Pool, all: boolean): Promise<string[]> {
  const client = await pool.connect();
  // the newest ones first
  const { rows } = await client.query<{ name: string }>('select name from users');
  if (!all && rows.length > 10) {
    return [];
  }
  client.release(); // back to the pool

  return rows.map(({ name }) => name);
}
`,
    reports: ['4:24 path'],
  });

  valid('is what is right', {
    code: `
import { Pool } from 'pg';
export async function names(pool: Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from users');
    return rows.map(({ name }) => name);
  } finally {
    client.release();
  }
}
`,
  });

  invalid('waits for what is returned', {
    code: `
import { Client } from 'pg';
export async function count(sql: string): Promise<unknown> {
  const client = new Client();
  await client.connect();
  return sql === '' ? client.query('select 1') : client.query(sql);
}
`,
    reports: ['5:9 never'],
  });

  invalid('with a closer that tells a callback when it is done', {
    code: `
import { createServer } from 'node:http';
export async function probe(url: string): Promise<number> {
  const server = createServer((_, response) => response.end());
  server.listen(0);
  const response = await fetch(url);
  return response.status;
}
`,
    reports: ['5:3 never'],
  });

  invalid('keeps the layout of a file without semicolons', {
    code: [
      `import { Pool } from 'pg'`,
      `export async function read(pool: Pool, id: number): Promise<unknown> {`,
      `\tconst client = await pool.connect()`,
      `\tconst { rows } = await client.query(\`select *`,
      `from users where id = \${id}\`)`,
      `\tclient.release()`,
      `\treturn rows`,
      `}`,
      ``,
    ].join('\r\n'),
    reports: ['3:23 exception'],
  });

  invalid('in a loop, inside its body', {
    code: `
import { Pool } from 'pg';
export async function copy(pool: Pool, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    const client = await pool.connect();
    const { rowCount } = await client.query('select $1', [id]);
    if (rowCount === 0) continue;
    await client.query('update users set seen = true where id = $1', [id]);
    client.release();
  }
}
`,
    reports: ['5:26 path'],
  });
});

describe('a try that is there already', () => {
  invalid('gets a finally', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, name: string): Promise<boolean> {
  const client = await pool.connect();
  let saved = false;
  try {
    await client.query('insert into users values ($1)', [name]);
    saved = true;
    client.release();
  } catch (error) {
    await client.query('rollback');
    console.error(error);
  }
  return saved;
}
`,
    reports: ['4:24 exception'],
  });

  invalid('is nested when the resource is acquired in it', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, name: string): Promise<boolean> {
  try {
    const client = await pool.connect();
    await client.query('insert into users values ($1)', [name]);
    client.release();
    return true;
  } catch {
    return false;
  }
}
`,
    reports: ['5:26 exception'],
  });
});

describe('await using', () => {
  invalid('where the type has the symbol', {
    code: `
import { open } from 'node:fs/promises';
export async function firstLine(path: string): Promise<string | undefined> {
  const file = await open(path);
  const text = await file.readFile('utf8');
  if (text === '') {
    return undefined;
  }
  await file.close();
  return text.split('\\n')[0];
}
`,
    reports: ['4:22 path'],
  });

  invalid('not where the lib has no such symbol', {
    compilerOptions: { lib: ['lib.es2022.d.ts'], types: [] },
    filename: 'app/lock.ts',
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  return client.query('select 1');
}
`,
    reports: ['4:24 never'],
  });
});

describe('a variable that is declared before', () => {
  invalid('may be empty in the finally of the try that fills it', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function save(pool: Pool, name: string): Promise<void> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query('insert into users values ($1)', [name]);
    client.release();
  } catch (error) {
    await client?.query('rollback');
    throw error;
  }
}
`,
    reports: ['6:20 exception'],
  });

  valid('and is released so', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function save(pool: Pool, name: string): Promise<void> {
  let client: PoolClient | undefined;
  try {
    client = await pool.connect();
    await client.query('insert into users values ($1)', [name]);
  } finally {
    client?.release();
  }
}
`,
  });

  invalid('is never empty behind the acquisition', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function save(pool: Pool, name: string): Promise<void> {
  let client: PoolClient;
  try {
    client = await pool.connect();
    await client.query('insert into users values ($1)', [name]);
    client.release();
  } catch (error) {
    console.error(error);
  }
}
`,
    reports: ['6:20 exception'],
  });
});

describe('what is used where it is acquired', () => {
  invalid('gets a variable first', {
    code: `
import { Pool } from 'pg';
export async function names(pool: Pool): Promise<string[]> {
  // all of them
  const { rows } = await (await pool.connect()).query<{ name: string }>('select name from users');
  return rows.map(({ name }) => name);
}
`,
    reports: ['5:33 never'],
  });

  invalid('stays where it is, where it is returned to nobody', {
    code: `
import { Redis } from 'ioredis';
export function never(): Promise<void> {
  return new Promise(() => {
    return new Redis();
  });
}
`,
    reports: ['5:12 never'],
  });

  valid('needs none where it is returned to an object that was made with the function', {
    code: `
import { Redis } from 'ioredis';
class Lazy<T> {
  readonly #make: () => T;
  constructor(make: () => T) {
    this.#make = make;
  }
  get(): T {
    return this.#make();
  }
}
export function lazyRedis(): Lazy<Redis> {
  return new Lazy(() => {
    return new Redis();
  });
}
`,
  });

  invalid('also one that releases itself', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string): Promise<string> {
  return (await open(path)).readFile('utf8');
}
`,
    reports: ['4:17 never'],
  });

  valid('needs none where it is given back', {
    code: `
import { Pool } from 'pg';
export async function names(pool: Pool): Promise<unknown> {
  return pool.query('select name from users');
}
`,
  });
});

describe('a transaction', () => {
  invalid('is rolled back when something fails', {
    code: `
import type { Knex } from 'knex';
export async function move(knex: Knex, from: number, to: number): Promise<number> {
  const trx = await knex.transaction();
  const moved = await trx('items').where({ owner: from }).update({ owner: to });
  await trx.commit();
  return moved;
}
`,
    reports: ['4:21 exception'],
  });

  valid('that is rolled back when something fails', {
    code: `
import type { Knex } from 'knex';
export async function move(knex: Knex, from: number, to: number): Promise<void> {
  const trx = await knex.transaction();
  try {
    await trx('items').where({ owner: from }).update({ owner: to });
    await trx.commit();
  } catch (error) {
    await trx.rollback();
    throw error;
  }
}
`,
  });
});

describe('nothing is offered', () => {
  invalid('where somebody else has it on another path', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function lend(pool: Pool, lent: PoolClient[]): Promise<void> {
  const client = await pool.connect();
  const { rowCount } = await client.query('select 1');
  if (rowCount === 1) {
    lent.push(client);
  }
}
`,
    reports: ['4:24 path'],
  });

  invalid('where something goes on that nobody waits for', {
    code: `
import { Pool } from 'pg';
export async function log(pool: Pool): Promise<void> {
  const client = await pool.connect();
  void client.query('select 1');
}
`,
    reports: ['4:24 never'],
  });

  invalid('where a release says more than that', {
    code: `
import { Pool } from 'pg';
export async function check(pool: Pool): Promise<boolean> {
  const client = await pool.connect();
  const { rowCount } = await client.query('select 1');
  if (rowCount === 0) {
    client.release(true);
    return false;
  }
  client.release();
  return true;
}
`,
    reports: ['4:24 exception'],
  });

  invalid('where the function does not wait, and the closer has to be', {
    code: `
import { Client } from 'pg';
export function touch(client: Client): string {
  const other = new Client();
  void other.connect();
  return client.user + String(other.port);
}
`,
    reports: ['5:8 never'],
  });

  invalid('where it is dropped', {
    code: `
import { open } from 'node:fs/promises';
export async function touch(path: string): Promise<void> {
  await open(path, 'w');
}
`,
    reports: ['4:9 dropped'],
  });

  invalid('where what is returned still needs it', {
    code: `
import Database from 'better-sqlite3';
export function rows(path: string): Iterable<unknown> {
  const db = new Database(path);
  return db.prepare('select 1').iterate();
}
export function statement(path: string): Database.Statement {
  const db = new Database(path);
  return db.prepare('select 1');
}
`,
    reports: ['4:14 never', '8:14 never'],
  });

  invalid('where a release is a part of something else', {
    code: `
import Database from 'better-sqlite3';
export function vacuum(path: string, done: boolean): void {
  const db = new Database(path);
  db.exec('vacuum');
  void (done && db.close());
}
`,
    reports: ['4:14 path'],
  });

  invalid('where the variable gets another value', {
    code: `
import { Pool } from 'pg';
export async function twice(pool: Pool): Promise<void> {
  let client = await pool.connect();
  await client.query('select 1');
  client.release();
  client = await pool.connect();
  await client.query('select 2');
  client.release();
}
`,
    reports: ['4:22 exception', '7:18 exception'],
  });
});

describe('comments', () => {
  invalid('stay where they are', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect(); // one of ten

  /* the question */
  const { rows } = await client.query('select 1'); // and its answer

  // give it back
  client.release();
  // what was found
  return rows;
  // the end
}
`,
    reports: ['4:24 exception'],
  });

  invalid('within a release keep it where it is', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select 1');
  client.release(/* for good */);
  return rows;
}
`,
    reports: ['4:24 exception'],
  });
});
