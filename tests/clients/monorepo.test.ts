import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

import type { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { root } from '../support/markdown.ts';
import { makeProject, type Outcome, type Project, runBin } from './project.ts';

const packages = ['api', 'db', 'jobs'];

let project: Project;

beforeAll(() => {
  project = makeProject({});
  const made = new Set(['node_modules', '.turbo', 'lint.json']);
  cpSync(join(root, 'examples', 'monorepo'), project.folder, {
    recursive: true,
    filter: (path) => !made.has(basename(path)),
  });
  // What `npm install` does for a workspace.
  mkdirSync(project.path('node_modules/@shop'));
  for (const name of packages) {
    symlinkSync(project.path(`packages/${name}`), project.path(`node_modules/@shop/${name}`), 'dir');
  }
});

afterAll(() => {
  project.remove();
});

/** Runs the task of the example's script `lint`. */
function turbo(...args: readonly string[]): Outcome {
  return runBin(project, 'turbo', ['run', 'lint', '--continue', ...args], {
    DO_NOT_TRACK: '1',
    NO_COLOR: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    TURBO_TELEMETRY_DISABLED: '1',
  });
}

/** The packages whose result would be taken from the cache now. */
function cached(): string[] {
  const { tasks } = JSON.parse(turbo('--dry=json').stdout) as {
    tasks: { package: string; cache: { status: string } }[];
  };
  return tasks.flatMap((task) => (task.cache.status === 'HIT' ? task.package : [])).toSorted();
}

interface Report {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly line: number }[];
}

/** The reports of a file that ESLint wrote, of those files that have some. */
function reportsIn(name: string): Report[] {
  const results = JSON.parse(project.read(name)) as ESLint.LintResult[];
  return results
    .map(({ filePath, messages }) => ({ filePath, messages }))
    .filter(({ messages }) => messages.length > 0)
    .toSorted((a, b) => (a.filePath < b.filePath ? -1 : 1));
}

const shards = (): Report[] => packages.flatMap((name) => reportsIn(`packages/${name}/lint.json`));

const places = (reports: readonly Report[]): string[] =>
  reports.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId, line }) => `${filePath.slice(project.folder.length + 1)}:${line} ${ruleId ?? ''}`),
  );

it('reports package by package what it reports in one run', () => {
  const { status, stderr } = turbo();
  expect(status, stderr).toBe(1);
  runBin(project, 'eslint', ['.', '--format', 'json', '--output-file', 'lint.json']);
  const whole = reportsIn('lint.json');
  expect(places(whole)).toEqual([
    'packages/api/src/orders.ts:3 async-resources/no-module-level-resource',
    'packages/api/tests/customers.test.ts:6 async-resources/no-duplicate-fixture',
    'packages/api/tests/orders.test.ts:6 async-resources/no-duplicate-fixture',
    'packages/db/src/index.ts:8 async-resources/require-release',
    'packages/jobs/tests/nightly.test.ts:7 async-resources/require-teardown',
  ]);
  expect(shards()).toEqual(whole);
});

it('takes clean packages out of the cache, until what they import changes', () => {
  mend('packages/db/src/index.ts', [
    ['const client = await pool.connect();\n', ''],
    ['await client.query', 'await pool.query'],
    ['  client.release();\n', ''],
  ]);
  mend('packages/api/src/orders.ts', [
    ['const pool = makePool();\n\n', ''],
    ['(): Promise', '(pool: ReturnType<typeof makePool>): Promise'],
    ['countOrders, makePool', 'countOrders, type makePool'],
  ]);
  mend('packages/api/tests/customers.test.ts', [['orders, customers', 'customers']]);
  mend('packages/jobs/tests/nightly.test.ts', [
    ['{ beforeAll', '{ afterAll, beforeAll'],
    [`test('reads'`, `afterAll(() => pool.end());\n\ntest('reads'`],
  ]);
  const first = turbo();
  expect(places(shards())).toEqual([]);
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(/Cached: +0 cached, 3 total/u);
  const second = turbo();
  expect(second.status).toBe(0);
  expect(second.stdout).toMatch(/Cached: +3 cached, 3 total/u);

  mend('packages/jobs/tests/nightly.test.ts', [['select 1', 'select 2']]);
  expect(cached()).toEqual(['@shop/api', '@shop/db']);
  mend('packages/db/src/index.ts', [['return new Pool', 'return /* of this process */ new Pool']]);
  expect(cached()).toEqual([]);
});

function mend(name: string, edits: readonly (readonly [string, string])[]): void {
  const text = project.read(name);
  expect(edits.filter(([old]) => !text.includes(old))).toEqual([]);
  project.write(
    name,
    edits.reduce((result, [old, next]) => result.replace(old, next), text),
  );
}
