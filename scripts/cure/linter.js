// @ts-check
import process from 'node:process';
import { clearCaches } from '@typescript-eslint/parser';
import { ESLint } from 'eslint';

/**
 * Lints a project with its own configuration, through ESLint's API.
 *
 * @param {string} project
 * @returns {Promise<readonly ESLint.LintResult[]>}
 */
export async function lint(project) {
  // Nothing tells typescript-eslint of a file that was written since.
  clearCaches();
  return await new ESLint({ cwd: project }).lintFiles(['.']);
}

/**
 * The reports as a terminal shows them.
 *
 * @param {string} project
 * @param {readonly ESLint.LintResult[]} results
 */
export async function shown(project, results) {
  const formatter = await new ESLint({ cwd: project }).loadFormatter('stylish');
  return await formatter.format([...results], { color: process.stdout.isTTY });
}

/**
 * How many of the reports are ours, and how many are not.
 *
 * @param {readonly ESLint.LintResult[]} results
 */
export function countReports(results) {
  const messages = results.flatMap((one) => one.messages);
  const ours = messages.filter(({ ruleId }) => ruleId?.startsWith('async-resources/') === true).length;
  return { ours, others: messages.length - ours };
}
