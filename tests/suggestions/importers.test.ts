import { describe, expect, it } from 'vitest';

import { offered } from './offered.ts';

describe('files that import a changed name', () => {
  it('named, namespace and type imports', () => {
    expect(
      offered(
        `import { Pool } from 'pg';

export const pool = new Pool();
export const other = 1;
`,
        {
          others: {
            'named.ts': `import { pool } from './file.js';
export const find = () => pool.query('select 1');
`,
            'renamed.ts': `import { pool as connections } from './file.js';
export const find = () => connections.query('select 1');
`,
            'namespace.ts': `import * as db from './file.js';
export const find = () => db.pool.query('select 1');
`,
            'types.ts': `import type { pool } from './file.js';
export type Connections = typeof pool;
`,
            'other.ts': `import { other } from './file.js';
export const two = other + 1;
`,
            'namespace-other.ts': `import * as db from './file.js';
export const two = db.other + 1;
`,
          },
        },
      ).makeOnFirstUse?.title,
    ).toBe(
      'Make `pool` on first use, with `getPool()`, released by `closePool()`; 4 files of this program import `pool`.',
    );
  });

  it('imports from a file that exports it again', () => {
    expect(
      offered(
        `import { Pool } from 'pg';

export const pool = new Pool();
export const other = 1;
`,
        {
          others: {
            'index.ts': `export * from './file.js';
`,
            'renamed.ts': `export { pool as connections } from './index.js';
`,
            'user.ts': `import { connections } from './renamed.js';
export const find = () => connections.query('select 1');
`,
            'unrelated.ts': `export const pool = 1;
`,
          },
        },
      ).makeOnFirstUse?.title,
    ).toBe(
      'Make `pool` on first use, with `getPool()`, released by `closePool()`; 2 files of this program import `pool`.',
    );
  });

  it('a default import', () => {
    expect(
      offered(
        `import { Pool } from 'pg';

export default new Pool();
`,
        {
          others: {
            'user.ts': `import pool from './file.js';
export const find = () => pool.query('select 1');
`,
          },
        },
      ).makeOnFirstUse?.title,
    ).toBe(
      'Make `pool` on first use, with `getPool()`, released by `closePool()`; 1 file of this program imports its default export.',
    );
  });

  it('dynamic imports', () => {
    expect(
      offered(
        `import { Pool } from 'pg';

export const pool = new Pool();
export const other = 1;
`,
        {
          others: {
            'a.ts': `export const find = async () => (await import('./file.js')).pool.query('select 1');
`,
            'b.ts': `export const find = async () => {
  const { pool } = await import('./file.js');
  return pool;
};
`,
            'c.ts': `export const other = async () => (await import('./file.js')).other;
`,
          },
        },
      ).makeOnFirstUse?.title,
    ).toBe(
      'Make `pool` on first use, with `getPool()`, released by `closePool()`; 2 files of this program import `pool`.',
    );
  });

  it('require', () => {
    expect(
      offered(
        `const { Pool } = require('pg');

module.exports = new Pool();
`,
        {
          filename: 'file.cjs',
          others: {
            'a.cjs': `const pool = require('./file.cjs');
exports.find = () => pool.query('select 1');
`,
            'b.cjs': `exports.find = () => require('./file.cjs').query('select 1');
`,
          },
        },
      ).makeOnFirstUse?.title,
    ).toBe('Make `pool` on first use, with `getPool()`, released by `closePool()`; 2 files of this program import it.');
  });
});
