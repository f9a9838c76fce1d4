import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('a try around what follows', () => {
  invalid('takes over the release, and goes to the end of the block', {
    code: `
import { Pool } from 'pg';
export async function names(pool: Pool, all: boolean): Promise<string[]> {
  const client = await pool.connect();
  // the newest ones first
  const { rows } = await client.query<{ name: string }>('select name from users');
  if (!all && rows.length > 10) {
    return [];
  }
  client.release(); // back to the pool

  return rows.map(({ name }) => name);
}
`,
    reports: ['4:24 path'],
  });

  valid('is what is right', {
    code: `
import { Pool } from 'pg';
export async function names(pool: Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ name: string }>('select name from users');
    return rows.map(({ name }) => name);
  } finally {
    client.release();
  }
}
`,
  });

  invalid('waits for what is returned', {
    code: `
import { Client } from 'pg';
export async function count(sql: string): Promise<unknown> {
  const client = new Client();
  await client.connect();
  return sql === '' ? client.query('select 1') : client.query(sql);
}
`,
    reports: ['5:9 never'],
  });

  invalid('with a closer that tells a callback when it is done', {
    code: `
import { createServer } from 'node:http';
export async function probe(url: string): Promise<number> {
  const server = createServer((_, response) => response.end());
  server.listen(0);
  const response = await fetch(url);
  return response.status;
}
`,
    reports: ['5:3 never'],
  });

  invalid('keeps the layout of a file without semicolons', {
    code: [
      `import { Pool } from 'pg'`,
      `export async function read(pool: Pool, id: number): Promise<unknown> {`,
      `\tconst client = await pool.connect()`,
      `\tconst { rows } = await client.query(\`select *`,
      `from users where id = \${id}\`)`,
      `\tclient.release()`,
      `\treturn rows`,
      `}`,
      ``,
    ].join('\r\n'),
    reports: ['3:23 exception'],
  });

  invalid('in a loop, inside its body', {
    code: `
import { Pool } from 'pg';
export async function copy(pool: Pool, ids: readonly number[]): Promise<void> {
  for (const id of ids) {
    const client = await pool.connect();
    const { rowCount } = await client.query('select $1', [id]);
    if (rowCount === 0) continue;
    await client.query('update users set seen = true where id = $1', [id]);
    client.release();
  }
}
`,
    reports: ['5:26 path'],
  });
});

describe('a try that is there already', () => {
  invalid('gets a finally', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, name: string): Promise<boolean> {
  const client = await pool.connect();
  let saved = false;
  try {
    await client.query('insert into users values ($1)', [name]);
    saved = true;
    client.release();
  } catch (error) {
    await client.query('rollback');
    console.error(error);
  }
  return saved;
}
`,
    reports: ['4:24 exception'],
  });

  invalid('is nested when the resource is acquired in it', {
    code: `
import { Pool } from 'pg';
export async function save(pool: Pool, name: string): Promise<boolean> {
  try {
    const client = await pool.connect();
    await client.query('insert into users values ($1)', [name]);
    client.release();
    return true;
  } catch {
    return false;
  }
}
`,
    reports: ['5:26 exception'],
  });
});

describe('await using', () => {
  invalid('where the type has the symbol', {
    code: `
import { open } from 'node:fs/promises';
export async function firstLine(path: string): Promise<string | undefined> {
  const file = await open(path);
  const text = await file.readFile('utf8');
  if (text === '') {
    return undefined;
  }
  await file.close();
  return text.split('\\n')[0];
}
`,
    reports: ['4:22 path'],
  });

  invalid('not where the lib has no such symbol', {
    compilerOptions: { lib: ['lib.es2022.d.ts'], types: [] },
    filename: 'app/lock.ts',
    code: `
import { Pool } from 'pg';
export async function read(pool: Pool): Promise<unknown> {
  const client = await pool.connect();
  return client.query('select 1');
}
`,
    reports: ['4:24 never'],
  });
});
