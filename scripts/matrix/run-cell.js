// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run } from '../run.js';
import { nodeOf, projectOf } from './workspace.js';

const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/**
 * How the tests of the rules went in a cell.
 *
 * @typedef {object} Outcome
 * @property {string} versions what was really there
 * @property {number} passed
 * @property {ReadonlyMap<string, number>} tooNew how many of them hold what its TypeScript does not know, by what that is:
 *   of these it was asked only that nothing crashes
 * @property {readonly string[]} failures
 */

/** What the title of such a test ends with: see tests/matrix/cell-cases.ts. */
const TOO_NEW = / \(needs (.+)\)$/u;

/**
 * Runs the tests of the rules as one cell has it.
 *
 * @param {import('./cells.js').Cell} cell
 * @param {readonly string[]} rules only of these rules, if there are any
 * @returns {Outcome}
 */
export function runCell(cell, rules) {
  const project = projectOf(cell);
  const node = nodeOf(cell.node);
  const report = path.join(project, 'report.json');
  const filters = rules.length === 0 ? ['tests/rules'] : rules.map((rule) => `tests/rules/${rule}/`);
  const { stdout, stderr } = run(
    node,
    [
      vitest,
      'run',
      '--root',
      '.',
      '--config',
      'vitest.matrix.config.ts',
      '--reporter=json',
      `--outputFile=${report}`,
      ...filters,
    ],
    // Vitest writes new snapshots where it thinks that somebody looks at them.
    { cwd: project, env: { CI: '1', MATRIX_TYPES: cell.types }, mayFail: true, timeout: 3_600_000 },
  );
  return { versions: versionsOf(project, node), ...summary(project, report, stdout + stderr) };
}

/**
 * @param {string} project
 * @param {string} node
 */
function versionsOf(project, node) {
  const code = `
const { createRequire } = require('node:module');
const of = (name) => createRequire(process.cwd() + '/')(name + '/package.json').version;
console.log('Node.js ' + process.versions.node + ', ESLint ' + of('eslint') + ', TypeScript ' + of('typescript'));`;
  return run(node, ['-e', code], { cwd: project }).stdout.trim();
}

/**
 * @param {string} project
 * @param {string} file Vitest's report
 * @param {string} printed
 * @returns {Pick<Outcome, 'passed' | 'tooNew' | 'failures'>}
 */
function summary(project, file, printed) {
  if (!existsSync(file)) throw new Error(`Vitest gave no report:\n${printed}`);
  /**
   * @type {{
   *   testResults: {
   *     name: string,
   *     message: string,
   *     status: string,
   *     assertionResults: { fullName: string, status: string, failureMessages: string[] }[],
   *   }[],
   * }}
   */
  const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
  /** @type {Map<string, number>} */
  const tooNew = new Map();
  /** @type {string[]} */
  const failures = [];
  let passed = 0;
  for (const { name, message, status, assertionResults } of testResults) {
    const place = path.relative(path.join(project, 'tests/rules'), name);
    if (status !== 'passed' && assertionResults.length === 0) failures.push(`${place}: ${message}`);
    for (const test of assertionResults) {
      const feature = TOO_NEW.exec(test.fullName)?.[1];
      if (test.status !== 'passed') failures.push(`${place}: ${test.fullName}\n${test.failureMessages.join('\n')}`);
      else if (feature === undefined) passed += 1;
      else tooNew.set(feature, (tooNew.get(feature) ?? 0) + 1);
    }
  }
  // A run without any test has shown nothing.
  if (passed === 0 && failures.length === 0) failures.push(`No test ran:\n${printed}`);
  return { passed, tooNew, failures };
}
