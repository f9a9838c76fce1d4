// @ts-check

/**
 * Lints odd, broken, huge and foreign code with every rule and the stricter options, without types and with, in a
 * process of its own, and says which files crash a rule, take too long or too much memory.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from '../run.js';
import { checkedOut, mutants, shapes, shipped } from './jobs.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    mutants: { type: 'string', default: '5000' },
    depth: { type: 'string', default: '400' },
    lines: { type: 'string', default: '20000' },
    /** Megabytes of one process. */
    memory: { type: 'string', default: '4000' },
    /** Seconds without an answer after which a file is said to hang. */
    limit: { type: 'string', default: '300' },
    /** How often the work of the parser our own may be, in a file that takes seconds. */
    ratio: { type: 'string', default: '8' },
    parts: { type: 'string', default: 'mutants,shapes,shipped,checkouts' },
    checkouts: { type: 'string' },
    /** Of the jobs of a part, each n-th only. */
    each: { type: 'string', default: '1' },
    /** Of the jobs of a part, those with this in their name: a package, a checkout, a shape. */
    only: { type: 'string', default: '' },
    untyped: { type: 'boolean', default: false },
  },
});

const worker = fileURLToPath(new URL('worker.js', import.meta.url));
const parts = {
  mutants: () => mutants(Number(values.mutants), Number(values.seed)),
  shapes: () => shapes({ depth: Number(values.depth), lines: Number(values.lines) }),
  shipped,
  checkouts: () => (values.checkouts ? checkedOut(path.resolve(values.checkouts)) : []),
};

let faults = 0;
console.log(`seed ${values.seed}`);
for (const name of values.parts.split(',')) {
  const make = parts[/** @type {keyof typeof parts} */ (name)];
  if (!make) throw new Error(`There is no part ${name}, but ${Object.keys(parts).join(', ')}.`);
  await runPart(
    name,
    make().filter(({ name: job }, index) => index % Number(values.each) === 0 && job.includes(values.only)),
  );
}
process.exitCode = faults > 0 ? 1 : 0;

/**
 * @param {string} name
 * @param {import('./jobs.js').Job[]} jobs
 */
async function runPart(name, jobs) {
  const totals = {
    linted: 0,
    refused: 0,
    crashed: 0,
    reports: 0,
    hung: 0,
    slow: 0,
    milliseconds: 0,
    memory: 0,
    slowest: '',
    most: 0,
  };
  /** @param {string} text */
  const fault = (text) => {
    faults += 1;
    console.log(text);
  };
  let child = start();
  for (const job of jobs) {
    /** @type {string[]} */
    const skipped = [];
    for (let isDone = false; !isDone;) {
      isDone = await runJob(
        child,
        job,
        skipped,
        (key, { outcome, without, memory }) => {
          skipped.push(key);
          const { end, milliseconds, reports, reason } = outcome;
          totals.reports += reports;
          totals.milliseconds += milliseconds;
          totals.memory = Math.max(totals.memory, memory);
          if (milliseconds > totals.most) {
            totals.most = milliseconds;
            totals.slowest = `${label(job, key)}: ${seconds(milliseconds)}${without ? `, ${seconds(without.milliseconds)} of it without us` : ''}`;
          }
          // Where nobody's rules crash either, the code is too much for the parser or for TypeScript.
          const isOurs = end === 'crashed' && without?.end === 'linted';
          totals[end === 'crashed' && !isOurs ? 'refused' : end] += 1;
          if (isOurs) fault(`CRASH ${label(job, key)}\n${reason}`);
          // The first file of a program pays for what is asked once of all of them.
          if (
            job.files.length === 1 &&
            end === 'linted' &&
            without &&
            milliseconds > Number(values.ratio) * without.milliseconds
          ) {
            totals.slow += 1;
            fault(
              `SLOW ${label(job, key)}: ${seconds(milliseconds)}, ${seconds(without.milliseconds)} of it without us`,
            );
          }
        },
        (key) => {
          skipped.push(key);
          totals.hung += 1;
          fault(`HANGS, or runs out of memory: ${label(job, key)}`);
        },
      );
      if (!isDone || !child.connected) child = start();
    }
  }
  child.kill();
  console.log(
    `${name}: ${totals.linted} linted, ${totals.refused} refused by the parser, ${totals.crashed} crashed, ${totals.hung} hung, ${totals.slow} slow; ` +
      `${totals.reports} reports; ${seconds(totals.milliseconds)} of CPU, at most ${Math.round(totals.memory)} MB; slowest ${totals.slowest}`,
  );
}

function start() {
  return fork(worker, {
    cwd: root,
    execArgv: [`--max-old-space-size=${values.memory}`, '--disable-warning=ESLintIgnoreWarning'],
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {import('./jobs.js').Job} job
 * @param {string[]} skipped files that are over and done with
 * @param {(key: string, result: { outcome: import('./lint.js').Outcome, without?: import('./lint.js').Outcome, memory: number }) => void} onEnd
 * @param {(key: string) => void} onHang
 * @returns {Promise<boolean>} whether all files have been looked at
 */
function runJob(child, job, skipped, onEnd, onHang) {
  return new Promise((resolve) => {
    let current = '';
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), Number(values.limit) * 1000);
    };
    /** @param {boolean} isDone */
    const finish = (isDone) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(isDone);
    };
    child.on('message', (/** @type {any} */ message) => {
      wait();
      if (message.begins) current = message.begins;
      else if (message.ends) onEnd(message.ends, message);
      else finish(true);
    });
    child.on('exit', () => {
      onHang(current || job.files[0] || job.name);
      finish(current === '');
    });
    wait();
    child.send({ job, skipped, typed: !values.untyped });
  });
}

/**
 * @param {import('./jobs.js').Job} job
 * @param {string} key
 */
function label({ name, texts }, key) {
  return texts ? `${name}, ${path.basename(key)}` : key.replace(`${root}${path.sep}`, '');
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
