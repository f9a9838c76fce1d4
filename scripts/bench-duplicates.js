// @ts-check

/**
 * How long `no-duplicate-fixture` takes for a file as a project grows: it compares every test file with all the others,
 * and must not cost more for it. Writes projects of generated test files below `.tmp/`, lints each, and prints the time
 * per file as a ratio of that of `import-x/no-cycle`, which also looks at other files, where that is installed.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import asyncResources from '../dist/index.js';
import { root } from './run.js';

const OURS = 'async-resources/no-duplicate-fixture';
const YARDSTICK = 'import-x/no-cycle';
const sizes = process.argv.slice(2).map(Number);

/** The plugin that has the yardstick is no dependency of ours. */
const importX = await import(/** @type {string} */ ('eslint-plugin-import-x')).then(
  (module) => module.default,
  () => undefined,
);
if (importX === undefined) {
  console.log('eslint-plugin-import-x is not installed: there is no ratio to import-x/no-cycle.');
}

let before = Number.NaN;
for (const size of sizes.length > 0 ? sizes : [200, 800, 3200]) {
  const folder = join(root, '.tmp', 'bench-duplicates', String(size));
  writeProject(folder, size);
  const { reports, times } = await lint(folder);
  const ours = (times.get(OURS) ?? Number.NaN) / size;
  const yardstick = (times.get(YARDSTICK) ?? Number.NaN) / size;
  console.log(
    [
      `${size} test files: ${ours.toFixed(2)} ms per file, ${reports} reports`,
      ...(Number.isNaN(before) ? [] : [`${(ours / before).toFixed(2)} times as much as before`]),
      ...(Number.isNaN(yardstick)
        ? []
        : [`${YARDSTICK} ${yardstick.toFixed(2)} ms`, `${(ours / yardstick).toFixed(2)} times as much`]),
    ].join('; '),
  );
  before = ours;
  rmSync(folder, { recursive: true, force: true });
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
          ...(importX && { 'import-x': importX }),
        },
        languageOptions: { parser: tseslint.parser, parserOptions: { project: true, tsconfigRootDir: folder } },
        settings: importX ? { 'import-x/resolver': { node: { extensions: ['.ts'] } } } : {},
        // First come the types that every typed rule waits for.
        rules: {
          '@typescript-eslint/await-thenable': 'error',
          [OURS]: 'error',
          ...(importX && { [YARDSTICK]: 'error' }),
        },
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
