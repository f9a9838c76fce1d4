import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

const all = [{ exceptionPaths: 'all' }] as const;

describe('a promise made around the function', () => {
  valid('is resolved with the resource, or with something that has it', {
    code: `
import { open } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import { Client } from 'pg';
export function connected(): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client.connect().then(() => {
      resolve(client);
    }, reject);
  });
}
export function opened(path: string) {
  return new Promise<object>((resolve, reject) => {
    open(path)
      .then((file) => {
        resolve({ file, path });
      })
      .catch(reject);
  });
}
export function database(url: string) {
  return new Promise<object>((resolve, reject) => {
    MongoClient.connect(url)
      .then((client) => {
        resolve(client.db('shop'));
      })
      .catch(reject);
  });
}
`,
    options: all,
  });

  invalid('is resolved with what was read of it', {
    code: `
import { open } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import type { Pool } from 'pg';
export function descriptorOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path)
      .then((file) => {
        resolve(file.fd);
      })
      .catch(reject);
  });
}
export function count(pool: Pool): Promise<number> {
  return new Promise((resolve, reject) => {
    pool
      .connect()
      .then(async (client) => {
        const { rows } = await client.query('select 1');
        resolve(rows.length);
      })
      .catch(reject);
  });
}
export function nameOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    MongoClient.connect(url)
      .then((client) => {
        resolve(client.db('shop').databaseName);
      })
      .catch(reject);
  });
}
`,
    reports: ['7:5 never', '16:5 never', '27:5 never'],
  });

  invalid('waits for a connection, and for more after it', {
    code: `
import { Client } from 'pg';
export function connected(): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new Client();
    client
      .connect()
      .then(() => client.query('set search_path to shop'))
      .then(() => {
        resolve(client);
      }, reject);
  });
}
`,
    options: all,
    reports: ['6:5 exception'],
  });
});

describe('what leads back to the resource', () => {
  valid('goes to the caller, or stays in the module', {
    code: `
import { type Db, MongoClient } from 'mongodb';
let db: Db;
export async function database(url: string): Promise<Db> {
  const client = await MongoClient.connect(url);
  return client.db('shop');
}
export async function both(url: string) {
  const client = await MongoClient.connect(url);
  const shop = client.db('shop');
  return { shop };
}
export async function start(url: string): Promise<void> {
  const client = await MongoClient.connect(url);
  db = client.db('shop');
}
export const usersOf = () => db.collection('users');
export async function drop(url: string): Promise<void> {
  const client = await MongoClient.connect(url);
  const shop = client.db('shop');
  try {
    await shop.dropDatabase();
  } finally {
    await shop.client.close();
  }
}
`,
    options: all,
  });

  invalid('is only used', {
    code: `
import { MongoClient } from 'mongodb';
export async function users(url: string): Promise<unknown[]> {
  const client = await MongoClient.connect(url);
  return client.db('shop').collection('users').find().toArray();
}
export async function first(url: string): Promise<unknown> {
  const client = await MongoClient.connect(url);
  const shop = client.db('shop');
  return await shop.collection('users').findOne({});
}
export async function print(url: string): Promise<void> {
  const client = await MongoClient.connect(url);
  const cursor = client.db('shop').collection('users').find();
  console.log(await cursor.next());
  await cursor.close();
}
`,
    reports: ['4:24 never', '8:24 never', '13:24 never'],
  });

  invalid('is handed on once it was used', {
    code: `
import { type Db, MongoClient } from 'mongodb';
export async function database(url: string): Promise<Db> {
  const client = await MongoClient.connect(url);
  const shop = client.db('shop');
  await shop.command({ ping: 1 });
  return shop;
}
`,
    options: all,
    reports: ['4:24 exception'],
  });
});

describe('a callback that has the resource as its `this`', () => {
  valid('hands it on', {
    code: `
import type { Server } from 'node:http';
import express from 'express';
export async function answer(): Promise<Server> {
  const app = express();
  return await new Promise((resolve) => {
    app.listen(3000, function (this: Server) {
      resolve(this);
    });
  });
}
`,
  });

  invalid('only asks it, or has none of its own', {
    code: `
import type { Server } from 'node:http';
import express from 'express';
export function answer(): void {
  const app = express();
  app.listen(3000, function (this: Server) {
    console.log(this.address());
  });
}
export class Site {
  readonly name = 'site';
  answer(): void {
    const app = express();
    app.listen(3000, () => {
      console.log(this);
    });
  }
}
`,
    reports: ['6:3 dropped', '14:5 dropped'],
  });
});

describe('what opens it in the expression that makes it', () => {
  valid('fails where nobody has it yet', {
    code: `
import mongoose from 'mongoose';
export async function model(url: string) {
  const connection = await mongoose.createConnection(url).asPromise();
  return connection.model('User');
}
`,
    options: all,
  });

  invalid('and what fails after it', {
    code: `
import mongoose from 'mongoose';
export async function connected(url: string) {
  const connection = await mongoose.createConnection(url).asPromise();
  await connection.syncIndexes();
  return connection;
}
`,
    options: all,
    reports: ['4:28 exception'],
  });
});

describe('what is started later', () => {
  valid('holds nothing where that fails', {
    code: `
import { Unleash } from 'unleash-client';
export async function flags(url: string): Promise<Unleash> {
  const client = new Unleash({ appName: 'shop', url, disableAutoStart: true });
  await client.start();
  return client;
}
`,
    options: all,
  });

  invalid('or at once', {
    code: `
import { once } from 'node:events';
import { Unleash } from 'unleash-client';
export async function flags(url: string): Promise<Unleash> {
  const client = new Unleash({ appName: 'shop', url });
  await once(client, 'synchronized');
  return client;
}
`,
    options: all,
    reports: ['5:18 exception'],
  });
});

describe('what a function gives its callers of a resource', () => {
  valid('a page, which leads to its context and to its browser', {
    code: `
import { type Browser, chromium, type Page } from 'playwright';
export async function opened(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}
export async function named(browser: Browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  return { page, at: Date.now() };
}
export async function launched(): Promise<Page> {
  const browser = await chromium.launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  return page;
}
`,
  });

  invalid('but not a word of it', {
    code: `
import { type Browser, chromium } from 'playwright';
export async function title(browser: Browser): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  return page.title();
}
export async function version(): Promise<string> {
  const browser = await chromium.launch();
  const context = await browser.newContext();
  const page = await context.newPage();
  return page.url() + browser.version();
}
`,
    reports: ['4:25 never', '9:25 never'],
  });

  invalid('a client, without a way back', {
    code: `
import { Pool } from 'pg';
export async function connected(url: string) {
  const pool = new Pool({ connectionString: url });
  const client = await pool.connect();
  return client;
}
`,
    reports: ['4:16 never'],
  });

  invalid('rows, which need nothing', {
    code: `
import type { Pool } from 'pg';
export async function rows(pool: Pool) {
  const client = await pool.connect();
  const result = await client.query('select 1');
  return result;
}
`,
    reports: ['4:24 never'],
  });
});

describe('what a function gives with its closer beside it', () => {
  const opening = `import { sql } from 'drizzle-orm';
import { drizzle, type MySql2Database } from 'drizzle-orm/mysql2';
import { createConnection, type Connection } from 'mysql2/promise';
async function openPair(uri: string): Promise<[connection: Connection, close: () => Promise<void>]> {
  const connection = await createConnection(uri);
  return [connection, () => connection.end()];
}
async function openDb(uri: string): Promise<[db: MySql2Database, close: () => Promise<void>]> {
  const connection = await createConnection(uri);
  return [drizzle(connection), () => connection.end()];
}
async function openNamed(uri: string): Promise<{ db: MySql2Database; dispose: () => Promise<void> }> {
  const connection = await createConnection(uri);
  return { db: drizzle(connection), dispose: () => connection.end() };
}
`;

  invalid('is left open where the closer is left out', {
    code: `${opening}
export async function countPair(uri: string): Promise<void> {
  const [connection] = await openPair(uri);
  await connection.query('select 1');
}
export async function countRows(uri: string): Promise<void> {
  const [db] = await openDb(uri);
  await db.execute(sql.raw('select 1'));
}
export async function countNamed(uri: string): Promise<void> {
  const { db } = await openNamed(uri);
  await db.execute(sql.raw('select 1'));
}
`,
    reports: ['18:30 never', '22:22 never', '26:24 never'],
  });

  valid('is closed by it, whatever it is called', {
    code: `${opening}
export async function countPair(uri: string): Promise<void> {
  const [connection, done] = await openPair(uri);
  await connection.query('select 1');
  await done();
}
export async function countLater(uri: string): Promise<() => Promise<void>> {
  const [connection, done] = await openPair(uri);
  await connection.query('select 1');
  return done;
}
export async function countAt(uri: string): Promise<void> {
  const pair = await openPair(uri);
  await pair[0].query('select 1');
  await pair[1]();
}
export async function countRows(uri: string): Promise<void> {
  const [db, finish] = await openDb(uri);
  await db.execute(sql.raw('select 1'));
  await finish();
}
export async function countNamed(uri: string): Promise<void> {
  const { db, dispose } = await openNamed(uri);
  await db.execute(sql.raw('select 1'));
  await dispose();
}
`,
  });
});
