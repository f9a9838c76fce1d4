// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { walk } from './files.js';

/**
 * `paths` that lead imports of a monorepo's own packages to their sources: nothing is installed in a checkout, so
 * the links an install would make are missing, and so are the built files they point to.
 *
 * @param {string} checkout
 * @returns {Record<string, string[]>}
 */
export function workspacePaths(checkout) {
  /** @type {Record<string, string[]>} */
  const paths = {};
  for (const manifest of [...walk(checkout, true)].sort()) {
    const name = packageName(manifest);
    const folder = path.dirname(manifest);
    // The first one stays: test fixtures deeper down borrow the names of real packages.
    if (!name || folder === checkout || paths[name]) continue;
    const sources = ['src', 'lib', ''].map((source) => path.join(folder, source));
    paths[name] = [...sources.map((source) => path.join(source, 'index')), folder];
    paths[`${name}/*`] = sources.map((source) => path.join(source, '*'));
  }
  return paths;
}

/** @param {string} manifest */
function packageName(manifest) {
  try {
    const { name } = JSON.parse(readFileSync(manifest, 'utf8'));
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
