// @ts-check
import { selectRules } from '../corpus/preset.js';
import { runCommand, UsageError } from '../corpus/options.js';
import { readOptions, usage } from './options.js';
import { failuresText, outcomesText } from './print.js';

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
  // The strict preset: it has every rule, with the options that report most.
  const selection = await selectRules({ ...options, preset: 'strictTypeChecked' });
  const { findSources } = await import('./sources.js');
  const { verifySource } = await import('./verify.js');
  const sources = findSources(options.checkouts);
  const unknown = options.repos.find((repo) => !sources.some(({ name }) => name === repo));
  if (unknown !== undefined) {
    throw new UsageError(`--repo: there is no ${unknown}; there are: ${sources.map(({ name }) => name).join(', ')}`);
  }
  const outcomes = [];
  for (const source of sources) {
    if (options.repos.length > 0 && !options.repos.includes(source.name)) continue;
    const started = Date.now();
    const outcome = await verifySource(source, selection, options);
    console.error(`${source.name}: ${outcome.files} files in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    outcomes.push(outcome);
  }
  console.log(outcomesText(outcomes));
  const failures = failuresText(outcomes);
  if (failures !== '') console.log(`\n${failures}`);
  return failures === '' ? 0 : 1;
}

await runCommand(main);
