import { describe, expect, it } from 'vitest';

import { output } from './offered.ts';

describe('resources that have to be waited for', () => {
  it('an awaited acquisition', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { createConnection } from 'mysql2/promise';

export const connection = await createConnection('mysql://localhost');

export async function find(sql: string) {
  const [rows] = await connection.query(sql);
  return { rows, connection };
}

export const close = async () => {
  await connection.end();
};
`,
      ),
    ).toBe(`import { createConnection } from 'mysql2/promise';

let connection: ReturnType<typeof createConnection> | undefined;

export function getConnection(): ReturnType<typeof createConnection> {
  connection ??= createConnection('mysql://localhost').catch((error: unknown) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

export async function closeConnection(): Promise<void> {
  const pending = connection;
  connection = undefined;
  const closing = await pending;
  await closing?.end();
}

export async function find(sql: string) {
  const [rows] = await (await getConnection()).query(sql);
  return { rows, connection: await getConnection() };
}

export const close = async () => {
  await closeConnection();
};
`);
  });

  it('an awaited acquisition without semicolons', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { createConnection } from 'mysql2/promise'

export const connection = await createConnection('mysql://localhost')

export async function ping() {
  console.log('ping')
  connection.destroy()
}
`,
      ),
    ).toBe(`import { createConnection } from 'mysql2/promise'

let connection: ReturnType<typeof createConnection> | undefined

export function getConnection(): ReturnType<typeof createConnection> {
  connection ??= createConnection('mysql://localhost').catch((error: unknown) => {
    connection = undefined
    throw error
  })
  return connection
}

export async function closeConnection(): Promise<void> {
  const pending = connection
  connection = undefined
  const closing = await pending
  await closing?.end()
}

export async function ping() {
  console.log('ping')
  ;(await getConnection()).destroy()
}
`);
  });

  it('a promise that nobody waits for', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { createConnection } from 'mysql2/promise';

export const connection = createConnection('mysql://localhost');

export async function find(sql: string) {
  return (await connection).query(sql);
}
`,
      ),
    ).toBe(`import { createConnection } from 'mysql2/promise';

let connection: ReturnType<typeof createConnection> | undefined;

export function getConnection(): ReturnType<typeof createConnection> {
  connection ??= createConnection('mysql://localhost').catch((error: unknown) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

export async function closeConnection(): Promise<void> {
  const pending = connection;
  connection = undefined;
  const closing = await pending;
  await closing?.end();
}

export async function find(sql: string) {
  return (await getConnection()).query(sql);
}
`);
  });

  it('what is made from an awaited resource', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { createConnection } from 'mysql2/promise';
import { drizzle } from 'drizzle-orm/mysql2';

const connection = await createConnection('mysql://localhost');
export const db = drizzle(connection);

export const users = async () => db.execute('select 1');
`,
      ),
    ).toBe(`import { createConnection } from 'mysql2/promise';
import { drizzle } from 'drizzle-orm/mysql2';

let connection: ReturnType<typeof createConnection> | undefined;

function getConnection(): ReturnType<typeof createConnection> {
  connection ??= createConnection('mysql://localhost').catch((error: unknown) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

export async function closeConnection(): Promise<void> {
  const pending = connection;
  connection = undefined;
  db = undefined;
  const closing = await pending;
  await closing?.end();
}

let db: ReturnType<typeof makeDb> | undefined;

export function getDb(): ReturnType<typeof makeDb> {
  db ??= makeDb().catch((error: unknown) => {
    db = undefined;
    throw error;
  });
  return db;
}

async function makeDb() {
  return drizzle(await getConnection());
}

export const users = async () => (await getDb()).execute('select 1');
`);
  });

  it('a release that is the value itself', () => {
    expect(
      output(
        'makeOnFirstUse',
        `import { acquire } from './mutex.js';

export const release = await acquire();
`,
        {
          others: {
            'mutex.ts': `export async function acquire() {
  await Promise.resolve();
  return () => {};
}
`,
          },
        },
      ),
    ).toBe(`import { acquire } from './mutex.js';

let release: ReturnType<typeof acquire> | undefined;

export function getRelease(): ReturnType<typeof acquire> {
  release ??= acquire().catch((error: unknown) => {
    release = undefined;
    throw error;
  });
  return release;
}

export async function closeRelease(): Promise<void> {
  const pending = release;
  release = undefined;
  const closing = await pending;
  closing?.();
}
`);
  });
});
