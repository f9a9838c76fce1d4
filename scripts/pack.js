// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.js';

/**
 * Packs the plugin as `npm publish` would, and gives the path of the tarball. The build must be there already.
 *
 * @param {string} folder where the tarball goes
 */
export function pack(folder) {
  mkdirSync(folder, { recursive: true });
  const { stdout } = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [{ filename }] = /** @type {[{ filename: string }]} */ (JSON.parse(stdout));
  return join(folder, filename);
}
