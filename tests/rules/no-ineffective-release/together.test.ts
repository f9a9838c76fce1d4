import { describe } from 'vitest';

import rule from '../../../src/rules/no-ineffective-release.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-ineffective-release', rule);

describe('releases that Promise.all waits for', () => {
  invalid('which nobody waits for', {
    filename: 'app/db/pools.test.ts',
    code: `
import { Pool } from 'pg';
import { afterAll } from 'vitest';
const pools = [new Pool(), new Pool()];
const other = new Pool();
afterAll(() => {
  Promise.all([other.end()]);
});
afterAll(() => {
  void Promise.allSettled(pools.map((pool) => pool.end()));
});
`,
    reports: ['7:16 notAwaited', '10:47 notAwaited'],
  });

  valid('which a hook returns or awaits', {
    filename: 'app/db/pools.test.ts',
    code: `
import { Pool } from 'pg';
import { afterAll } from 'vitest';
const pools = [new Pool(), new Pool()];
const other = new Pool();
afterAll(() => Promise.all([other.end()]));
afterAll(async () => {
  await Promise.allSettled(pools.map((pool) => pool.end()));
});
afterAll(async () => {
  const ended = pools.map((pool) => pool.end());
  await Promise.all(ended);
});
`,
  });
});

describe('releases that a callback keeps back from Promise.all', () => {
  invalid('in a block that gives nothing', {
    code: `
import type { Pool } from 'pg';
export async function closeAll(pools: Pool[], named: Map<string, Pool>) {
  await Promise.all(pools.map((pool) => { pool.end(); }));
  await Promise.all(
    [...named.values()].map((pool) => {
      console.log('closing');
      void pool.end();
    }),
  );
  await Promise.all(pools.map((pool) => void pool.end()));
  await Promise.allSettled(pools.map(function (pool) { if (pool.totalCount > 0) { pool.end().catch(() => {}); } }));
}
`,
    reports: [
      '4:43 notAwaitedInCallback',
      '8:12 notAwaitedInCallback',
      '11:46 notAwaitedInCallback',
      '12:83 notAwaitedInCallback',
    ],
  });

  invalid('in an asynchronous one that does not wait', {
    code: `
import type { Pool } from 'pg';
export async function closeAll(pools: Pool[]) {
  await Promise.all(pools.map(async (pool) => { pool.end(); }));
}
export function handOn(pools: Pool[]) {
  return Promise.all(pools.map(async (pool) => { await pool.query('SELECT 1'); pool.end(); }));
}
`,
    reports: ['4:49 notAwaitedInCallback', '7:80 notAwaitedInCallback'],
  });

  invalid('where nobody waits for all of them either', {
    filename: 'app/db/pools.test.ts',
    code: `
import { Pool } from 'pg';
import { afterAll } from 'vitest';
const pools = [new Pool(), new Pool()];
afterAll(() => {
  Promise.all(pools.map((pool) => { pool.end(); }));
});
`,
    reports: ['6:37 notAwaitedInCallback'],
  });

  valid('which it gives, waits for, or leaves on purpose', {
    code: `
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Pool } from 'pg';
export async function closeAll(pools: Pool[], sockets: Socket[], jobs: (() => Promise<void>)[], pool: Pool) {
  await Promise.all(pools.map((one) => { return one.end(); }));
  await Promise.all(pools.map(async (one) => { await one.end(); }));
  await Promise.all(pools.map(async (one) => { await one.query('SELECT 1'); void one.end(); }));
  await Promise.all(pools.map((one) => { one.end(); return once(one, 'end'); }));
  await Promise.all(sockets.map((socket) => { socket.end(); }));
  const ended = await Promise.all(jobs.map((job) => { return job().finally(() => pool.end()); }));
  return ended;
}
`,
  });

  invalid('and does not call', {
    code: `
import type { Pool } from 'pg';
export async function closeAll(pools: Pool[], other: Pool) {
  await Promise.all(pools.map((pool) => pool.end));
  await Promise.all([other.end, other.query('SELECT 1')]);
}
export function handOn(pools: Pool[]) {
  return Promise.allSettled(pools.map((pool) => pool.end));
}
export function lose(pools: Pool[]) {
  Promise.all(pools.map((pool) => pool.end));
}
`,
    reports: ['4:41 notCalled', '5:22 notCalled', '8:49 notCalled', '11:35 notCalled'],
  });

  valid('but gives to others, to be called', {
    code: `
import type { Pool } from 'pg';
export function closersOf(pools: Pool[]) {
  return pools.map((pool) => pool.end);
}
export async function named(pools: Pool[], run: (close: unknown) => Promise<void>) {
  const closers = await Promise.all(pools.map((pool) => pool.end));
  await Promise.all(pools.map((pool) => run(pool.end)));
  return closers;
}
`,
  });
});

describe('what allSettled tells of', () => {
  invalid('is the closer itself where it is not called', {
    code: `
import type { Pool } from 'pg';
export async function closeBoth(one: Pool, other: Pool): Promise<number> {
  const results = await Promise.allSettled([one.end, other.end()]);
  return results.length;
}
`,
    reports: ['4:45 notCalled'],
  });

  valid('is what it gave where it is', {
    code: `
import type { Pool } from 'pg';
export async function closeBoth(one: Pool, other: Pool): Promise<number> {
  const results = await Promise.allSettled([one.end(), other.end()]);
  return results.length;
}
`,
  });
});
