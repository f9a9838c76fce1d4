// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';

const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/**
 * How a suite did.
 *
 * @typedef {object} SuiteRun
 * @property {number | null} exitCode `null` when it did not exit by itself, and was ended
 * @property {number} passed
 * @property {number} failed
 * @property {Readonly<Record<string, readonly string[]>>} failures the first line of each failure, by test file
 */

/**
 * Runs the suite of a project in Vitest.
 *
 * @param {string} project
 * @param {readonly string[]} args of Vitest
 * @param {{ databaseUrl?: string, limit?: number }} [options] a database that runs, and after how many milliseconds a run
 *   that is still there is ended; it takes seconds, and some times as long on a busy machine
 * @returns {Promise<SuiteRun>}
 */
export async function runSuite(project, args, { databaseUrl, limit = 90_000 } = {}) {
  // What starts us may be a worker of Vitest itself.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:VITE|TEST)/u.test(name));
  const child = spawn(process.execPath, [vitest, ...args, '--reporter=json'], {
    cwd: project,
    env: { ...Object.fromEntries(inherited), ...(databaseUrl === undefined ? {} : { TEST_DATABASE_URL: databaseUrl }) },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limit,
    killSignal: 'SIGKILL',
  });
  const [output, errors, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    /** @type {Promise<[number | null]>} */ (once(child, 'close')),
  ]);
  try {
    return { exitCode, ...summary(JSON.parse(output)) };
  } catch (cause) {
    throw new Error(`Vitest gave no report, and ended with ${exitCode}:\n${output}\n${errors}`, { cause });
  }
}

/**
 * @param {{
 *   numPassedTests: number,
 *   numFailedTests: number,
 *   testResults: { name: string, assertionResults: { failureMessages: string[] }[] }[],
 * }} report
 */
function summary({ numPassedTests, numFailedTests, testResults }) {
  /** @type {Record<string, string[]>} */
  const failures = {};
  for (const { name, assertionResults } of testResults) {
    const messages = assertionResults.flatMap(({ failureMessages }) => failureMessages);
    if (messages.length > 0) failures[basename(name)] = messages.map((message) => message.split('\n', 1)[0] ?? '');
  }
  return { passed: numPassedTests, failed: numFailedTests, failures };
}
