// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@typescript-eslint/parser';
import { checkoutNames } from '../corpus/files.js';
import { root } from '../run.js';
import { mutate, randomFrom } from './mutate.js';
import { samples } from './samples.js';
import { long, nested } from './shapes.js';

/**
 * Files that are linted in one program, and each of them without one.
 *
 * @typedef {object} Job
 * @property {string} name
 * @property {string} folder
 * @property {string[]} files absolute paths
 * @property {Record<string, string>} [texts] of those that are not on the disk
 */

/** The most files of one program. */
const MOST_FILES = 400;

/**
 * Texts with a few tokens dropped, doubled or swapped: a hundred of them are the files of one program.
 *
 * @param {number} count
 * @param {number} seed
 * @returns {Job[]}
 */
export function mutants(count, seed) {
  const random = randomFrom(seed);
  const sources = samples();
  const texts = Array.from({ length: count }, () => mutantOf(sources, random));
  return chunks(texts, 100).map((chunk, index) => virtual(`mutants ${index}`, chunk, index * 100));
}

/**
 * Mostly one that can be parsed: of the others, the rules see nothing but that the program has them.
 *
 * @param {string[]} sources
 * @param {() => number} random
 */
function mutantOf(sources, random) {
  let text = '';
  for (let tries = 0; tries < 5; tries += 1) {
    text = mutate(sources[Math.floor(random() * sources.length)] ?? '', random);
    if (isParsable(text)) break;
  }
  return text;
}

/** @param {string} text */
function isParsable(text) {
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {{ depth: number, lines: number }} sizes
 * @returns {Job[]}
 */
export function shapes({ depth, lines }) {
  const deep = Object.entries(nested).map(([name, make]) => virtual(`nested: ${name}`, [make(depth)]));
  const wide = Object.entries(long).map(([name, make]) => virtual(`long: ${name}`, [make(lines)]));
  return [...deep, ...wide];
}

/**
 * What the packages ship that the catalogue is compared with.
 *
 * @returns {Job[]}
 */
export function shipped() {
  const folder = path.join(root, 'catalogue-probe/node_modules');
  if (!existsSync(folder)) throw new Error('Their packages are not there: run `npm run test:catalogue` first.');
  const names = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(path.join(folder, name)).map((one) => `${name}/${one}`) : name,
    );
  return names.sort().flatMap((name) => jobsOf(name, path.join(folder, name)));
}

/**
 * Everything that is written in TypeScript or JavaScript below a folder of checkouts.
 *
 * @param {string} folder
 * @returns {Job[]}
 */
export function checkedOut(folder) {
  return checkoutNames(folder).flatMap((name) => jobsOf(name, path.join(folder, name)));
}

/**
 * @param {string} name
 * @param {string} folder
 * @returns {Job[]}
 */
function jobsOf(name, folder) {
  const files = [...sourcesIn(folder)].sort();
  return chunks(files, MOST_FILES).map((chunk, index) => ({ name: `${name} ${index}`, folder, files: chunk }));
}

/**
 * @param {string} folder
 * @returns {Generator<string>}
 */
function* sourcesIn(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules' && entry.name !== '.git') yield* sourcesIn(full);
    else if (entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name)) yield full;
  }
}

/**
 * @param {string} name
 * @param {string[]} texts
 * @param {number} [first]
 * @returns {Job}
 */
function virtual(name, texts, first = 0) {
  const folder = path.join(root, 'tests/fixtures/types');
  const files = texts.map((_, index) => path.join(folder, `app/${first + index}.test.ts`));
  return { name, folder, files, texts: Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ''])) };
}

/**
 * @template Item
 * @param {Item[]} items
 * @param {number} size
 */
function chunks(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
