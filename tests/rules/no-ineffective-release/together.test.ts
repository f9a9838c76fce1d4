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
