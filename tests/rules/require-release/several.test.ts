import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('one after the other', () => {
  invalid('two, of which the first is open when the second fails', {
    code: `
import type { Pool } from 'pg';
export async function copy(from: Pool, to: Pool): Promise<void> {
  const one = await from.connect();
  const other = await to.connect();
  await other.query('insert into copies select $1', (await one.query('select 1')).rows);
  one.release();
  other.release();
}
`,
    reports: ['4:21 exception', '5:23 exception'],
  });

  invalid('three, with a finally that begins behind the last', {
    code: `
import type { Pool } from 'pg';
export async function all(pool: Pool): Promise<void> {
  const one = await pool.connect();
  const two = await pool.connect();
  const three = await pool.connect(); // as many as the pool has
  try {
    await two.query('select 1');
  } finally {
    one.release();
    two.release();
    three.release();
  }
}
`,
    reports: ['4:21 exception', '5:21 exception'],
  });

  invalid('two that can be declared with using', {
    options: [{ exceptionPaths: 'all' }],
    code: `
import { open } from 'node:fs/promises';
export async function sameSize(a: string, b: string): Promise<boolean> {
  const one = await open(a);
  const other = await open(b);
  const isSame = (await one.stat()).size === (await other.stat()).size;
  await other.close();
  await one.close();
  return isSame;
}
`,
    reports: ['4:21 exception', '5:23 exception'],
  });

  valid('two, each in a finally of its own', {
    code: `
import type { Pool } from 'pg';
export async function copy(from: Pool, to: Pool): Promise<void> {
  const one = await from.connect();
  try {
    const other = await to.connect();
    try {
      await other.query('insert into copies select $1', (await one.query('select 1')).rows);
    } finally {
      other.release();
    }
  } finally {
    one.release();
  }
}
`,
  });
});
