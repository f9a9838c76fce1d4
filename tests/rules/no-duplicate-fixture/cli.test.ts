import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import type { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { root } from '../../support/markdown.ts';

/** Outside the repository: packages are known by their names alone, and a program is made in no time. */
let project: string;

/** All runs together take twenty seconds, and many times that on a busy machine. */
const patience = 300_000;

/** Opens the same pool in every file that has it. */
const poolHook = (slot: string): string => `import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';

let ${slot}: Pool;

beforeEach(async () => {
  ${slot} = new Pool({ database: 'tests' });
  await ${slot}.query('truncate users');
});

test('it', () => ${slot}.query('select 1'));
`;

const redisHook = `import { Redis } from 'ioredis';
import { after } from 'node:test';
import { beforeAll, test } from 'vitest';

let redis: Redis;

beforeAll(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});
after(() => redis.quit());

test('it', () => redis.get('key'));
`;

/** Closes the pool that its module made for all. */
const sharedPool = `import { afterAll, test } from 'vitest';
import { pool } from '../src/db.js';

afterAll(() => pool.end());

test('it', () => pool.query('select 1'));
`;

const tsconfig = (references: readonly string[]): string =>
  JSON.stringify({
    compilerOptions: {
      composite: true,
      lib: ['es2022'],
      module: 'nodenext',
      outDir: 'dist',
      skipLibCheck: true,
      strict: true,
      target: 'es2022',
      types: [],
    },
    include: ['**/*.ts'],
    references: references.map((path) => ({ path })),
  });

function urlOf(path: string): string {
  return pathToFileURL(path).href;
}

const files: Readonly<Record<string, string>> = {
  'package.json': '{ "private": true, "type": "module" }',
  'eslint.config.js': `import parser from '${urlOf(createRequire(import.meta.url).resolve('@typescript-eslint/parser'))}';
import plugin from '${urlOf(join(root, 'dist', 'index.js'))}';

const programs = process.env.TSCONFIGS ? { project: process.env.TSCONFIGS.split(',') } : { projectService: true };

export default [
  {
    files: ['**/*.ts'],
    plugins: { 'async-resources': plugin },
    rules: {
      'async-resources/no-duplicate-fixture': 'error',
      'async-resources/no-mixed-test-runners': 'error',
      'async-resources/no-shared-resource-teardown': 'error',
    },
    languageOptions: { parser, parserOptions: { ...programs, tsconfigRootDir: import.meta.dirname } },
  },
];
`,
  'one/tsconfig.json': tsconfig([]),
  'one/tests/a.test.ts': poolHook('pool'),
  'one/tests/b.test.ts': poolHook('database'),
  'one/tests/c.test.ts': redisHook,
  'one/src/db.ts': "import { Pool } from 'pg';\n\nexport const pool = new Pool();\n",
  'one/tests/setup.ts': sharedPool.replace(/\ntest.*\n/u, ''),
  'one/tests/users.test.ts': sharedPool,
  'one/tests/orders.test.ts': sharedPool,
  // The other program has the hook of the first one once, and imports a file of it, which it does not own.
  'two/tsconfig.json': tsconfig(['../one']),
  'two/d.test.ts': `import '../one/tests/b.test.js';\n${poolHook('pool')}`,
  'two/e.test.ts': redisHook,
  'two/f.test.ts': redisHook,
};

beforeAll(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), 'duplicates-')));
  for (const [name, text] of Object.entries(files)) {
    write(name, text);
  }
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(dirname(join(project, name)), { recursive: true });
  writeFileSync(join(project, name), text);
}

/** The reports of a run, byte for byte, by file. */
type Reports = Readonly<Record<string, string>>;

function reportsOf(results: readonly ESLint.LintResult[]): Reports {
  return Object.fromEntries(
    results
      .map(({ filePath, messages }) => [relative(project, filePath).replaceAll('\\', '/'), JSON.stringify(messages)])
      .toSorted(),
  ) as Reports;
}

/** Runs ESLint's command line. */
async function runCli(args: readonly string[], { cwd = '.', tsconfigs = '' } = {}): Promise<Reports> {
  const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const run = promisify(execFile)(process.execPath, [eslint, '--format', 'json', ...args], {
    cwd: join(project, cwd),
    env: { ...process.env, TSCONFIGS: tsconfigs },
  });
  // It ends with 1 when it reports something, which `execFile` takes for a failure.
  const { stdout } = await run.catch((error: unknown) => error as { stdout: string });
  return reportsOf(JSON.parse(stdout) as ESLint.LintResult[]);
}

/** Two runs at a time: a command spends a good second on its start. */
async function runAll(runs: readonly (() => Promise<void>)[]): Promise<void> {
  const waiting = runs.values();
  const worker = async (): Promise<void> => {
    for (const run of waiting) {
      await run();
    }
  };
  await Promise.all([worker(), worker()]);
}

/** Where each report is, and what it begins with, by file. */
function shown(reports: Reports): Record<string, string[]> {
  const all = Object.entries(reports).map(([name, messages]) => {
    const found = JSON.parse(messages) as ESLint.LintResult['messages'];
    return [
      name,
      found.map(({ line, message }) => `${line} ${message.replace(/(?<=\.test\.ts).*| closes .*|, but.*/su, '')}`),
    ];
  });
  return Object.fromEntries(all) as Record<string, string[]>;
}

it(
  'gives the same reports for all files, in any order, one by one, in several workers and from any folder',
  async () => {
    const whole = await runCli(['.']);
    expect(shown(whole)).toEqual({
      'eslint.config.js': [],
      'one/src/db.ts': [],
      'one/tests/a.test.ts': ['6 This `beforeEach` hook is the same in ./b.test.ts'],
      'one/tests/b.test.ts': ['6 This `beforeEach` hook is the same in ./a.test.ts'],
      'one/tests/c.test.ts': ['2 `after` is a hook of node:test'],
      'one/tests/orders.test.ts': ['4 `pool.end()`'],
      'one/tests/setup.ts': [],
      'one/tests/users.test.ts': ['4 `pool.end()`'],
      'two/d.test.ts': [],
      'two/e.test.ts': ['2 `after` is a hook of node:test', '7 This `beforeAll` hook is the same in ./f.test.ts'],
      'two/f.test.ts': ['2 `after` is a hook of node:test', '7 This `beforeAll` hook is the same in ./e.test.ts'],
    });
    const same =
      (args: readonly string[], start = '', how: Parameters<typeof runCli>[1] = {}) =>
      async () => {
        expect(await runCli(args, how), [...args, ...Object.entries(how)].join(' ')).toEqual(ofFolder(whole, start));
      };
    await runAll([
      same(['--concurrency', '4', '.']),
      same(['--concurrency', '2', '.']),
      same(Object.keys(whole).toReversed()),
      same(['.'], '', { tsconfigs: 'one/tsconfig.json,two/tsconfig.json' }),
      same(['.'], 'one/tests/', { cwd: 'one/tests' }),
      same(['.'], 'two/', { cwd: 'two' }),
      same(['../two/e.test.ts'], 'two/e', { cwd: 'one' }),
      ...Object.keys(whole)
        .filter((name) => name.startsWith('one/tests/'))
        .map((name) => same([name], name)),
    ]);
  },
  patience,
);

function ofFolder(reports: Reports, start: string): Reports {
  return Object.fromEntries(Object.entries(reports).filter(([name]) => name.startsWith(start)));
}

it(
  'cannot know what --cache keeps: the report of an unchanged file stays when its copy is gone',
  async () => {
    const first = await runCli(['--cache', 'one/tests']);
    write('one/tests/b.test.ts', poolHook('database').replace("database: 'tests'", "database: 'other'"));
    const cached = await runCli(['--cache', 'one/tests']);
    // Such a run would take the cache away from one beside it.
    const fresh = await runCli(['one/tests/a.test.ts', 'one/tests/b.test.ts']);
    expect(cached['one/tests/a.test.ts']).toBe(first['one/tests/a.test.ts']);
    expect(fresh).toEqual({ 'one/tests/a.test.ts': '[]', 'one/tests/b.test.ts': '[]' });
    expect(cached['one/tests/b.test.ts']).toBe('[]');
  },
  patience,
);
