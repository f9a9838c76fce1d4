import { describe, expect, it } from 'vitest';

import { offered } from './offered.ts';

function titles(...file: Parameters<typeof offered>): string[] {
  return Object.values(offered(...file)).map(({ title }) => title);
}

describe('titles of suggestions', () => {
  it('name the functions, and count who imports what they replace', () => {
    const code = `import { Pool } from 'pg';

export const pool = new Pool();
`;
    expect(titles(code)).toEqual([
      'Make `pool` on first use, with `getPool()`, released by `closePool()`; no other file of this program imports `pool`.',
      'Let callers make their own `pool`, with `createPool()`; no other file of this program imports `pool`.',
      'Make and release `pool` for each use, with `withPool()`; no other file of this program imports `pool`.',
    ]);
  });

  it('cannot count without types', () => {
    const code = `const { Pool } = require('pg');

exports.pool = new Pool();
`;
    expect(titles(code, { filename: 'file.cjs', sourceType: 'commonjs', untyped: true })).toEqual([
      'Make `pool` on first use, with `getPool()`, released by `closePool()`; files that import `pool` must change.',
      'Let callers make their own `pool`, with `createPool()`; files that import `pool` must change.',
      'Make and release `pool` for each use, with `withPool()`; files that import `pool` must change.',
    ]);
  });

  it('name all that is made from the resource', () => {
    const code = `import { Pool } from 'pg';
import { drizzle } from 'drizzle-orm/node-postgres';

export const pool = new Pool();
export const db = drizzle(pool);
`;
    expect(titles(code)).toEqual([
      'Make `pool` on first use, with `getPool()` and `getDb()`, released by `closePool()`; no other file of this program imports `pool` or `db`.',
    ]);
  });

  it('say nothing of imports where nothing is exported', () => {
    const code = `const timer = setInterval(() => undefined, 1000);

export const stop = () => clearInterval(timer);
`;
    expect(titles(code)).toEqual(['Make `timer` on first use, with `startTimer()`, released by `stopTimer()`.']);
  });
});
