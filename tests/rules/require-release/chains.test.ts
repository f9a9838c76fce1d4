import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('then', () => {
  valid('a release in finally', {
    code: `
import { Pool } from 'pg';
export function read(pool: Pool): Promise<unknown> {
  return pool.connect().then((client) =>
    client
      .query('select 1')
      .then((result) => result.rows)
      .finally(() => {
        client.release();
      }),
  );
}
`,
  });

  invalid('no release at all', {
    code: `
import { Pool } from 'pg';
export function read(pool: Pool): Promise<unknown> {
  return pool.connect().then((client) => client.query('select 1'));
}
`,
    reports: ['4:10 never'],
  });

  valid('a release for each way a promise can settle', {
    code: `
import { Pool } from 'pg';
export function read(pool: Pool): Promise<unknown> {
  return pool.connect().then((client) =>
    client.query('select 1').then(
      (result) => {
        client.release();
        return result.rows;
      },
      (error: unknown) => {
        client.release();
        throw error;
      },
    ),
  );
}
`,
  });

  invalid('an asynchronous callback', {
    code: `
import { Pool } from 'pg';
export function read(pool: Pool): Promise<unknown> {
  return pool.connect().then(async (client) => {
    const { rows } = await client.query('select 1');
    client.release();
    return rows;
  });
}
`,
    reports: ['4:10 exception'],
  });

  valid('an asynchronous callback with a finally', {
    code: `
import { Pool } from 'pg';
export function read(pool: Pool): Promise<unknown> {
  return pool.connect().then(async (client) => {
    try {
      return await client.query('select 1');
    } finally {
      client.release();
    }
  });
}
`,
  });
});

describe('generators and closures', () => {
  invalid('a generator that may end early', {
    code: `
import Database from 'better-sqlite3';
export function* rows(path: string): Generator<unknown> {
  const db = new Database(path);
  for (const row of db.prepare('select 1').all()) {
    yield row;
  }
}
`,
    reports: ['4:14 never'],
  });

  valid('with a finally, which runs when the caller stops', {
    code: `
import Database from 'better-sqlite3';
export function* rows(path: string): Generator<unknown> {
  const db = new Database(path);
  try {
    for (const row of db.prepare('select 1').all()) {
      yield row;
    }
  } finally {
    db.close();
  }
}
`,
  });

  invalid('an asynchronous generator', {
    code: `
import { open } from 'node:fs/promises';
export async function* sizes(paths: readonly string[]): AsyncGenerator<number> {
  for (const path of paths) {
    const file = await open(path);
    yield (await file.stat()).size;
  }
}
`,
    reports: ['5:24 never'],
  });

  valid('that closes', {
    code: `
import { open } from 'node:fs/promises';
export async function* sizes(paths: readonly string[]): AsyncGenerator<number> {
  for (const path of paths) {
    await using file = await open(path);
    yield (await file.stat()).size;
  }
}
`,
  });

  invalid('an arrow function in an argument', {
    code: `
import { open } from 'node:fs/promises';
export async function sizes(paths: readonly string[]): Promise<number[]> {
  return await Promise.all(
    paths.map(async (path) => {
      const file = await open(path);
      return (await file.stat()).size;
    }),
  );
}
`,
    reports: ['6:26 never'],
  });

  valid('that closes, too', {
    code: `
import { open } from 'node:fs/promises';
export async function sizes(paths: readonly string[]): Promise<number[]> {
  return await Promise.all(
    paths.map(async (path) => {
      const file = await open(path);
      try {
        return (await file.stat()).size;
      } finally {
        await file.close();
      }
    }),
  );
}
`,
  });

  invalid('a method of a class', {
    code: `
import { Pool } from 'pg';
export class Users {
  readonly #pool = new Pool();
  async find(id: number): Promise<unknown> {
    const client = await this.#pool.connect();
    const { rows } = await client.query('select $1', [id]);
    client.release();
    return rows[0];
  }
  close(): Promise<void> {
    return this.#pool.end();
  }
}
`,
    reports: ['6:26 exception'],
  });

  valid('a method that scopes it', {
    code: `
import { Pool } from 'pg';
export class Users {
  readonly #pool = new Pool();
  async find(id: number): Promise<unknown> {
    const { rows } = await this.#pool.query('select $1', [id]);
    return rows[0];
  }
  close(): Promise<void> {
    return this.#pool.end();
  }
}
`,
  });
});
