// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../corpus/options.js';
import { root } from '../run.js';

/** @typedef {keyof typeof typeSources} Types */

/**
 * What a user may have installed.
 *
 * @typedef {object} Cell
 * @property {string} eslint
 * @property {Types} types
 * @property {string} node
 */

/** @type {{ peerDependencies: { eslint: string, typescript: string }, devDependencies: { 'typescript-eslint': string }, engines: { node: string } }} */
const { peerDependencies, devDependencies, engines } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);

/** Versions of ESLint: the oldest that we allow, and the newest of each major version. */
const eslints = [floor(peerDependencies.eslint), '9', '10'];

/** What gives type information, and the packages that it takes. */
export const typeSources = {
  floor: {
    title: `TypeScript ${floor(peerDependencies.typescript)}`,
    packages: [typescript(floor(peerDependencies.typescript))],
  },
  '6.0': { title: 'TypeScript 6.0', packages: [typescript('6.0')] },
  native: {
    title: 'native 7.1',
    // typescript-eslint asks for 7.1, of which there is no release yet, and reads the syntax with 6.0.
    packages: [typescript('6.0'), '@typescript/native@npm:typescript@7.1.0-beta'],
  },
};

/** Versions of Node.js: the oldest of each major version that we allow, and the newest of the last one. */
const nodes = engines.node.split('||').map((range) => range.replace(/^\s*(?:\^|>=)/u, '').trim());

/** What all cells have: the parser that `package.json` allows, which brings TypeScript's helpers along. */
export const commonPackages = [`typescript-eslint@${devDependencies['typescript-eslint']}`];

/**
 * @param {{ eslint?: readonly string[] | undefined, types?: readonly string[] | undefined, node?: readonly string[] | undefined }} wanted
 *   only these, of those that there are
 * @returns {Cell[]}
 */
export function cellsOf(wanted) {
  const types = /** @type {Types[]} */ (Object.keys(typeSources));
  return chosen('eslint', eslints, wanted.eslint).flatMap((eslint) =>
    chosen('types', types, wanted.types).flatMap((source) =>
      chosen('node', nodes, wanted.node).map((node) => ({ eslint, types: source, node })),
    ),
  );
}

/**
 * @template {string} Value
 * @param {string} name
 * @param {readonly Value[]} values
 * @param {readonly string[] | undefined} wanted
 */
function chosen(name, values, wanted) {
  const unknown = wanted?.find((one) => !values.some((value) => value === one));
  if (unknown !== undefined) throw new UsageError(`--${name}: there is no ${unknown}; there are: ${values.join(', ')}`);
  return values.filter((value) => wanted?.includes(value) !== false);
}

/**
 * The oldest version that a range allows is the first one that it names.
 *
 * @param {string} range
 */
function floor(range) {
  return /\d+\.\d+\.\d+/u.exec(range)?.[0] ?? range;
}

/** @param {string} version */
function typescript(version) {
  return `typescript@${version}`;
}
