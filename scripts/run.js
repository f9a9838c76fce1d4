// @ts-check
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the repository, without a slash at its end. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * Runs a command and gives what it printed. Throws when it cannot be started or, unless `mayFail` is set, when it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Readonly<Record<string, string>>, mayFail?: boolean, timeout?: number }} [options]
 */
export function run(command, args, { cwd = root, env = {}, mayFail = false, timeout = 300_000 } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout,
  });
  if (result.error) throw result.error;
  if (result.status === null || (result.status !== 0 && !mayFail)) {
    throw new Error(
      `\`${[command, ...args].join(' ')}\` ended with ${result.status ?? result.signal}:\n${result.stdout}${result.stderr}`,
    );
  }
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}
