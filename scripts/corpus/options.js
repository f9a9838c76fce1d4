// @ts-check
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export const usage = `Usage: npm run corpus -- --checkouts <dir> [options]

Lints every project folder inside <dir>, without reading their lint configs or running their scripts.
Nothing is written into a checkout. Put one node_modules with common packages beside or above the
checkouts, so that types resolve.

  --checkouts <dir>   the folder that holds the checked-out projects
  --labels <file>     JSON of hand-read places; prints bugs caught and look-alikes flagged
  --only-labelled     lint only the files the labels name (needs --labels)
  --rule <id>         only this rule; may be repeated
  --preset <name>     which of the plugin's configs (default: recommendedTypeChecked)
  --repo <name>       only this checkout; may be repeated
  --tolerance <n>     lines between a label and a report that hits it (default: 3)
  --json <file>       write reports, crashes and the labels' outcome
  --plugin <file>     the built plugin (default: dist/index.js)
  --help              print this

A folder named <dir>@<start of a commit> holds another state of <dir>, for the labels of that commit:
with --labels only its labelled files are linted.

Exit code: 0, or 1 when a rule crashed, or 2 on wrong usage.`;

/** Wrong usage: printed without a stack. */
export class UsageError extends Error {}

/**
 * Runs a command of this kind with the arguments of the process, and sets the exit code.
 *
 * @param {(argv: string[]) => Promise<number>} main gives the exit code
 */
export async function runCommand(main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\nTry --help.`);
    process.exitCode = 2;
  }
}

/**
 * A report points at an expression or a callee, a reader at the statement or the hook around it. Three lines
 * cover a call that the formatter broke up, and are fewer than lie between two labels of one rule.
 */
const DEFAULT_TOLERANCE = 3;

const defaultPlugin = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

/**
 * @typedef {object} Options
 * @property {string} checkouts
 * @property {string | undefined} labels
 * @property {boolean} onlyLabelled
 * @property {string[]} rules
 * @property {string[]} repos
 * @property {string} preset
 * @property {number} tolerance
 * @property {string | undefined} json
 * @property {string} plugin
 */

/**
 * @param {string[]} argv
 * @returns {Options | 'help'}
 */
export function readOptions(argv) {
  const values = parse(argv);
  if (values.help) return 'help';
  if (!values.checkouts) throw new UsageError('--checkouts <dir> is required.');
  const checkouts = existing('--checkouts', values.checkouts, 'folder');
  if (values['only-labelled'] && !values.labels) throw new UsageError('--only-labelled needs --labels <file>.');
  const tolerance = Number(values.tolerance ?? DEFAULT_TOLERANCE);
  if (!Number.isInteger(tolerance) || tolerance < 0)
    throw new UsageError('--tolerance takes a whole number, 0 or more.');
  return {
    checkouts,
    labels: values.labels && existing('--labels', values.labels, 'file'),
    onlyLabelled: values['only-labelled'] ?? false,
    rules: values.rule ?? [],
    repos: values.repo ?? [],
    preset: values.preset ?? 'recommendedTypeChecked',
    tolerance,
    json: values.json && outside(checkouts, values.json),
    plugin: pluginFile(values.plugin),
  };
}

/** @param {string[]} argv */
function parse(argv) {
  try {
    return parseArgs({
      args: argv,
      options: {
        checkouts: { type: 'string' },
        labels: { type: 'string' },
        'only-labelled': { type: 'boolean' },
        rule: { type: 'string', multiple: true },
        repo: { type: 'string', multiple: true },
        preset: { type: 'string' },
        tolerance: { type: 'string' },
        json: { type: 'string' },
        plugin: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} option
 * @param {string} value
 * @param {'file' | 'folder'} kind
 */
function existing(option, value, kind) {
  const full = path.resolve(value);
  const found = existsSync(full) && (kind === 'file') === statSync(full).isFile();
  if (!found) throw new UsageError(`${option}: there is no ${kind} ${value}`);
  return full;
}

/**
 * @param {string} checkouts
 * @param {string} value
 */
function outside(checkouts, value) {
  const full = path.resolve(value);
  if (full.startsWith(checkouts + path.sep)) throw new UsageError('--json: the file would lie inside the checkouts.');
  if (!existsSync(path.dirname(full))) throw new UsageError(`--json: there is no folder ${path.dirname(value)}`);
  return full;
}

/** @param {string | undefined} value */
function pluginFile(value) {
  if (value) return existing('--plugin', value, 'file');
  if (!existsSync(defaultPlugin)) throw new UsageError('dist/index.js is missing: run `npm run build` first.');
  return defaultPlugin;
}
