import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, onTestFinished, test } from 'vitest';

import { lintFolder } from '../../support/lint-folder.ts';

const code = `import { io } from 'socket.io-client';
import { Pool } from 'pg';
export const socket = io('/chat');
export const pool = new Pool();
setInterval(() => pool.query('select 1'), 1000);
class Sessions implements Disposable {
  readonly connection = indexedDB.open('sessions');
  [Symbol.dispose](): void {
    this.connection.result.close();
  }
}
export const sessions = new Sessions();
`;

/** What the protocol tells of: `Symbol.dispose` is in the library of TypeScript 5.2 and later. */
const disposed = ts.versionMajorMinor.localeCompare('5.2', 'en', { numeric: true }) < 0 ? [] : [12];

/** The lines of the reports in a package with this `package.json`. */
async function reportedLines(packageJson: string): Promise<readonly number[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'page-package-')));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'package.json'), packageJson);
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "lib": ["dom", "esnext"], "types": [] }, "include": ["."] }',
  );
  writeFileSync(join(folder, 'sockets.ts'), code);
  const [result] = await lintFolder(folder, { 'async-resources/no-module-level-resource': 'error' }, ['sockets.ts']);
  return result?.messages.map(({ line }) => line) ?? [];
}

test('a package that is built with what pages are built with opens its sockets and databases in a page', async () => {
  expect(await reportedLines('{ "dependencies": { "vue": "3" } }')).toEqual([4, 5]);
});

test('any other package opens them on a server', async () => {
  expect(await reportedLines('{ "dependencies": { "express": "5" } }')).toEqual([3, 4, 5, ...disposed]);
});
