import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { Postgres } from '../../runtime/postgres.ts';
import { programs } from '../../runtime/programs.ts';
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

/** A recipe, tried on a suite that is well. */
function well(runner: string): Promise<object> {
  return tryRecipe(runner, { isHealthy: true, databaseUrl: postgres.url, path: programs[runner] ?? '' });
}

/** A recipe, tried on a suite that is not. */
function sick(runner: string, limit = 60): Promise<{ readonly exitCode: number | undefined; readonly output: string }> {
  return tryRecipe(runner, { isHealthy: false, databaseUrl: postgres.url, limit, path: programs[runner] ?? '' });
}

const pass = { exitCode: 0, output: tenRuns };
const fail = {
  exitCode: 1,
  output: expect.stringMatching(/Cannot use a pool after calling end on the pool[^]*Run \d+ failed\.\n$/u) as string,
};

test('Jest: a suite that is well passes ten times', async () => {
  expect(await well('jest')).toEqual(pass);
});

test('Jest: a suite that leaves its pool open does not end', async () => {
  expect(await sick('jest', 8)).toEqual({
    exitCode: 1,
    output: expect.stringMatching(/Run 1 did not end within 8 seconds\.\n$/u) as string,
  });
});

test('node:test: a suite that is well passes ten times', async () => {
  expect(await well('node')).toEqual(pass);
});

test('node:test: a pool that one file ends for all does not', async () => {
  expect(await sick('node')).toEqual(fail);
});

test('node:test of Node.js 24: a suite that is well passes ten times', async () => {
  expect(await well('node-24')).toEqual(pass);
});

test('node:test of Node.js 24: a pool that one file ends for all does not', async () => {
  expect(await sick('node-24')).toEqual(fail);
});

test('Mocha: a suite that is well passes ten times', async () => {
  expect(await well('mocha')).toEqual(pass);
});

test('Mocha: a pool that one file ends for all does not', async () => {
  expect(await sick('mocha')).toEqual(fail);
});

test('Playwright: a suite that is well passes ten times', async () => {
  expect(await well('playwright')).toEqual(pass);
});

test('Playwright: a pool that one file ends for all does not', async () => {
  expect(await sick('playwright')).toEqual(fail);
});

test('Bun: a suite that is well passes ten times', async () => {
  expect(await well('bun')).toEqual(pass);
});

test('Bun: a pool that one file ends for all does not', async () => {
  expect(await sick('bun')).toEqual(fail);
});
