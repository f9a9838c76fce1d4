import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

import { ESLint } from 'eslint';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { root } from '../../support/markdown.ts';

/** Outside the repository: packages are known by their names alone, and a program is made in no time. */
let project: string;

/** All runs together take ten seconds, and many times that on a busy machine. */
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
import { beforeAll, test } from 'vitest';

let redis: Redis;

beforeAll(async () => {
  redis = new Redis({ db: 15 });
  await redis.flushdb();
});

test('it', () => redis.get('key'));
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

export default [
  {
    files: ['**/*.ts'],
    plugins: { 'async-resources': plugin },
    rules: { 'async-resources/no-duplicate-fixture': 'error' },
    languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  },
];
`,
  'one/tsconfig.json': tsconfig([]),
  'one/tests/a.test.ts': poolHook('pool'),
  'one/tests/b.test.ts': poolHook('database'),
  'one/tests/c.test.ts': redisHook,
  // The other program has the hook of the first one once, and imports a file of it, which it does not own.
  'two/tsconfig.json': tsconfig(['../one']),
  'two/d.test.ts': `import '../one/tests/b.test.js';\n${poolHook('pool')}`,
  'two/e.test.ts': redisHook,
  'two/f.test.ts': redisHook,
};

const testFiles = Object.keys(files).filter((name) => name.endsWith('.test.ts'));

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

/** Runs ESLint's command line in the project. */
async function runCli(...args: readonly string[]): Promise<Reports> {
  const eslint = join(root, 'node_modules', 'eslint', 'bin', 'eslint.js');
  // It ends with 1 when it reports something, which `execFile` takes for a failure.
  const { stdout } = await promisify(execFile)(process.execPath, [eslint, '--format', 'json', ...args], {
    cwd: project,
  }).catch((error: unknown) => error as { stdout: string });
  return reportsOf(JSON.parse(stdout) as ESLint.LintResult[]);
}

/** Lints as an editor or lint-staged does, in this process: it takes a third of the time of a command. */
async function lint(path: string, options: ESLint.Options = {}): Promise<Reports> {
  return reportsOf(await new ESLint({ cwd: project, ...options }).lintFiles([path]));
}

/** The first line of each message, by file. */
function messagesIn(reports: Reports): Record<string, string[]> {
  const all = Object.entries(reports).map(([name, messages]) => {
    const found = JSON.parse(messages) as { message: string }[];
    return [name, found.map(({ message }) => message.replace(/\..*$/u, ''))] as const;
  });
  return Object.fromEntries(all);
}

it(
  'gives the same reports for all files, in any order, one by one and in several workers',
  async () => {
    const whole = await runCli('.');
    expect(messagesIn(whole)).toEqual({
      'eslint.config.js': [],
      'one/tests/a.test.ts': ['This `beforeEach` hook is the same in one/tests/b'],
      'one/tests/b.test.ts': ['This `beforeEach` hook is the same in one/tests/a'],
      'one/tests/c.test.ts': [],
      'two/d.test.ts': [],
      'two/e.test.ts': ['This `beforeAll` hook is the same in two/f'],
      'two/f.test.ts': ['This `beforeAll` hook is the same in two/e'],
    });
    expect({ ...(await runCli(...testFiles.toReversed())), 'eslint.config.js': '[]' }).toEqual(whole);
    // ESLint's workers are new threads, wherever they are started from.
    for (const concurrency of [2, 4]) {
      expect(await lint('.', { concurrency })).toEqual(whole);
    }
    for (const path of ['one/', 'two/', ...testFiles]) {
      expect(await lint(path)).toEqual(ofFolder(whole, path));
    }
  },
  patience,
);

function ofFolder(reports: Reports, start: string): Reports {
  return Object.fromEntries(Object.entries(reports).filter(([name]) => name.startsWith(start)));
}

it(
  'cannot know what --cache keeps: the report of an unchanged file stays when its copy is gone',
  async () => {
    const first = await lint('.', { cache: true });
    write('one/tests/b.test.ts', poolHook('database').replace("database: 'tests'", "database: 'other'"));
    const cached = await lint('.', { cache: true });
    const fresh = await runCli('one/tests/a.test.ts');
    expect(cached['one/tests/a.test.ts']).toBe(first['one/tests/a.test.ts']);
    expect(fresh).toEqual({ 'one/tests/a.test.ts': '[]' });
  },
  patience,
);
