// @ts-check
import { writeFileSync } from 'node:fs';
import { readLabels } from './labels.js';
import { readOptions, runCommand, usage } from './options.js';
import { selectRules } from './preset.js';
import { labelsText, rulesText } from './print.js';
import { byClass, score } from './score.js';

/**
 * @param {string[]} argv
 * @returns {Promise<number>} the exit code
 */
async function main(argv) {
  const options = readOptions(argv);
  if (options === 'help') {
    console.log(usage);
    return 0;
  }
  const labels = readLabels(options.labels);
  const selection = await selectRules(options);
  // Only now, since ESLint and TypeScript take a second to load: wrong usage is told at once.
  const { lintCheckouts } = await import('./run.js');
  const { outcome, checkouts, linted } = await lintCheckouts(options, selection, labels, console.error);
  const rules = Object.keys(selection.rules);
  console.log(rulesText(outcome, rules));
  const run = { selection, checkouts, linted, tolerance: options.tolerance };
  const scored = options.labels ? score(labels, outcome, run) : undefined;
  if (scored) console.log(`\n${labelsText(scored)}`);
  if (options.json) {
    // Without the times: two runs over the same code give the same file.
    const { reports, crashes, unparsable, files } = outcome;
    const outcomeOfLabels = scored && { classes: byClass(scored.scored), ...scored };
    const content = { preset: options.preset, rules, files, reports, crashes, unparsable, labels: outcomeOfLabels };
    writeFileSync(options.json, `${JSON.stringify(content, undefined, 2)}\n`);
  }
  return outcome.crashes.length > 0 ? 1 : 0;
}

await runCommand(main);
