import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { lintFolder } from '../../support/lint-folder.ts';

const code = `import { createServer } from 'node:http';
export default async function globalSetup() {
  const server = createServer();
  server.listen(4000);
  return () => server.close();
}
`;

/** The reports on a global set-up that returns its teardown, in a package with these dependencies. */
async function reportsBeside(dependencies: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'package-of-set-up-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ devDependencies: dependencies }));
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "types": [] }, "include": ["."] }');
  writeFileSync(join(folder, 'global-setup.ts'), code);
  const [result] = await lintFolder(folder, { 'async-resources/require-teardown': 'error' }, ['global-setup.ts']);
  return result?.messages.map(({ line, messageId = '' }) => `${line} ${messageId}`) ?? [];
}

test('a returned teardown is in vain where the package depends on Jest alone', async () => {
  expect(await reportsBeside({ jest: '30' })).toEqual(['4 returnedInVain']);
  expect(await reportsBeside({ '@types/jest': '30', 'ts-jest': '29' })).toEqual(['4 returnedInVain']);
});

test('it is run where the package depends on Vitest, and may be where it depends on Playwright, too', async () => {
  expect(await reportsBeside({ vitest: '4' })).toEqual([]);
  expect(await reportsBeside({ '@playwright/test': '1', jest: '30' })).toEqual([]);
  expect(await reportsBeside({})).toEqual([]);
});
