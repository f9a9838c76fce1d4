// @ts-check

/**
 * How long `no-duplicate-fixture` takes for a file as a project grows: it compares every test file with all the others,
 * and must not cost more for it. Writes projects of generated test files below `.tmp/`, lints each, and prints the time
 * per file, how it has grown, and its ratio to that of `import-x/no-cycle`, which also looks at other files.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import asyncResources from '../dist/index.js';
import { root } from './run.js';

const OURS = 'async-resources/no-duplicate-fixture';
const YARDSTICK = 'import-x/no-cycle';
const sizes = process.argv.slice(2).map(Number);

// What the first project pays for all of them, such as compiled code, is no part of its own time.
await timesOf(100);

let before = Number.NaN;
for (const size of sizes.length > 0 ? sizes : [200, 800, 3200]) {
  const { reports, ours, yardstick } = await timesOf(size);
  console.log(
    [
      `${size} test files: ${ours.toFixed(2)} ms per file, ${reports} reports`,
      ...(Number.isNaN(before) ? [] : [`${(ours / before).toFixed(2)} times as much as before`]),
      `${YARDSTICK} ${yardstick.toFixed(2)} ms, ratio ${(ours / yardstick).toFixed(2)}`,
    ].join('; '),
  );
  before = ours;
}

/**
 * Milliseconds per file of a project of that many test files.
 *
 * @param {number} size
 */
async function timesOf(size) {
  const folder = join(root, '.tmp', 'bench-duplicates', String(size));
  writeProject(folder, size);
  const { reports, times } = await lint(folder);
  rmSync(folder, { recursive: true, force: true });
  const perFile = (/** @type {string} */ rule) => (times.get(rule) ?? Number.NaN) / size;
  return { reports, ours: perFile(OURS), yardstick: perFile(YARDSTICK) };
}

/** @param {string} folder */
async function lint(folder) {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    stats: true,
    overrideConfig: [
      {
        files: ['**/*.ts'],
        plugins: {
          '@typescript-eslint': tseslint.plugin,
          'async-resources': asyncResources,
          'import-x': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (importX)),
        },
        languageOptions: { parser: tseslint.parser, parserOptions: { project: true, tsconfigRootDir: folder } },
        settings: {
          'import-x/extensions': ['.ts'],
          'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
          'import-x/resolver': { node: { extensions: ['.ts'] } },
        },
        // First come the types that every typed rule waits for.
        rules: { '@typescript-eslint/await-thenable': 'error', [OURS]: 'error', [YARDSTICK]: 'error' },
      },
    ],
  });
  const results = await eslint.lintFiles(['tests']);
  /** @type {Map<string, number>} milliseconds by rule */
  const times = new Map();
  for (const pass of results.flatMap(({ stats }) => stats?.times.passes ?? [])) {
    for (const [rule, { total }] of Object.entries(pass.rules ?? {})) {
      times.set(rule, (times.get(rule) ?? 0) + total);
    }
  }
  const reports = results.flatMap(({ messages }) => messages).filter(({ ruleId }) => ruleId === OURS).length;
  return { reports, times };
}

/**
 * One test file in ten has a copied hook, each has fixtures and helpers of its own, and imports a module that imports
 * others.
 *
 * @param {string} folder
 * @param {number} size
 */
function writeProject(folder, size) {
  rmSync(folder, { recursive: true, force: true });
  for (const name of ['src', 'tests']) mkdirSync(join(folder, name), { recursive: true });
  const compilerOptions = { module: 'preserve', strict: true, skipLibCheck: true, noEmit: true, types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src', 'tests'] }));
  for (let number = 0; number < size; number += 1) {
    writeFileSync(join(folder, 'src', `module-${number}.ts`), moduleText(number));
    writeFileSync(join(folder, 'tests', `module-${number}.test.ts`), testText(number));
  }
}

/** @param {number} number */
function moduleText(number) {
  const imported = number % 10 === 0 ? '' : `import { work as next } from './module-${number - 1}';\n`;
  return `${imported}export const work = (value: number): number => ${imported ? 'next(value)' : 'value'} + ${number};\n`;
}

/** @param {number} number */
function testText(number) {
  const database = number % 10 === 0 ? 'shared' : `own_${number}`;
  return `import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { work } from '../src/module-${number}';

let pool: Pool;

beforeEach(async () => {
  pool = new Pool({ database: '${database}', max: 2 });
  await pool.query('truncate users');
});

afterEach(async () => {
  await pool.end();
});

function rowOf(id: number): { id: number; name: string; tags: string[] } {
  return { id, name: 'row ${number}', tags: ['a', 'b', String(id)] };
}

describe('module ${number}', () => {
  const row = rowOf(${number});

  test('works', () => {
    expect(work(row.id)).toBeGreaterThan(0);
  });

  test('stores', async () => {
    const { rows } = await pool.query('select * from users where id = $1', [row.id]);
    expect(rows).toEqual([row]);
  });
});
`;
}
