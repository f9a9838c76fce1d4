// @ts-check
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';

const SOURCE = /\.[cm]?[jt]sx?$/;
export const DECLARATION = /\.d\.[cm]?ts$/;
const GENERATED_NAME = /[.-](?:min|generated|gen|bundle)\.[cm]?[jt]sx?$/;
const GENERATED_MARK = /@generated\b|\bDO NOT EDIT\b|\bauto-?generated (?:file|by)\b/i;
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'build', 'coverage', '.git', '.next', '.yarn', '.turbo']);
/** Bigger files are bundles and data tables, and take longer than the rest of their project. */
const MAX_BYTES = 400_000;
const HEAD_BYTES = 2_000;
/** Nobody writes lines of this length on average. */
const MINIFIED_LINE = 400;

/**
 * One folder with a tsconfig.json or a package.json of its own, and the files that no nearer such folder has.
 *
 * @typedef {object} Package
 * @property {string} folder
 * @property {string[]} files to lint, absolute and sorted
 * @property {string[]} declarations its .d.ts files: types only
 */

/** @param {string} folder */
export function checkoutNames(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/**
 * @param {string} checkout
 * @param {ReadonlySet<string>} always absolute files that are taken even if they look generated
 * @returns {Package[]}
 */
export function findPackages(checkout, always) {
  /** @type {Map<string, Package>} */
  const packages = new Map();
  const ownFiles = [...walk(checkout, false), ...[...always].filter((file) => existsSync(file))];
  for (const file of [...new Set(ownFiles)].sort()) {
    const folder = packageFolder(path.dirname(file), checkout);
    const found = packages.get(folder) ?? { folder, files: [], declarations: [] };
    packages.set(folder, found);
    if (DECLARATION.test(file)) found.declarations.push(file);
    else if (always.has(file) || !isGenerated(file)) found.files.push(file);
  }
  return [...packages.values()].filter(({ files }) => files.length > 0);
}

/**
 * @param {string} folder
 * @param {boolean} manifests whether to find package.json files instead of sources
 * @returns {Generator<string>}
 */
export function* walk(folder, manifests) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    // Symbolic links are neither: following them could leave the checkout or go round in circles.
    if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) yield* walk(full, manifests);
    else if (entry.isFile() && (manifests ? entry.name === 'package.json' : SOURCE.test(entry.name))) yield full;
  }
}

/**
 * @param {string} folder
 * @param {string} checkout
 * @returns {string}
 */
function packageFolder(folder, checkout) {
  if (folder === checkout) return folder;
  const marks = ['tsconfig.json', 'package.json'];
  return marks.some((name) => existsSync(path.join(folder, name)))
    ? folder
    : packageFolder(path.dirname(folder), checkout);
}

/** @param {string} file */
function isGenerated(file) {
  const { size } = statSync(file);
  if (size > MAX_BYTES || GENERATED_NAME.test(file)) return true;
  const head = readHead(file);
  const isMinified = head.length === HEAD_BYTES && head.length / head.split('\n').length > MINIFIED_LINE;
  return isMinified || GENERATED_MARK.test(head);
}

/** @param {string} file */
function readHead(file) {
  const buffer = Buffer.alloc(HEAD_BYTES);
  const handle = openSync(file, 'r');
  try {
    return buffer.toString('latin1', 0, readSync(handle, buffer, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(handle);
  }
}
