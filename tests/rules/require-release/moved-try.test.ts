import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid } = casesOf('require-release', rule);

describe('a try that releases, and begins too late', () => {
  invalid('begins earlier, with the comments', {
    code: `
import type { Pool } from 'pg';
export async function read(pool: Pool, ids: readonly number[]): Promise<unknown> {
  const client = await pool.connect(); // one of ten
  // what to ask
  const text = \`select
    \${ids.join()}\`;
  if (ids.length === 0) return fetch('about:blank');

  // now ask
  try {
    // in one go
    return await client.query(text);
  } finally {
    // for others
    client.release();
  }
}
`,
    reports: ['4:24 path'],
  });

  invalid('becomes a declaration with using', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string, isAllowed: boolean): Promise<string> {
  const file = await open(path);
  if (!isAllowed) return fetch('about:blank').then((response) => response.text());
  try {
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
`,
    reports: ['4:22 path'],
  });

  invalid('and ends before what follows it', {
    code: `
import { open } from 'node:fs/promises';
export async function read(path: string, most: number): Promise<string> {
  const file = await open(path);
  const { size } = await file.stat();
  if (size > most) return '';
  const buffer = Buffer.alloc(size);
  try {
    await file.read(buffer);
  } finally {
    await file.close();
  }
  return buffer.toString('utf8');
}
`,
    reports: ['4:22 path'],
  });

  invalid('and ends before what follows it, of what has no using', {
    code: `
import type { Pool } from 'pg';
export async function read(pool: Pool, text: string): Promise<unknown> {
  const client = await pool.connect();
  await client.query('set role reader');
  let rows: unknown;
  try {
    rows = await client.query(text);
  } catch {
    rows = [];
  } finally {
    client.release();
  }
  await fetch('about:blank');
  return rows;
}
`,
    reports: ['4:24 exception'],
  });

  invalid('does something else, too', {
    code: `
import type { Pool } from 'pg';
export async function read(pool: Pool, isAllowed: boolean): Promise<unknown> {
  const client = await pool.connect();
  if (!isAllowed) throw new Error('not allowed');
  try {
    return await client.query('select 1');
  } finally {
    client.release();
    console.log('asked');
  }
}
`,
    reports: ['4:24 path'],
  });

  invalid('would get a name that it declares itself', {
    code: `
import type { Pool } from 'pg';
export async function read(pool: Pool, isAllowed: boolean): Promise<unknown> {
  const client = await pool.connect();
  const rows = isAllowed ? 1 : await fetch('about:blank');
  try {
    const rows = await client.query('select 1');
    return rows;
  } finally {
    client.release();
  }
}
`,
    reports: ['4:24 exception'],
  });
});
