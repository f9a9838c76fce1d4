import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import startDatabase from '../../examples/signal-scanner/tests/global-setup.ts';

// The example is sick on purpose. If its disease went away, or it failed for another reason, it would show nothing.

const example = path.resolve(import.meta.dirname, '../../examples/signal-scanner');
const givenDatabase = path.join(import.meta.dirname, 'given-database.config.ts');
const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

// A run takes 5 to 12 seconds, thrice that on a busy machine. One that is still there after this time hangs.
const patience = 90_000;

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; assertionResults: { status: string; failureMessages: string[] }[] }[];
}

interface Run {
  /** `null` when we had to end it. */
  exitCode: number | null;
  passed: number;
  failed: number;
  /** The first line of each failure, by test file. */
  failures: Record<string, string[]>;
}

/** Runs a script of the example's package.json; each of them is one call of vitest. */
function runScript(script: 'test' | 'test:shared', ...more: string[]): Promise<Run> {
  const { scripts } = JSON.parse(readFileSync(path.join(example, 'package.json'), 'utf8')) as {
    scripts: Record<typeof script, string>;
  };
  const [, ...args] = scripts[script].split(' ');
  // The example's runs are no workers of ours.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')));

  return new Promise((resolve, reject) => {
    const child = execFile(
      process.execPath,
      [vitest, ...args, '--reporter=json', ...more],
      { cwd: example, env, timeout: patience, maxBuffer: 16 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        try {
          resolve({ exitCode: child.exitCode, ...summarize(JSON.parse(stdout) as Report) });
        } catch (cause) {
          reject(new Error(`No report from vitest (exit code ${child.exitCode}):\n${stdout}\n${stderr}`, { cause }));
        }
      },
    );
  });
}

function summarize({ numPassedTests, numFailedTests, testResults }: Report): Omit<Run, 'exitCode'> {
  const failures: Run['failures'] = {};
  for (const { name, assertionResults } of testResults) {
    const messages = assertionResults.flatMap(({ failureMessages }) => failureMessages);
    if (messages.length > 0) failures[path.basename(name)] = messages.map((message) => message.split('\n', 1)[0] ?? '');
  }
  return { passed: numPassedTests, failed: numFailedTests, failures };
}

describe('the tests of signal-scanner', () => {
  describe('file by file', () => {
    let stopDatabase: () => Promise<void>;

    beforeAll(async () => {
      stopDatabase = await startDatabase();
    });

    afterAll(async () => {
      delete process.env['DATABASE_URL'];
      await stopDatabase();
    });

    test.each([
      ['auth', 6],
      ['reports', 5],
      ['status', 4],
      ['stream', 3],
    ])(
      '%s alone: all pass',
      async (name, passed) => {
        expect(await runScript('test', '--config', givenDatabase, `tests/api/${name}.test.ts`)).toEqual({
          exitCode: 0,
          passed,
          failed: 0,
          failures: {},
        });
      },
      patience + 5_000,
    );
  });

  test(
    'a module registry for each file: all pass',
    async () => {
      expect(await runScript('test')).toEqual({ exitCode: 0, passed: 33, failed: 0, failures: {} });
    },
    patience + 5_000,
  );

  test(
    'one module registry: whatever runs after auth meets the ended pool, and the run still ends',
    async () => {
      const ended = 'Error: Cannot use a pool after calling end on the pool';

      expect(await runScript('test:shared')).toEqual({
        exitCode: 1,
        passed: 21,
        failed: 12,
        failures: {
          'reports.test.ts': Array(5).fill(ended),
          'status.test.ts': Array(4).fill(ended),
          'stream.test.ts': Array(3).fill(ended),
        },
      });
    },
    patience + 5_000,
  );
});
