/** A test suite of two files in one runner: files by their names. */
export type Suite = Readonly<Record<string, string>>;

/** What a suite needs of its runner. */
interface Dialect {
  /** How the name of a test file ends. */
  readonly ending: string;
  readonly imports: string;
  /** The after-hook of the whole file, and the name of a test. */
  readonly after: string;
  readonly test: string;
  /** Whether only a suite keeps a hook in its file: without one, the hook belongs to the whole run. */
  readonly suite?: string;
  readonly settings?: Suite;
}

const assert = "import assert from 'node:assert/strict';\n";

const dialects: Readonly<Record<string, Dialect>> = {
  vitest: {
    ending: 'test.js',
    imports: `${assert}import { afterAll, test } from 'vitest';`,
    after: 'afterAll',
    test: 'test',
    settings: { 'vitest.config.js': 'export default {};\n' },
  },
  jest: {
    ending: 'test.js',
    imports: "const assert = require('node:assert/strict');",
    after: 'afterAll',
    test: 'test',
    settings: { 'jest.config.js': 'module.exports = { watchman: false };\n' },
  },
  node: {
    ending: 'test.js',
    imports: `${assert}import { after, describe, test } from 'node:test';`,
    after: 'after',
    test: 'test',
    suite: 'describe',
  },
  mocha: { ending: 'test.js', imports: assert, after: 'after', test: 'it', suite: 'describe' },
  playwright: {
    ending: 'spec.js',
    imports: `${assert}import { test } from '@playwright/test';`,
    after: 'test.afterAll',
    test: 'test',
    settings: { 'playwright.config.js': "export default { reporter: 'line' };\n" },
  },
  bun: {
    ending: 'test.js',
    imports: `${assert}import { afterAll, test } from 'bun:test';`,
    after: 'afterAll',
    test: 'test',
  },
};

/**
 * @param runner the runner of a recipe; `node-24` is `node`
 * @param isHealthy whether each file makes and ends a pool of its own; else both use that of a module, and one ends it
 */
export function suiteOf(runner: string, isHealthy: boolean): Suite {
  const dialect = dialects[runner.replace(/-\d+$/u, '')];
  if (dialect === undefined) {
    throw new Error(`No suite is known for ${runner}.`);
  }
  const isScript = runner === 'jest';
  return {
    'package.json': `{ "type": "${isScript ? 'commonjs' : 'module'}" }\n`,
    ...dialect.settings,
    'database.js': isScript
      ? "const { Pool } = require('pg');\nconst createPool = () => new Pool({ connectionString: process.env.DATABASE_URL });\nmodule.exports = { createPool, pool: createPool() };\n"
      : "import { Pool } from 'pg';\nexport const createPool = () => new Pool({ connectionString: process.env.DATABASE_URL });\nexport const pool = createPool();\n",
    [`reports.${dialect.ending}`]: fileOf(dialect, 'reports', { isScript, isHealthy, ends: isHealthy }),
    [`users.${dialect.ending}`]: fileOf(dialect, 'users', { isScript, isHealthy, ends: true }),
  };
}

interface Kind {
  readonly isScript: boolean;
  readonly isHealthy: boolean;
  readonly ends: boolean;
}

function fileOf({ imports, after, test, suite }: Dialect, name: string, { isScript, isHealthy, ends }: Kind): string {
  const imported = isHealthy ? 'createPool' : 'pool';
  const body = [
    ...(isHealthy ? ['const pool = createPool();'] : []),
    // Without this line, the process waits for the connection.
    ...(ends ? [`${after}(() => pool.end());`] : []),
    `${test}('${name}', async () => { assert.deepEqual((await pool.query('select 1 as n')).rows, [{ n: 1 }]); });`,
  ];
  return [
    imports,
    isScript ? `const { ${imported} } = require('./database.js');` : `import { ${imported} } from './database.js';`,
    ...(suite ? [`${suite}('${name}', () => {`, ...body, '});'] : body),
    '',
  ].join('\n');
}
