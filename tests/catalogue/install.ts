import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}catalogue-probe`;
const stamp = `${folder}/node_modules/.installed-lock.json`;

/** Installs the packages of the probe, unless those of this lock file are there already. */
export default function install(): void {
  const lock = readFileSync(`${folder}/package-lock.json`, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    return;
  }
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status, error } = spawnSync(npm, ['ci', '--prefix', 'catalogue-probe', '--ignore-scripts'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    throw new Error('The packages of catalogue-probe could not be installed.', { cause: error ?? status });
  }
  // npm ci empties node_modules first, so the stamp never outlives what it stands for.
  writeFileSync(stamp, lock);
}
