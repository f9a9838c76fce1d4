import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('of each kind', () => {
  invalid('of a pool of mysql2', {
    code: `
import mysql from 'mysql2/promise';
export async function read(pool: mysql.Pool): Promise<unknown> {
  const connection = await pool.getConnection();
  const [rows] = await connection.query('select 1');
  connection.release();
  return rows;
}
`,
    reports: ['4:28 exception'],
  });

  valid('given back in a finally', {
    code: `
import mysql from 'mysql2/promise';
export async function read(pool: mysql.Pool): Promise<unknown> {
  const connection = await pool.getConnection();
  try {
    const [rows] = await connection.query('select 1');
    return rows;
  } finally {
    connection.release();
  }
}
`,
  });

  invalid('a session of MongoDB', {
    code: `
import type { MongoClient } from 'mongodb';
export async function rename(client: MongoClient, name: string): Promise<void> {
  const session = client.startSession();
  await client.db().collection('users').updateOne({}, { $set: { name } }, { session });
  await session.endSession();
}
`,
    reports: ['4:19 exception'],
  });

  valid('a session with a scope of its own', {
    code: `
import type { MongoClient } from 'mongodb';
export async function rename(client: MongoClient, name: string): Promise<void> {
  await client.withSession(async (session) => {
    await client.db().collection('users').updateOne({}, { $set: { name } }, { session });
  });
}
`,
  });

  invalid('a session of mongoose', {
    code: `
import type { Connection } from 'mongoose';
export async function count(connection: Connection): Promise<number> {
  const session = await connection.startSession();
  const found = await connection.collection('users').countDocuments({}, { session });
  await session.endSession();
  return found;
}
`,
    reports: ['4:25 exception'],
  });

  valid('that is ended in a finally', {
    code: `
import type { Connection } from 'mongoose';
export async function count(connection: Connection): Promise<number> {
  const session = await connection.startSession();
  try {
    return await connection.collection('users').countDocuments({}, { session });
  } finally {
    await session.endSession();
  }
}
`,
  });

  invalid('a transaction of knex that a condition forgets', {
    code: `
import type { Knex } from 'knex';
export async function move(knex: Knex, id: number): Promise<void> {
  const trx = await knex.transaction();
  try {
    const moved = await trx('items').where({ id }).update({ moved: true });
    if (moved > 0) {
      await trx.commit();
    }
  } catch (error) {
    await trx.rollback();
    throw error;
  }
}
`,
    reports: ['4:21 path'],
  });

  valid('that is ended on both sides', {
    code: `
import type { Knex } from 'knex';
export async function move(knex: Knex, id: number): Promise<void> {
  const trx = await knex.transaction();
  try {
    const moved = await trx('items').where({ id }).update({ moved: true });
    if (moved > 0) {
      await trx.commit();
    } else {
      await trx.rollback();
    }
  } catch (error) {
    await trx.rollback();
    throw error;
  }
}
`,
  });

  invalid('a transaction of Sequelize', {
    code: `
import type { Sequelize } from 'sequelize';
export async function move(sequelize: Sequelize): Promise<void> {
  const transaction = await sequelize.transaction();
  if (sequelize.getDialect() === 'sqlite') {
    return;
  }
  await sequelize.query('update items set moved = true', { transaction });
  await transaction.commit();
}
`,
    reports: ['4:29 path'],
  });

  valid('that a callback scopes', {
    code: `
import type { Sequelize } from 'sequelize';
export async function move(sequelize: Sequelize): Promise<void> {
  await sequelize.transaction(async (transaction) => {
    await sequelize.query('update items set moved = true', { transaction });
  });
}
`,
  });

  invalid('a reserved connection of postgres', {
    code: `
import type { Sql } from 'postgres';
export async function read(sql: Sql): Promise<unknown> {
  const reserved = await sql.reserve();
  const rows = await reserved\`select 1\`;
  reserved.release();
  return rows;
}
`,
    reports: ['4:26 exception'],
  });

  valid('released in a finally', {
    code: `
import type { Sql } from 'postgres';
export async function read(sql: Sql): Promise<unknown> {
  const reserved = await sql.reserve();
  try {
    return await reserved\`select 1\`;
  } finally {
    reserved.release();
  }
}
`,
  });

  invalid('a page of a browser that is there already', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import type { Browser } from '@playwright/test';
export async function title(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage();
  await page.goto(url);
  const title = await page.title();
  await page.close();
  return title;
}
`,
    reports: ['4:22 exception'],
  });

  valid('closed in a finally', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import type { Browser } from '@playwright/test';
export async function title(browser: Browser, url: string): Promise<string> {
  const page = await browser.newPage();
  try {
    await page.goto(url);
    return await page.title();
  } finally {
    await page.close();
  }
}
`,
  });

  valid('of a context of a browser that `using` closes', {
    code: `
import { chromium } from '@playwright/test';
export async function title(url: string): Promise<string> {
  await using browser = await chromium.launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  return await page.title();
}
`,
  });

  invalid('of a context of a browser that stays open', {
    code: `
import type { Browser } from '@playwright/test';
export async function title(browser: Browser, url: string): Promise<string> {
  await using other = await browser.newContext();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  return (await page.title()) + other.pages().length;
}
`,
    reports: ['5:25 never'],
  });

  invalid('a lock, which is a function to be called', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Mutex } from 'async-mutex';
const mutex = new Mutex();
export async function alone(work: () => Promise<void>): Promise<void> {
  const release = await mutex.acquire();
  await work();
  release();
}
`,
    reports: ['5:25 exception'],
  });

  invalid('destructured with what gives it back', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export async function read(): Promise<unknown> {
  const client = await pool.connect();
  const { query } = client;
  return query.length;
}
`,
    reports: ['5:24 never'],
  });

  valid('by a method that is taken off it', {
    code: `
import { Pool } from 'pg';
const pool = new Pool();
export async function read(): Promise<unknown> {
  const client = await pool.connect();
  const { release } = client;
  try {
    return await client.query('select 1');
  } finally {
    release();
  }
}
`,
  });

  invalid('under a second name', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const db = client;
  const { rows } = await db.query('select 1');
  db.release();
  return rows;
}
`,
    reports: ['4:24 exception'],
  });

  valid('under a second name, in a finally', {
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  const db = client;
  try {
    return await db.query('select 1');
  } finally {
    db.release();
  }
}
`,
  });
});

describe('several at once', () => {
  invalid('one fails after the other was there', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { open } from 'node:fs/promises';
export async function compare(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([open(a), open(b)]);
  try {
    return (await one.stat()).size === (await other.stat()).size;
  } finally {
    await one.close();
    await other.close();
  }
}
`,
    reports: ['4:43 exception', '4:52 exception'],
  });

  invalid('only the first is given back', {
    code: `
import type { Pool } from 'pg';
export async function compare(a: Pool, b: Pool): Promise<void> {
  const [one, other] = await Promise.all([a.connect(), b.connect()]);
  await Promise.allSettled([one.query('select 1'), other.query('select 1')]);
  one.release();
}
`,
    reports: ['4:43 exception', '4:56 never'],
  });

  valid('one after the other', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { open } from 'node:fs/promises';
export async function compare(a: string, b: string): Promise<boolean> {
  await using one = await open(a);
  await using other = await open(b);
  return (await one.stat()).size === (await other.stat()).size;
}
`,
  });
});

describe('a connection of redis of its own', () => {
  invalid('is not that of the client', {
    code: `
import { createClient } from 'redis';
const client = createClient();
export async function listen(onMessage: (text: string) => void) {
  const subscriber = client.duplicate();
  await subscriber.connect();
  await subscriber.subscribe('news', onMessage);
}
`,
    reports: ['6:9 never'],
  });

  valid('is closed, or whoever gets it closes it', {
    code: `
import { createClient } from 'redis';
const client = createClient();
export async function ask(key: string) {
  const own = client.duplicate();
  try {
    await own.connect();
    return await own.get(key);
  } finally {
    own.destroy();
  }
}
export async function subscriber() {
  const own = client.duplicate();
  await own.connect();
  return own;
}
`,
  });
});

describe('a duplicate of a client that is only known by its type', () => {
  invalid('is not closed', {
    code: `
import type { RedisClientType } from 'redis';
export async function listen(client: RedisClientType): Promise<void> {
  const subscriber = client.duplicate();
  await subscriber.connect();
  await subscriber.get('channel');
}
`,
    reports: ['5:9 never'],
  });

  valid('is closed', {
    code: `
import type { RedisClientType } from 'redis';
export async function listen(client: RedisClientType): Promise<void> {
  const subscriber = client.duplicate();
  await subscriber.connect();
  try {
    await subscriber.get('channel');
  } finally {
    await subscriber.close();
  }
}
`,
  });
});

describe('what a function lends together with its lender', () => {
  const opening = `import { createPool, type Pool, type PoolConnection } from 'mysql2/promise';
async function open(uri: string): Promise<{ pool: Pool; connection: PoolConnection }> {
  const pool = createPool(uri);
  const connection = await pool.getConnection();
  return { pool, connection };
}
async function lend(pool: Pool): Promise<{ connection: PoolConnection }> {
  const connection = await pool.getConnection();
  return { connection };
}
`;

  valid('goes with that', {
    code: `${opening}
export async function count(uri: string): Promise<void> {
  const { pool, connection } = await open(uri);
  try {
    await connection.query('select 1');
  } finally {
    await pool.end();
  }
}
`,
  });

  invalid('does not where it is lent alone, or neither is closed', {
    code: `${opening}
export async function count(uri: string): Promise<void> {
  const { connection } = await open(uri);
  await connection.query('select 1');
}
export async function countLent(pool: Pool): Promise<void> {
  const { connection } = await lend(pool);
  await connection.query('select 1');
}
`,
    reports: ['13:32 never', '17:32 never'],
  });
});
