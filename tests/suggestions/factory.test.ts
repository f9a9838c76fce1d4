import { describe, expect, it } from 'vitest';

import { output } from './offered.ts';

describe('factories', () => {
  it('a name that the factory cannot have', () => {
    expect(
      output(
        'makeFactory',
        `import { createPool } from 'mysql2/promise';

/** Connections. */
export const pool = createPool('mysql://localhost'); // lazily
`,
      ),
    ).toBe(`import { createPool } from 'mysql2/promise';

/** Connections. */
// lazily
export function makePool(): ReturnType<typeof createPool> {
  return createPool('mysql://localhost');
}
`);
  });

  it('set-up statements', () => {
    expect(
      output(
        'makeFactory',
        `import { Pool } from 'pg';

const pool = new Pool();
pool.on('error', console.error);

export type Connections = typeof pool;
export { pool as connections };
`,
      ),
    ).toBe(`import { Pool } from 'pg';

function createPool(): Pool {
  const pool = new Pool();
  pool.on('error', console.error);
  return pool;
}

export type Connections = ReturnType<typeof createPool>;
export { createPool as createConnections };
`);
  });

  it('an awaited acquisition', () => {
    expect(
      output(
        'makeFactory',
        `import { createConnection } from 'mysql2/promise';

export const connection = await createConnection('mysql://localhost');
`,
      ),
    ).toBe(`import { createConnection } from 'mysql2/promise';

export async function makeConnection(): Promise<Awaited<ReturnType<typeof createConnection>>> {
  return await createConnection('mysql://localhost');
}
`);
  });

  it('set-up statements that other statements come before', () => {
    expect(
      output(
        'makeFactory',
        `import { Pool } from 'pg';

export const pool = new Pool();
console.log('made');
const report = (error: Error) => console.error(error);
pool.on('error', report);
`,
      ),
    ).toBe(`import { Pool } from 'pg';

export function createPool(): Pool {
  const pool = new Pool();
  pool.on('error', report);
  return pool;
}

console.log('made');
const report = (error: Error) => console.error(error);
`);
  });

  it('a default export without a name', () => {
    expect(
      output(
        'makeFactory',
        `import { Pool } from 'pg';

export default new Pool();
`,
      ),
    ).toBe(`import { Pool } from 'pg';

export default function createPool(): Pool {
  return new Pool();
}
`);
  });

  it('module.exports with the resource', () => {
    expect(
      output(
        'makeFactory',
        `const { Pool } = require('pg');

const pool = new Pool();

module.exports = pool;
`,
        { filename: 'file.cjs', sourceType: 'commonjs' },
      ),
    ).toBe(`const { Pool } = require('pg');

function createPool() {
  return new Pool();
}

module.exports = { createPool };
`);
  });
});
