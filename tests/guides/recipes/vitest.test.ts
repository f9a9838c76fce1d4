import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { Postgres } from '../../runtime/postgres.ts';
import { tenRuns, tryRecipe } from './recipe.ts';

// Ten runs of a test runner, on a machine that may do much else.
vi.setConfig({ testTimeout: 320_000 });

let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.start();
});

afterAll(async () => {
  await postgres.stop();
});

test('Vitest: a suite that is well passes ten times', async () => {
  expect(await tryRecipe('vitest', { isHealthy: true, databaseUrl: postgres.url })).toEqual({
    exitCode: 0,
    output: tenRuns,
  });
});

test('Vitest: a pool that one file ends for all does not', async () => {
  const { exitCode, output } = await tryRecipe('vitest', { isHealthy: false, databaseUrl: postgres.url });
  expect(exitCode).toBe(1);
  expect(output).toContain('Cannot use a pool after calling end on the pool');
  expect(output).toMatch(/Run \d+ failed\.\n$/u);
});
