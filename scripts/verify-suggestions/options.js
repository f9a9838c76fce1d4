// @ts-check
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { UsageError } from '../corpus/options.js';
import { root } from '../run.js';

export const usage = `Usage: npm run verify:suggestions [-- options]

Applies every suggestion of every report in the examples and in the code blocks of the documentation, each alone and in
memory, and asks whether it keeps what it promises: the result parses, has no new type error, keeps all comments, no
longer gives the report, and gives no other.

  --checkouts <dir>   also in every project folder inside <dir>; none of them is written to
  --repo <name>       only in this example, in \`docs\` or in this checkout; may be repeated
  --path <part>       only in files whose path holds this; may be repeated
  --rule <id>         only this rule; may be repeated
  --plugin <file>     the built plugin (default: dist/index.js)
  --help              print this

Exit code: 0, or 1 when a suggestion breaks a promise, or 2 on wrong usage.`;

/**
 * @typedef {object} Options
 * @property {string | undefined} checkouts
 * @property {readonly string[]} repos
 * @property {readonly string[]} paths
 * @property {string[]} rules
 * @property {string} plugin
 */

/**
 * @param {string[]} argv
 * @returns {Options | 'help'}
 */
export function readOptions(argv) {
  const values = parse(argv);
  if (values.help) return 'help';
  return {
    checkouts: values.checkouts === undefined ? undefined : existingFolder(values.checkouts),
    repos: values.repo ?? [],
    paths: values.path ?? [],
    rules: values.rule ?? [],
    plugin: path.resolve(values.plugin ?? path.join(root, 'dist', 'index.js')),
  };
}

/** @param {string[]} argv */
function parse(argv) {
  const text = /** @type {const} */ ({ type: 'string' });
  const texts = /** @type {const} */ ({ type: 'string', multiple: true });
  try {
    return parseArgs({
      args: argv,
      options: { checkouts: text, repo: texts, path: texts, rule: texts, plugin: text, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} value */
function existingFolder(value) {
  const full = path.resolve(value);
  if (!existsSync(full) || !statSync(full).isDirectory())
    throw new UsageError(`--checkouts: there is no folder ${value}`);
  return full;
}
