// @ts-check
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { findPackages } from '../corpus/files.js';
import { workspacePaths } from '../corpus/workspace.js';
import { linterOf } from './linter.js';
import { Project } from './project.js';
import { applied, brokenPromises, typeErrors } from './promises.js';

/**
 * @typedef {object} Outcome
 * @property {string} name of the source
 * @property {number} files
 * @property {number} reports
 * @property {number} applied suggestions, each alone
 * @property {number} safe those that keep every promise
 * @property {Failure[]} failures
 */

/**
 * @typedef {object} Failure
 * @property {string} path from the folder of the source, with forward slashes
 * @property {number} line
 * @property {string} rule
 * @property {string} title as an editor shows the suggestion
 * @property {readonly string[]} why at least one
 */

/**
 * Applies every suggestion of every report in a folder, each alone and in memory, and asks whether it keeps its promises.
 *
 * @param {import('./sources.js').Source} source
 * @param {import('../corpus/preset.js').Selection} selection
 * @param {{ paths: readonly string[], onApplied?: (applied: Applied) => void }} options `paths`: only files whose path
 *   holds one of these, if there are any
 * @returns {Promise<Outcome>}
 */
export async function verifySource(source, selection, { paths, onApplied }) {
  /** @type {Outcome} */
  const outcome = { name: source.name, files: 0, reports: 0, applied: 0, safe: 0, failures: [] };
  const workspace = workspacePaths(source.folder);
  const isWanted = (/** @type {string} */ file) =>
    paths.length === 0 || paths.some((part) => inside(source, file).includes(part));
  for (const part of findPackages(source.folder, new Set())) {
    const files = part.files.filter(isWanted);
    if (files.length === 0) continue;
    const project = new Project(part, source.folder, workspace);
    const lint = linterOf(source, selection);
    for (const file of files) {
      await verifyFile(source, file, project, lint, outcome, onApplied);
    }
  }
  return outcome;
}

/**
 * A suggestion that was tried.
 *
 * @typedef {object} Applied
 * @property {string} path
 * @property {string} before
 * @property {string} after
 * @property {import('eslint').Linter.LintMessage} report
 * @property {string} title
 * @property {readonly string[]} why
 */

/**
 * @param {import('./sources.js').Source} source
 * @param {string} file
 * @param {Project} project
 * @param {import('./linter.js').Lint} lint
 * @param {Outcome} outcome
 * @param {((applied: Applied) => void) | undefined} onApplied
 */
async function verifyFile(source, file, project, lint, outcome, onApplied) {
  const code = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const messages = lint(project.program, file, code);
  const offered = messages.flatMap((report) =>
    (report.suggestions ?? []).map(({ desc, fix }) => ({ report, desc, fix })),
  );
  outcome.files += 1;
  outcome.reports += messages.length;
  if (offered.length === 0) return;
  // In a program of its own, as after each suggestion: what TypeScript says depends on what it was asked before.
  const before = { path: file, code, messages, errors: typeErrors(project.programs(file, code).checking, file) };
  for (const { report, desc, fix } of offered) {
    const after = applied(code, fix);
    const { linting, checking } = project.programs(file, after);
    const errors = typeErrors(checking, file);
    const state = { path: file, code: after, messages: lint(linting, file, after), errors };
    const why = brokenPromises(before, state, report);
    const place = inside(source, file);
    outcome.applied += 1;
    if (why.length === 0) outcome.safe += 1;
    else outcome.failures.push({ path: place, line: report.line, rule: report.ruleId ?? '', title: desc, why });
    onApplied?.({ path: place, before: code, after, report, title: desc, why });
    // Until the event loop turns, V8 frees none of the programs.
    await setImmediate();
  }
}

/**
 * @param {import('./sources.js').Source} source
 * @param {string} file
 */
function inside({ folder }, file) {
  return path.relative(folder, file).split(path.sep).join('/');
}
