// @ts-check

/** Everything that can be said about the code without running it. All steps run, so that one run names every fault. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { root } from './run.js';

/** The longest first; two are run at a time. */
const steps = ['lint:code', 'types', 'format:check', 'attw', 'knip', 'docs:check', 'publint'];

/** @type {string[]} */
const failed = [];
await run('build');
const waiting = steps.values();
await Promise.all([runEach(waiting), runEach(waiting)]);
if (failed.length > 0) {
  console.error(`Failed: ${failed.join(', ')}. Run one of them alone with \`npm run <name>\`.`);
  process.exitCode = 1;
}

/** @param {Iterable<string>} names */
async function runEach(names) {
  for (const name of names) {
    await run(name);
  }
}

/**
 * What a step prints is shown once it has ended, since another one runs beside it.
 *
 * @param {string} name
 */
async function run(name) {
  const start = performance.now();
  const child = spawn('npm', ['run', '--silent', name], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @type {Buffer[]} */
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (/** @type {Buffer} */ chunk) => printed.push(chunk));
  }
  const isGood = await new Promise((resolve) => {
    child.on('error', (error) => {
      printed.push(Buffer.from(`${error.message}\n`));
      resolve(false);
    });
    child.on('close', (code) => {
      resolve(code === 0);
    });
  });
  process.stdout.write(Buffer.concat(printed));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${isGood ? 'ok' : 'FAILED'} ${name} (${seconds} s)`);
  if (!isGood) failed.push(name);
}
