// @ts-check
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { root, run } from '../run.js';
import { commonPackages, typeSources } from './cells.js';

/** Below the repository, so that packages which no cell changes are found in the repository's own `node_modules`. */
const folder = path.join(root, '.tmp/matrix');

const copied = ['src', 'tests', 'scripts', 'vitest.matrix.config.ts'];

/** Removes what an earlier run has left. */
export function emptyWorkspace() {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * A copy of the sources and tests that has an ESLint and a TypeScript of its own. Cells that differ in Node.js share it.
 *
 * @param {import('./cells.js').Cell} cell
 * @returns {string} its folder
 */
export function projectOf({ eslint, types }) {
  const project = path.join(folder, `eslint-${eslint}-${types}`);
  if (existsSync(project)) return project;
  // The tests ask for the package that they are in, and for the versions of Node.js that it runs on.
  const { name, type, engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  write(project, { name, type, engines, private: true });
  for (const one of copied) {
    cpSync(path.join(root, one), path.join(project, one), { recursive: true });
  }
  install(project, [`eslint@${eslint}`, ...typeSources[types].packages, ...commonPackages]);
  return project;
}

/**
 * The program of a version of Node.js. Its packages hold nothing else, one for each system and processor.
 *
 * @param {string} version
 * @returns {string} its path
 */
export function nodeOf(version) {
  const isWindows = process.platform === 'win32';
  const name = `node-${isWindows ? 'win' : process.platform}-${process.arch}`;
  const home = path.join(folder, `node-${version}`);
  if (!existsSync(home)) {
    write(home, { private: true });
    install(home, [`${name}@${version}`]);
  }
  return path.join(home, 'node_modules', name, 'bin', isWindows ? 'node.exe' : 'node');
}

/**
 * @param {string} project
 * @param {object} manifest
 */
function write(project, manifest) {
  mkdirSync(project, { recursive: true });
  writeFileSync(path.join(project, 'package.json'), `${JSON.stringify(manifest)}\n`);
}

/**
 * @param {string} cwd
 * @param {readonly string[]} packages
 */
function install(cwd, packages) {
  run('npm', ['install', ...packages, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], { cwd });
}
