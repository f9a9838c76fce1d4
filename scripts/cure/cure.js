// @ts-check
import { apply } from './apply.js';
import { Database } from './database.js';
import { countReports, lint } from './linter.js';
import { page, stepsOfPage, vitestArguments } from './page.js';
import { runSuite } from './suite.js';

const seeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/**
 * Cures a copy of the example by the steps of docs/migrating.md, and shows that it was sick before and is well after.
 *
 * @param {string} project
 * @param {readonly import('eslint').ESLint.LintResult[]} reported what is reported in it
 * @param {(line: string) => void} print
 * @returns {Promise<boolean>} whether it is well
 */
export async function cure(project, reported, print) {
  const database = await Database.start();
  try {
    await showSick(project, database, print);
    /** @type {typeof reported | undefined} */
    let known = reported;
    for (const { heading, actions } of stepsOfPage()) {
      print(`\n${page}, ${heading}`);
      for (const action of actions) {
        const done = await apply(project, action, async () => known ?? (await lint(project)));
        known = undefined;
        for (const line of done) print(`  ${line}`);
      }
    }
    return await isWell(project, database, print);
  } finally {
    await database.stop();
  }
}

/**
 * @param {string} project
 * @param {Database} database
 * @param {(line: string) => void} print
 */
async function showSick(project, database, print) {
  print('\nIts tests, with a module registry for each file:');
  const apart = await runSuite(project, ['run'], { databaseUrl: database.url });
  print(`  ${outcome(apart, await database.connections())}`);

  const args = vitestArguments('sick');
  print(`Its tests, in one module registry (vitest ${args.join(' ')}):`);
  const together = await runSuite(project, args, { databaseUrl: database.url });
  print(`  ${outcome(together, await database.connections())}`);
  for (const [file, failures] of Object.entries(together.failures)) {
    for (const failure of new Set(failures)) {
      print(`  ${file}: ${failures.filter((one) => one === failure).length} × ${failure}`);
    }
  }
  for (const file of Object.keys(together.failures)) {
    const alone = await runSuite(project, [...args, file], { databaseUrl: database.url });
    print(`  ${file}, alone: ${outcome(alone, await database.connections())}`);
  }
}

/**
 * @param {string} project
 * @param {Database} database
 * @param {(line: string) => void} print
 */
async function isWell(project, database, print) {
  const { ours, others } = countReports(await lint(project));
  print(`\nLinted again: ${ours} of our reports, ${others} others.`);
  let well = ours + others === 0;

  const args = vitestArguments('well');
  print(`Its tests, ten times (vitest ${args.join(' ')}, then 2, 3 …):`);
  for (const seed of seeds) {
    const seeded = args.map((one) => one.replace(/(?<=^--sequence\.seed=).*/u, String(seed)));
    const run = await runSuite(project, seeded, { databaseUrl: database.url });
    const connections = await database.connections();
    print(`  seed ${seed}: ${outcome(run, connections)}`);
    well &&=
      run.exitCode === 0 && run.failed === 0 && run.passed > 0 && connections.opened > 0 && connections.left === 0;
  }
  return well;
}

/**
 * @param {import('./suite.js').SuiteRun} run
 * @param {{ left: number }} connections
 */
function outcome({ exitCode, passed, failed }, { left }) {
  const exit = exitCode === null ? 'had to be ended' : `exited by itself with ${exitCode}`;
  const connections = left === 0 ? 'no connection' : `${left} ${left === 1 ? 'connection' : 'connections'}`;
  return `${passed} of ${passed + failed} passed, ${exit}, left ${connections} open`;
}
