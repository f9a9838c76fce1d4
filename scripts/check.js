// @ts-check

/** Everything that can be said about the code without running it. All steps run, so that one run names every fault. */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { root } from './run.js';

const steps = ['build', 'types', 'lint:code', 'format:check', 'docs:check', 'knip', 'publint', 'attw'];

/** @type {string[]} */
const failed = [];
for (const step of steps) {
  const start = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', step], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok' : 'FAILED'} ${step} (${seconds} s)`);
  if (status !== 0) failed.push(step);
}
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}. Run one of them alone with \`npm run <name>\`.`);
  process.exitCode = 1;
}
