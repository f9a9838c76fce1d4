import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { lintFolder } from '../../support/lint-folder.ts';

const code = `import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
let pool: Pool;
beforeAll(async () => {
  pool = new Pool({ database: 'tests' });
  await pool.query('create schema if not exists test');
});
afterAll(() => pool.end());
it('selects', async () => {
  expect(await pool.query('select 1')).toBeDefined();
});
`;

/** The files with a report, of a program with these files. */
async function reportedIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'packages-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const all = { 'tsconfig.json': '{ "compilerOptions": { "types": [] }, "include": ["."] }', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const names = Object.keys(files).filter((name) => name.endsWith('.ts'));
  const results = await lintFolder(folder, { 'async-resources/no-duplicate-fixture': 'error' }, names);
  return results.flatMap(({ filePath, messages }) => messages.map(() => filePath.slice(folder.length + 1)));
}

test('the packages of a workspace have fixtures of their own', async () => {
  expect(
    await reportedIn({
      'package.json': '{ "name": "shop", "workspaces": ["packages/*"] }',
      'packages/billing/package.json': '{ "name": "@shop/billing" }',
      'packages/billing/test/a.test.ts': code,
      'packages/stock/package.json': '{ "name": "@shop/stock" }',
      'packages/stock/test/a.test.ts': code,
    }),
  ).toEqual([]);
});

test('a package.json without a name makes no package', async () => {
  expect(
    await reportedIn({
      'package.json': '{ "name": "shop" }',
      'test/unit/package.json': '{ "type": "module" }',
      'test/unit/a.test.ts': code,
      'test/api/a.test.ts': code,
    }),
  ).toEqual(['test/unit/a.test.ts', 'test/api/a.test.ts']);
});

test('what a program wrote into its folder is no copy', async () => {
  expect(
    await reportedIn({
      'package.json': '{ "name": "shop" }',
      'test/__generated__/a.test.ts': code,
      'test/__generated__/b.test.ts': code,
      'test/pets.gen.test.ts': code,
      'test/own.test.ts': code,
    }),
  ).toEqual([]);
});
