import { describe } from 'vitest';

import rule from '../../../src/rules/require-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('require-release', rule);

describe('what the callback of `then` does with a resource', () => {
  invalid('is waited for, and followed by the release', {
    code: `
import { open } from 'node:fs/promises';

export function text(path: string) {
  return open(path).then((handle) => handle.readFile('utf8'));
}
`,
    reports: ['5:10 never'],
  });

  invalid('is data, so that there is nothing to wait for', {
    code: `
import { open } from 'node:fs/promises';

export const isOpen = (path: string): Promise<boolean> => open(path).then((handle) => isFile(handle.fd));

declare function isFile(descriptor: number): boolean;
`,
    reports: ['4:59 never'],
  });

  invalid('is a block that waits for what it returns', {
    code: `
import type { Pool } from 'pg';

export function count(pool: Pool): Promise<number | null> {
  return pool
    .connect()
    .then(async (client) => {
      // The newest first.
      const { rowCount } = await client.query('select * from accounts');
      return rowCount;
    })
    .catch(() => null);
}
`,
    reports: ['5:10 never'],
  });

  invalid('may go on after a block, so that no edit is offered', {
    code: `
import { open } from 'node:fs/promises';

export function touch(path: string): Promise<void> {
  return open(path).then(async (handle) => {
    void handle.utimes(1, 1);
    await handle.stat();
  });
}
`,
    reports: ['5:10 never'],
  });

  valid('hands on a stream, which closes it', {
    code: `
import { open } from 'node:fs/promises';

export function bytes(path: string) {
  return open(path).then((handle) => handle.createReadStream());
}
`,
  });

  valid('is followed by the release', {
    code: `
import { open } from 'node:fs/promises';

export function text(path: string) {
  return open(path).then((handle) => handle.readFile('utf8').finally(() => handle.close()));
}
`,
  });

  valid('is followed by the release of a connection that is only known by its type', {
    code: `
import type { Pool } from 'mysql2/promise';

export function names(pool: Pool) {
  return pool.getConnection().then((connection) =>
    connection
      .query('select name from accounts')
      .then(([rows]) => rows)
      .finally(() => {
        connection.release();
      }),
  );
}
`,
  });

  invalid('is followed by the release only where nothing fails', {
    code: `
import type { Pool } from 'mysql2/promise';

export function names(pool: Pool) {
  return pool.getConnection().then((connection) =>
    connection.query('select name from accounts').then(([rows]) => {
      connection.release();
      return rows;
    }),
  );
}
`,
    reports: ['5:10 exception'],
  });
});
