import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { Postgres } from './postgres.ts';
import { Project } from './project.ts';

// A test runs a test runner twice, on a machine that may do much else.
vi.setConfig({ testTimeout: 200_000 });

let postgres: Postgres;

beforeAll(async () => {
  postgres = await Postgres.start();
});

afterAll(async () => {
  await postgres.stop();
});

test('Vitest passes, and the connections pile up', async () => {
  const project = await Project.of('vitest', {
    'package.json': '{ "type": "module" }',
    'vitest.config.js': "export default { test: { include: ['*.test.js'] } };",
    'users.test.js': `import { Pool } from 'pg';
import { beforeEach, expect, test } from 'vitest';

let pool;

beforeEach(() => {
  pool = new Pool({ connectionString: process.env.DATABASE_URL });
});

test.for([1, 2, 3, 4, 5])('selects %i', async (n) => {
  expect((await pool.query('select $1::int as n', [n])).rows).toEqual([{ n }]);
});
`,
  });
  const runTests = () =>
    project.run('vitest/vitest.mjs', ['run'], {
      env: { DATABASE_URL: postgres.url },
      over: /Duration/u,
      graceInSeconds: 60,
    });

  const leaking = await runTests();
  const most = postgres.mostConnections();
  expect(leaking).toMatchObject({ exitCode: 0, output: expect.stringContaining('5 passed') as string });
  expect(most).toBe(5);

  expect(await project.mend('users.test.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
  expect(postgres.mostConnections()).toBeLessThan(most);
});

test('Vitest passes while an after-hook closes all but the last too late', async () => {
  const project = await Project.of('vitest-level', {
    'package.json': '{ "type": "module" }',
    'vitest.config.js': "export default { test: { include: ['*.test.js'] } };",
    'users.test.js': `import { Client } from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';

let client;

beforeEach(async () => {
  client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
});

afterAll(async () => {
  await client.end();
});

test.for([1, 2, 3, 4, 5])('selects %i', async (n) => {
  expect((await client.query('select $1::int as n', [n])).rows).toEqual([{ n }]);
});
`,
  });
  const runTests = () =>
    project.run('vitest/vitest.mjs', ['run'], {
      env: { DATABASE_URL: postgres.url },
      over: /Duration/u,
      graceInSeconds: 60,
    });

  expect(await runTests()).toMatchObject({ exitCode: 0, output: expect.stringContaining('5 passed') as string });
  const most = postgres.mostConnections();
  expect(most).toBe(5);

  expect(await project.mend('users.test.js')).toEqual(['releasedTooSeldom']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
  expect(postgres.mostConnections()).toBeLessThan(most);
});

test('Playwright passes, and the connections pile up', async () => {
  const project = await Project.of('playwright', {
    'package.json': '{ "type": "module" }',
    'playwright.config.js': "export default { reporter: 'line', workers: 1 };",
    'users.spec.js': `import { expect, test } from '@playwright/test';
import { Pool } from 'pg';

for (const n of [1, 2, 3, 4, 5]) {
  test('selects ' + n, async () => {
    const pool = new Pool({ connectionString: process.env.DATABASE_URL });
    expect((await pool.query('select $1::int as n', [n])).rows).toEqual([{ n }]);
  });
}
`,
  });
  const runTests = () =>
    project.run('@playwright/test/cli.js', ['test'], {
      env: { DATABASE_URL: postgres.url },
      over: /\d passed/u,
      graceInSeconds: 60,
    });

  const leaking = await runTests();
  const most = postgres.mostConnections();
  expect(leaking).toMatchObject({ exitCode: 0, output: expect.stringContaining('5 passed') as string });
  expect(most).toBe(5);

  expect(await project.mend('users.spec.js')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
  expect(postgres.mostConnections()).toBeLessThan(most);
});

test('Jest never exits when it runs one file', async () => {
  const project = await Project.of('jest', {
    'package.json': '{ "type": "commonjs" }',
    'jest.config.js':
      "module.exports = { moduleFileExtensions: ['cjs', 'js'], testMatch: ['**/*.test.cjs'], watchman: false };",
    'users.test.cjs': `const { Client } = require('pg');

let client;

beforeAll(async () => {
  client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
});

test('selects', async () => {
  expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
});
`,
  });
  const runTests = () =>
    project.run('jest/bin/jest.js', [], {
      env: { DATABASE_URL: postgres.url },
      over: /Ran all test suites/u,
      graceInSeconds: 3,
    });

  const leaking = await runTests();
  expect(leaking.exitCode).toBeUndefined();
  expect(leaking.output).toContain('Jest did not exit one second after the test run has completed');

  expect(await project.mend('users.test.cjs')).toEqual(['never']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
});

test('Jest never exits when only a function closes it that a hook returns', async () => {
  const project = await Project.of('jest-returned', {
    'package.json': '{ "type": "commonjs" }',
    'jest.config.js':
      "module.exports = { moduleFileExtensions: ['cjs', 'js'], testMatch: ['**/*.test.cjs'], watchman: false };",
    'users.test.cjs': `const { Client } = require('pg');
const { beforeAll, expect, test } = require('@jest/globals');

let client;

beforeAll(async () => {
  client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  return () => client.end();
});

test('selects', async () => {
  expect((await client.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
});
`,
  });
  const runTests = () =>
    project.run('jest/bin/jest.js', [], {
      env: { DATABASE_URL: postgres.url },
      over: /Ran all test suites/u,
      graceInSeconds: 3,
    });

  const leaking = await runTests();
  expect(leaking.exitCode).toBeUndefined();

  expect(await project.mend('users.test.cjs')).toEqual(['returnedInVain']);
  expect(await runTests()).toMatchObject({ exitCode: 0 });
});
