import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('one of several paths', () => {
  invalid('an early return', {
    code: `
import { Pool } from 'pg';
export async function find(pool: Pool, id: number): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select * from users where id = $1', [id]);
  if (rows.length === 0) {
    return undefined;
  }
  client.release();
  return rows[0];
}
`,
    reports: ['4:24 path'],
  });

  valid('that gives back, too', {
    options: [{ exceptionPaths: 'none' }],
    code: `
import { Pool } from 'pg';
export async function find(pool: Pool, id: number): Promise<unknown> {
  const client = await pool.connect();
  const { rows } = await client.query('select * from users where id = $1', [id]);
  if (rows.length === 0) {
    client.release();
    return undefined;
  }
  client.release();
  return rows[0];
}
`,
  });

  invalid('one side of a condition', {
    code: `
import { Client } from 'pg';
export async function touch(client: Client, own: boolean): Promise<void> {
  const other = new Client();
  await other.connect();
  if (own) {
    await other.query('select 1');
    await other.end();
  } else {
    await client.query('select 1');
  }
}
`,
    reports: ['5:9 path'],
  });

  valid('both sides', {
    code: `
import { Client } from 'pg';
export async function touch(own: boolean): Promise<void> {
  const other = new Client();
  await other.connect();
  if (own) {
    await other.query('select 1');
    await other.end();
  } else {
    await other.end();
  }
}
`,
  });

  invalid('a throw', {
    code: `
import { open } from 'node:fs/promises';
export async function header(path: string): Promise<string> {
  const file = await open(path);
  const text = await file.readFile('utf8');
  if (!text.startsWith('#')) {
    throw new Error('no header');
  }
  await file.close();
  return text;
}
`,
    reports: ['4:22 path'],
  });

  valid('a throw before it is opened', {
    code: `
import { open } from 'node:fs/promises';
export async function header(path: string): Promise<string> {
  if (path === '') {
    throw new Error('no path');
  }
  const file = await open(path);
  const text = await file.readFile('utf8');
  await file.close();
  return text;
}
`,
  });

  invalid('a case of a switch', {
    code: `
import { createClient } from 'redis';
export async function read(kind: 'get' | 'ping', key: string): Promise<string | null> {
  const client = await createClient().connect();
  switch (kind) {
    case 'get': {
      const value = await client.get(key);
      await client.close();
      return value;
    }
    case 'ping':
      return await client.ping();
  }
}
`,
    reports: ['4:24 path'],
  });

  valid('every case of it', {
    code: `
import { createClient } from 'redis';
export async function read(kind: 'get' | 'ping', key: string): Promise<string | null> {
  const client = await createClient().connect();
  let answer: string | null;
  switch (kind) {
    case 'get':
      answer = await client.get(key);
      break;
    case 'ping':
      answer = await client.ping();
      break;
  }
  await client.close();
  return answer;
}
`,
  });

  invalid('a release only in the catch', {
    code: `
import { Client } from 'pg';
export async function save(name: string): Promise<void> {
  const client = new Client();
  await client.connect();
  try {
    await client.query('insert into users values ($1)', [name]);
  } catch (error) {
    await client.end();
    throw error;
  }
}
`,
    reports: ['5:9 path'],
  });

  valid('a release after the catch, too', {
    code: `
import { Client } from 'pg';
export async function save(name: string): Promise<void> {
  const client = new Client();
  await client.connect();
  try {
    await client.query('insert into users values ($1)', [name]);
  } catch (error) {
    await client.end();
    throw error;
  }
  await client.end();
}
`,
  });

  invalid('a catch that returns', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, name: string): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('insert into users values ($1)', [name]);
    client.release();
    return true;
  } catch {
    return false;
  }
}
`,
    reports: ['4:24 exception'],
  });

  valid('a catch that goes on to the release', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, name: string): Promise<boolean> {
  const client = await pool.connect();
  let saved = true;
  try {
    await client.query('insert into users values ($1)', [name]);
  } catch {
    saved = false;
  }
  client.release();
  return saved;
}
`,
  });

  invalid('a break out of a labelled block', {
    code: `
import Database from 'better-sqlite3';
export function copy(path: string, skip: boolean): void {
  const db = new Database(path);
  work: {
    if (skip) break work;
    db.exec('vacuum');
    db.close();
  }
}
`,
    reports: ['4:14 path'],
  });

  valid('to where it is closed', {
    code: `
import Database from 'better-sqlite3';
export function copy(path: string, skip: boolean): void {
  const db = new Database(path);
  work: {
    if (skip) break work;
    db.exec('vacuum');
  }
  db.close();
}
`,
  });

  invalid('the right side of a logical expression', {
    code: `
import Database from 'better-sqlite3';
export function vacuum(path: string, done: boolean): void {
  const db = new Database(path);
  db.exec('vacuum');
  done && db.close();
}
`,
    reports: ['4:14 path'],
  });

  valid('both sides of a conditional expression', {
    code: `
import Database from 'better-sqlite3';
export function vacuum(path: string, hard: boolean): void {
  const db = new Database(path);
  db.exec('vacuum');
  hard ? db.close() : db.close();
}
`,
  });
});

describe('conditions that belong together', () => {
  valid('it is given back by whoever checked it out', {
    code: `
import { Pool, type PoolClient } from 'pg';
export async function save(pool: Pool, given?: PoolClient): Promise<void> {
  const client = given ?? (await pool.connect());
  try {
    await client.query('select 1');
  } finally {
    if (!given) client.release();
  }
}
`,
  });

  valid('a flag says whether it was given back', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool): Promise<void> {
  const client = await pool.connect();
  let released = false;
  try {
    await client.query('select 1');
    client.release();
    released = true;
    console.log('saved');
  } finally {
    if (!released) {
      client.release();
    }
  }
}
`,
  });

  valid('it is there only when it was opened', {
    code: `
import { Client } from 'pg';
export async function save(remote: boolean): Promise<void> {
  let client: Client | undefined;
  if (remote) {
    client = new Client();
    await client.connect();
  }
  console.log('saving');
  if (client) {
    await client.end();
  }
}
`,
  });

  valid('the same condition twice', {
    code: `
import { Client } from 'pg';
export async function save(remote: boolean): Promise<void> {
  const client = new Client();
  if (remote) await client.connect();
  console.log('saving');
  if (remote) await client.end();
}
`,
  });

  invalid('another condition', {
    code: `
import { Client } from 'pg';
export async function save(remote: boolean, tidy: boolean): Promise<void> {
  const client = new Client();
  if (remote) await client.connect();
  console.log('saving');
  if (tidy) await client.end();
}
`,
    reports: ['5:21 path'],
  });

  valid('an optional call of what may be missing', {
    code: `
import { open, type FileHandle } from 'node:fs/promises';
export async function size(path: string): Promise<number> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return (await file.stat()).size;
  } finally {
    await file?.close();
  }
}
`,
  });

  valid('the end of the process', {
    code: `
import { Client } from 'pg';
export async function check(): Promise<void> {
  const client = new Client();
  await client.connect();
  const { rows } = await client.query('select 1');
  if (rows.length === 0) {
    process.exit(1);
  }
  await client.end();
}
`,
  });
});
