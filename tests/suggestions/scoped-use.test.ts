import { describe, expect, it } from 'vitest';

import { output } from './offered.ts';

describe('resources that are scoped to their use', () => {
  it('single calls', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool({ max: 1 });

export async function find(id: string) {
  const { rows } = await pool.query<{ name: string }>('select * from users where id = $1', [id]);
  return rows[0]?.name;
}

export const all = async () => pool.query('select * from users');
`,
      ),
    ).toBe(`import { Pool } from 'pg';

async function withPool<T>(use: (pool: Pool) => Promise<T> | T): Promise<T> {
  const pool = new Pool({ max: 1 });
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}

export async function find(id: string) {
  const { rows } = await withPool((pool) => pool.query<{ name: string }>('select * from users where id = $1', [id]));
  return rows[0]?.name;
}

export const all = async () => withPool((pool) => pool.query('select * from users'));
`);
  });

  it('a type that can be disposed of', () => {
    expect(
      output(
        'scopeToUse',
        `import { createServer } from 'node:http';

export const server = createServer();
`,
      ),
    ).toBe(`import { createServer } from 'node:http';

export async function withServer<T>(use: (server: ReturnType<typeof makeServer>) => Promise<T> | T): Promise<T> {
  await using server = makeServer();
  return await use(server);
}

function makeServer() {
  return createServer();
}
`);
  });

  it('a type that can be disposed of, and a library that does not know it', () => {
    expect(
      output(
        'scopeToUse',
        `import { createServer } from 'node:http';

export const server = createServer();
`,
        { compilerOptions: { lib: ['lib.es2022.d.ts'], types: [] } },
      ),
    ).toBe(`import { createServer } from 'node:http';

export async function withServer<T>(use: (server: ReturnType<typeof makeServer>) => Promise<T> | T): Promise<T> {
  const server = makeServer();
  try {
    return await use(server);
  } finally {
    await new Promise<void>((resolve, reject) => {
      server.close((error?: unknown) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}

function makeServer() {
  return createServer();
}
`);
  });

  it('JavaScript', () => {
    expect(
      output(
        'scopeToUse',
        `import { createServer } from 'node:http';

export const server = createServer();
`,
        { filename: 'file.js' },
      ),
    ).toBe(`import { createServer } from 'node:http';

export async function withServer(use) {
  const server = createServer();
  try {
    return await use(server);
  } finally {
    await new Promise((resolve, reject) => {
      server.close((error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }
}
`);
  });

  it('an annotation', () => {
    expect(
      output(
        'scopeToUse',
        `import { Redis } from 'ioredis';

export const use: Redis = new Redis();
`,
      ),
    ).toBe(`import { Redis } from 'ioredis';

export async function withUse<T>(run: (use: Redis) => Promise<T> | T): Promise<T> {
  const use: Redis = new Redis();
  try {
    return await run(use);
  } finally {
    await use.quit();
  }
}
`);
  });

  it('nothing for calls that belong together', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export async function move() {
  await pool.query('begin');
  await pool.query('commit');
}
`,
      ),
    ).toBeUndefined();
  });

  it('nothing for a call that gives a handle', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export const client = async () => await pool.connect();
`,
      ),
    ).toBeUndefined();
  });

  it('nothing where an argument has to be waited for', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export const find = async (id: Promise<string>) => await pool.query('select $1', [await id]);
`,
      ),
    ).toBeUndefined();
  });

  it('a checked parameter', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export async function find(sql?: string) {
  if (sql === undefined) {
    return [];
  }
  const { rows } = await pool.query(sql);
  return rows as unknown[];
}
`,
      ),
    ).toBe(`import { Pool } from 'pg';

async function withPool<T>(use: (pool: Pool) => Promise<T> | T): Promise<T> {
  const pool = new Pool();
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}

export async function find(sql?: string) {
  if (sql === undefined) {
    return [];
  }
  const { rows } = await withPool((pool) => pool.query(sql));
  return rows as unknown[];
}
`);
  });

  it('nothing where the type of an argument is narrowed', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool();

export async function find(query: { sql?: string }) {
  if (!query.sql) {
    return [];
  }
  const { rows } = await pool.query(query.sql);
  return rows as unknown[];
}
`,
      ),
    ).toBeUndefined();
  });

  it('a default export without a name', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

export default new Pool();
`,
      ),
    ).toBe(`import { Pool } from 'pg';

export default async function withPool<T>(use: (pool: Pool) => Promise<T> | T): Promise<T> {
  const pool = new Pool();
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}
`);
  });

  it('a constant that was checked before', () => {
    expect(
      output(
        'scopeToUse',
        `import { createPool } from 'mysql2/promise';

const url = process.env['DATABASE_URL'];
if (url === undefined) {
  throw new Error('DATABASE_URL is not set');
}

export const pool = createPool(url);
`,
      ),
    ).toBe(`import { createPool } from 'mysql2/promise';

const url = process.env['DATABASE_URL'];
if (url === undefined) {
  throw new Error('DATABASE_URL is not set');
}

export async function withPool<T>(use: (pool: ReturnType<typeof createPool>) => Promise<T> | T): Promise<T> {
  await using pool = makePool();
  return await use(pool);
}

const makePool = () => createPool(url);
`);
  });

  it('set-up statements', () => {
    expect(
      output(
        'scopeToUse',
        `import { Pool } from 'pg';

const pool = new Pool();
pool.on('error', console.error);

export type Connections = typeof pool;
export { pool as connections };
`,
      ),
    ).toBe(`import { Pool } from 'pg';

async function withPool<T>(use: (pool: Pool) => Promise<T> | T): Promise<T> {
  const pool = makePool();
  try {
    return await use(pool);
  } finally {
    await pool.end();
  }
}

function makePool(): Pool {
  const pool = new Pool();
  pool.on('error', console.error);
  return pool;
}

export type Connections = Pool;
export { withPool as withConnections };
`);
  });

  it('an awaited acquisition', () => {
    expect(
      output(
        'scopeToUse',
        `import { createConnection } from 'mysql2/promise';

export const connection = await createConnection('mysql://localhost');
`,
      ),
    ).toBe(`import { createConnection } from 'mysql2/promise';

export async function withConnection<T>(use: (connection: Awaited<ReturnType<typeof createConnection>>) => Promise<T> | T): Promise<T> {
  await using connection = await createConnection('mysql://localhost');
  return await use(connection);
}
`);
  });
});
