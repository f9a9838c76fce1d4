import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import { expect, onTestFinished, test } from 'vitest';

import plugin from '../../../src/index.ts';

const code = `import { io } from 'socket.io-client';
import { Pool } from 'pg';
export const socket = io('/chat');
export const pool = new Pool();
setInterval(() => pool.query('select 1'), 1000);
`;

/** The lines of the reports in a package with this `package.json`. */
async function reportedLines(packageJson: string): Promise<readonly number[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'page-package-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), packageJson);
  writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "types": [] }, "include": ["."] }');
  writeFileSync(join(folder, 'sockets.ts'), code);
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      plugins: { 'async-resources': plugin },
      languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      rules: { 'async-resources/no-module-level-resource': 'error' },
    },
  });
  const [result] = await eslint.lintFiles(['sockets.ts']);
  return result?.messages.map(({ line }) => line) ?? [];
}

test('a package that is built with what pages are built with opens its sockets in a page', async () => {
  expect(await reportedLines('{ "dependencies": { "vue": "3" } }')).toEqual([4, 5]);
});

test('any other package opens them on a server', async () => {
  expect(await reportedLines('{ "dependencies": { "express": "5" } }')).toEqual([3, 4, 5]);
});
