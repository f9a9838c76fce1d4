// @ts-check
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { checkoutNames, findPackages } from './files.js';
import { checkoutOf, sitesOf } from './labels.js';
import { emptyOutcome, lintPackage } from './lint.js';
import { UsageError } from './options.js';
import { createProgram } from './program.js';
import { workspacePaths } from './workspace.js';

/**
 * Lints the checkouts one after the other, package by package: one program in memory at a time.
 *
 * @param {import('./options.js').Options} options
 * @param {import('./preset.js').Selection} selection
 * @param {import('./labels.js').Label[]} labels
 * @param {(line: string) => void} progress
 */
export async function lintCheckouts(options, selection, labels, progress) {
  const checkouts = chosen(options);
  const outcome = emptyOutcome();
  /** @type {Set<string>} */
  const linted = new Set();
  for (const name of checkouts) {
    const started = Date.now();
    const before = outcome.files;
    const checkout = path.join(options.checkouts, name);
    const labelled = labelledFiles(labels, name, checkouts, checkout);
    const isLabelledOnly = options.onlyLabelled || (labels.length > 0 && name.includes('@'));
    for (const part of packagesToLint(checkout, labelled, isLabelledOnly)) {
      const program = createProgram(part, checkout, part.workspace);
      await lintPackage({ checkout, files: part.toLint, program }, selection, outcome);
      // Every wait so far was for a settled promise, and until the event loop turns V8 frees no program: without this
      // turn each one adds 60 to 200 MB.
      await setImmediate();
      for (const file of part.toLint) linted.add(`${name}/${path.relative(checkout, file).split(path.sep).join('/')}`);
    }
    progress(`${name}: ${outcome.files - before} files in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  sort(outcome);
  return { outcome, checkouts, linted };
}

/** @param {import('./options.js').Options} options */
function chosen({ checkouts, repos }) {
  const all = checkoutNames(checkouts);
  if (all.length === 0) throw new UsageError('--checkouts: the folder holds no project folders.');
  const unknown = repos.find((name) => !all.includes(name));
  if (unknown) throw new UsageError(`--repo: there is no checkout ${unknown}`);
  return repos.length > 0 ? all.filter((name) => repos.includes(name)) : all;
}

/**
 * @param {import('./labels.js').Label[]} labels
 * @param {string} name
 * @param {readonly string[]} checkouts
 * @param {string} checkout
 */
function labelledFiles(labels, name, checkouts, checkout) {
  const own = labels.filter((label) => checkoutOf(label, checkouts) === name);
  return new Set(own.flatMap(sitesOf).map((site) => path.join(checkout, site.path)));
}

/**
 * @param {string} checkout
 * @param {ReadonlySet<string>} labelled
 * @param {boolean} isLabelledOnly
 */
function packagesToLint(checkout, labelled, isLabelledOnly) {
  if (isLabelledOnly && labelled.size === 0) return [];
  const workspace = workspacePaths(checkout);
  return findPackages(checkout, labelled)
    .map((part) => ({
      ...part,
      workspace,
      toLint: isLabelledOnly ? part.files.filter((file) => labelled.has(file)) : part.files,
    }))
    .filter(({ toLint }) => toLint.length > 0);
}

/** @param {import('./lint.js').Outcome} outcome */
function sort({ reports, crashes, unparsable }) {
  /** @param {{ repo: string, path: string, line?: number, column?: number, rule?: string }} place */
  const key = ({ repo, path: file, line = 0, column = 0, rule = '' }) =>
    [repo, file, String(line).padStart(7, '0'), String(column).padStart(7, '0'), rule].join('\0');
  for (const list of [reports, crashes, unparsable]) {
    list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
}
