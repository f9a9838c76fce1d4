import { describe } from 'vitest';

import requireTeardown from '../../../src/rules/require-teardown.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { valid } = casesOf('require-teardown', requireTeardown);

describe('require-teardown leaves to no-ineffective-release', () => {
  valid('what a hook releases without waiting', {
    filename: 'test/app.test.ts',
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(() => {
  pool = new Pool();
});
afterAll(() => {
  void pool.end();
});
test('selects', async () => {
  await pool.query('select 1');
});
`,
  });

  valid('what a hook releases in a loop that does not wait', {
    filename: 'test/app.test.ts',
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { Queue } from 'bullmq';
let queues: Queue[] = [];
beforeAll(() => {
  queues = [new Queue('mail')];
});
afterAll(() => {
  queues.forEach((queue) => queue.close());
});
test('sends', () => {});
`,
  });

  valid('a release that is not called', {
    filename: 'test/app.test.ts',
    code: `
import { afterAll, beforeAll, test } from 'vitest';
import { Pool } from 'pg';
let pool: Pool;
beforeAll(() => {
  pool = new Pool();
});
afterAll(async () => {
  await pool.end;
});
test('selects', async () => {
  await pool.query('select 1');
});
`,
  });
});
