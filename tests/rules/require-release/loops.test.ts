import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('a loop', () => {
  invalid('that goes on before the release', {
    code: `
import { Pool } from 'pg';
export async function copy(pool: Pool, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    const client = await pool.connect();
    if (id < 0) {
      continue;
    }
    await client.query('select $1', [id]);
    client.release();
  }
}
`,
    reports: ['5:26 path'],
  });

  valid('that gives back in each turn', {
    code: `
import { Pool } from 'pg';
export async function copy(pool: Pool, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    const client = await pool.connect();
    try {
      if (id < 0) {
        continue;
      }
      await client.query('select $1', [id]);
    } finally {
      client.release();
    }
  }
}
`,
  });

  invalid('whose last resource is the only one that is closed', {
    code: `
import { Client } from 'pg';
export async function each(urls: readonly string[]): Promise<void> {
  let client: Client | undefined;
  for (const url of urls) {
    client = new Client(url);
    await client.connect();
    await client.query('select 1');
  }
  await client?.end();
}
`,
    reports: ['7:11 madeAnew'],
  });

  valid('whose one resource is made before it', {
    code: `
import { Client } from 'pg';
export async function each(ids: readonly number[]): Promise<void> {
  const client = new Client();
  await client.connect();
  for (const id of ids) {
    await client.query('select $1', [id]);
  }
  await client.end();
}
`,
  });

  invalid('that is left before the release', {
    code: `
import { open } from 'node:fs/promises';
export async function firstLarge(paths: readonly string[]): Promise<string | undefined> {
  let found: string | undefined;
  for (const path of paths) {
    const file = await open(path);
    const { size } = await file.stat();
    if (size > 1000) {
      found = path;
      break;
    }
    await file.close();
  }
  return found;
}
`,
    reports: ['6:24 path'],
  });

  valid('that is left behind the release', {
    code: `
import { open } from 'node:fs/promises';
export async function firstLarge(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const file = await open(path);
    const { size } = await file.stat();
    await file.close();
    if (size > 1000) {
      return path;
    }
  }
  return undefined;
}
`,
  });

  invalid('with a label that leads past the release', {
    code: `
import Database from 'better-sqlite3';
export function sum(paths: readonly string[], tables: readonly string[]): number {
  let total = 0;
  files: for (const path of paths) {
    const db = new Database(path);
    for (const table of tables) {
      if (table === '') continue files;
      total += db.prepare(table).all().length;
    }
    db.close();
  }
  return total;
}
`,
    reports: ['6:16 path'],
  });

  valid('with a label that does not', {
    code: `
import Database from 'better-sqlite3';
export function sum(paths: readonly string[], tables: readonly string[]): number {
  let total = 0;
  for (const path of paths) {
    const db = new Database(path);
    names: for (const table of tables) {
      if (table === '') break names;
      total += db.prepare(table).all().length;
    }
    db.close();
  }
  return total;
}
`,
  });

  invalid('that retries with a new connection', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Client } from 'pg';
export async function retry(): Promise<unknown> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const client = new Client();
    await client.connect();
    try {
      const result = await client.query('select 1');
      await client.end();
      return result;
    } catch (error) {
      console.error(error);
    }
  }
  return undefined;
}
`,
    reports: ['6:11 exception'],
  });

  valid('that closes each', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { Client } from 'pg';
export async function retry(): Promise<unknown> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const client = new Client();
    await client.connect();
    try {
      return await client.query('select 1');
    } catch (error) {
      console.error(error);
    } finally {
      await client.end();
    }
  }
  return undefined;
}
`,
  });

  invalid('a do loop that may end early', {
    code: `
import Database from 'better-sqlite3';
export function drain(paths: string[]): void {
  do {
    const db = new Database(paths.pop());
    const row = db.prepare('select 1').get();
    if (row === undefined) return;
    db.close();
  } while (paths.length > 0);
}
`,
    reports: ['5:16 path'],
  });

  valid('a while loop that reads to the end', {
    code: `
import { Pool } from 'pg';
export async function pages(pool: Pool): Promise<number> {
  const client = await pool.connect();
  let count = 0;
  try {
    while (((await client.query('fetch 10 from c')).rowCount ?? 0) > 0) {
      count += 1;
    }
  } finally {
    client.release();
  }
  return count;
}
`,
  });
});

describe('another value in its place', () => {
  invalid('by assignment', {
    code: `
import { Client } from 'pg';
export async function fall(first: string, second: string): Promise<void> {
  let client = new Client(first);
  await client.connect();
  client = new Client(second);
  await client.connect();
  await client.end();
}
`,
    reports: ['5:9 overwritten'],
  });

  valid('after it was closed', {
    code: `
import { Client } from 'pg';
export async function fall(first: string, second: string): Promise<void> {
  let client = new Client(first);
  await client.connect();
  await client.end();
  client = new Client(second);
  await client.connect();
  await client.end();
}
`,
  });
});

describe('another value in its place, where something has thrown', () => {
  invalid('in a `catch`', {
    code: `
import type { Pool } from 'pg';
export async function ping(pool: Pool): Promise<void> {
  let client = await pool.connect();
  try {
    await client.query('select 1');
  } catch {
    client = await pool.connect();
    await client.query('select 1');
  } finally {
    client.release();
  }
}
`,
    reports: ['4:22 overwritten'],
  });

  valid('after it was given back', {
    code: `
import type { Pool } from 'pg';
export async function ping(pool: Pool): Promise<void> {
  let client = await pool.connect();
  try {
    await client.query('select 1');
  } catch (error) {
    client.release(error as Error);
    client = await pool.connect();
  }
  client.release();
}
`,
  });

  valid('of what never held anything', {
    code: `
import { Client } from 'pg';
export async function open(first: string, second: string): Promise<Client> {
  let client = new Client(first);
  try {
    await client.connect();
  } catch {
    client = new Client(second);
    await client.connect();
  }
  return client;
}
`,
  });

  valid('where exceptions are not asked about', {
    options: [{ exceptionPaths: 'none' }],
    code: `
import type { Pool } from 'pg';
export async function ping(pool: Pool): Promise<void> {
  let client = await pool.connect();
  try {
    await client.query('select 1');
  } catch {
    client = await pool.connect();
  }
  client.release();
}
`,
  });
});

describe('a list that is written down', () => {
  valid('has something to go through', {
    code: `
import type { Kafka } from 'kafkajs';
export async function consume(kafka: Kafka): Promise<void> {
  const consumer = kafka.consumer({ groupId: 'mail' });
  await consumer.connect();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void consumer.disconnect();
    });
  }
}
`,
  });

  invalid('but another may be empty', {
    code: `
import type { Kafka } from 'kafkajs';
export async function consume(kafka: Kafka, signals: readonly NodeJS.Signals[]): Promise<void> {
  const consumer = kafka.consumer({ groupId: 'mail' });
  await consumer.connect();
  for (const signal of signals) {
    process.once(signal, () => {
      void consumer.disconnect();
    });
  }
}
`,
    reports: ['5:9 path'],
  });
});

describe('what a browser lends in a loop', () => {
  valid('is closed with the browser', {
    code: `
import { chromium } from 'playwright';
export async function crawl(urls: readonly string[], locales: readonly string[]): Promise<void> {
  const browser = await chromium.launch();
  try {
    for (const locale of locales) {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      for (const url of urls) {
        await page.goto(url);
      }
    }
  } finally {
    await browser.close();
  }
}
`,
  });

  invalid('is left open where somebody else has the browser, and a pool runs out of what it lends', {
    code: `
import type { Browser } from 'playwright';
import { Pool } from 'pg';
export async function crawl(browser: Browser, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    const page = await browser.newPage();
    await page.goto(url);
  }
}
export async function insert(rows: readonly string[]): Promise<void> {
  const pool = new Pool();
  try {
    for (const row of rows) {
      const client = await pool.connect();
      await client.query('insert into rows values ($1)', [row]);
    }
  } finally {
    await pool.end();
  }
}
`,
    reports: ['6:24 never', '14:28 madeAnew'],
  });
});
