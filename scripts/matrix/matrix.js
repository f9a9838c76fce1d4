// @ts-check

/** Runs the tests of the rules under each ESLint, TypeScript and Node.js that is supported, and prints how they went. */
import { parseArgs } from 'node:util';
import { runCommand, UsageError } from '../corpus/options.js';
import { table } from '../corpus/print.js';
import { cellsOf, typeSources } from './cells.js';
import { runCell } from './run-cell.js';
import { emptyWorkspace } from './workspace.js';

const usage = `Usage: npm run test:matrix [-- options]

Runs the tests of the rules in each cell of the matrix: versions of ESLint × what gives the types × versions of Node.js.

  --eslint <version>  only with this one; may be repeated, as all of these may
  --types <source>    only with the types of this: floor, 6.0 or native
  --node <version>    only in this one
  --rule <id>         only the tests of this rule
  --help              print this

Exit code: 0, or 1 when a test fails in a cell, or 2 on wrong usage.`;

/**
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
// eslint-disable-next-line @typescript-eslint/require-await -- `runCommand` waits for it
async function main(argv) {
  const { help, rule: rules = [], ...wanted } = parse(argv);
  if (help) {
    console.log(usage);
    return 0;
  }
  emptyWorkspace();
  /** @type {string[][]} */
  const rows = [];
  let failed = 0;
  for (const cell of cellsOf(wanted)) {
    const started = Date.now();
    const { versions, passed, tooNew, failures } = runCell(cell, rules);
    const left = [...tooNew].map(([feature, count]) => `${count} need ${feature}`).sort();
    const seconds = `${((Date.now() - started) / 1000).toFixed(0)} s`;
    const row = [
      versions,
      typeSources[cell.types].title,
      String(passed),
      String(failures.length),
      seconds,
      left.join('; '),
    ];
    console.error(row.join('  '));
    for (const failure of failures) console.error(`\n${failure}`);
    rows.push(row);
    failed += failures.length;
  }
  console.log(table([['', 'types of', 'passed', 'failed', 'time', 'only without a crash'], ...rows]));
  return failed > 0 ? 1 : 0;
}

/** @param {string[]} args */
function parse(args) {
  const many = /** @type {const} */ ({ type: 'string', multiple: true });
  try {
    return parseArgs({
      args,
      options: { eslint: many, types: many, node: many, rule: many, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

await runCommand(main);
