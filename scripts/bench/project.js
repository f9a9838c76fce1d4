// @ts-check
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run.js';

/** Files of `feature/`: each further feature adds as many. */
const template = path.join(root, 'scripts/bench/feature');
const names = readdirSync(template).sort();

/**
 * Writes a project below `.tmp/bench/`: the files of `shared/` once, and those of `feature/` again and again under other
 * names, each feature importing from the one before.
 *
 * Of the 20 files of a feature, 9 name no resource at all, and 4 work with a pool, a server, a timer or a file handle; 4
 * are test files, 3 of them with hooks and 2 with a resource. Most functions are async.
 *
 * @param {number} files how many, in whole features
 * @returns its folder, and what removes it
 */
export function generatedProject(files) {
  const folder = path.join(root, '.tmp', 'bench', String(files));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(path.join(root, 'scripts/bench/shared'), path.join(folder, 'shared'), { recursive: true });
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['**/*.ts'] }));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }));
  for (let feature = 0; feature < files / names.length; feature += 1) {
    writeFeature(folder, feature);
  }
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * @param {string} folder
 * @param {number} number
 */
function writeFeature(folder, number) {
  mkdirSync(path.join(folder, `feature-${number}`));
  for (const name of names) {
    const text = readFileSync(path.join(template, name), 'utf8')
      .replaceAll('../feature/', `../feature-${Math.max(number - 1, 0)}/`)
      .replaceAll(/orders?/giu, `$&${number}`);
    writeFileSync(path.join(folder, `feature-${number}`, name), text);
  }
}

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: ['node'],
};
