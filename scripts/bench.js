// @ts-check
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { generatedProject } from './bench/project.js';
import { ourRules, yardsticks } from './bench/sets.js';
import { root, run } from './run.js';

const usage = `Usage: npm run bench -- [--rounds <n>] [--part rules|growth|folders] [folder...]

What our rules cost, as a ratio to other rules, in tables for docs/performance.md. Each figure is the CPU time of a whole
run of ESLint with some rules, less that of a run with none. Runs are processes of their own; each round has one of every
kind, every other round backwards; what is shown is the median of the rounds, with the least and the most.

  --rounds <n>   how many (default: 5)
  --part <name>  only one of the tables; may be repeated
  folder         a further project, which needs a tsconfig.json; nothing in it is run or written`;

const measure = path.join(root, 'scripts/bench/measure.js');
const [floating, misused, cycles] = yardsticks;
const parts = ['rules', 'growth', 'folders'];

/** @typedef {{ files: number, cpuMs: number, peakMb: number }} Cost */
/** @typedef {Record<string, Cost>} Round by the sets of rules, joined by spaces */

const { values, positionals } = readArguments();
const rounds = Number(values.rounds);
const wanted = values.part ?? parts;

if (wanted.includes('rules')) withGenerated([400], printRules);
if (wanted.includes('growth')) withGenerated([100, 400, 1600], printGrowth);
if (wanted.includes('folders')) {
  printFolders([path.join(root, 'examples/signal-scanner'), ...positionals.map((folder) => path.resolve(folder))]);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { rounds: { type: 'string', default: '5' }, part: { type: 'string', multiple: true } },
    });
  } catch {
    console.error(usage);
    process.exit(2);
  }
}

/**
 * @param {readonly number[]} sizes
 * @param {(folders: string[]) => void} work
 */
function withGenerated(sizes, work) {
  const projects = sizes.map(generatedProject);
  try {
    work(projects.map(({ folder }) => folder));
  } finally {
    for (const { remove } of projects) remove();
  }
}

/** @param {readonly string[]} folders */
function printRules([folder = '']) {
  const sets = ['none', 'ours', ...ourRules, ...yardsticks, 'typed', 'typed ours'];
  const measured = measuredIn(folder, sets);
  console.log(`\n### Alone, on ${filesIn(measured)} generated files\n`);
  row('', 'ms a file', ...yardsticks.map((name) => `of \`${name.replace('@typescript-eslint/', '')}\``), 'peak MB');
  row(':--', ...Array.from({ length: 5 }, () => '--:'));
  for (const set of ['ours', ...ourRules, ...yardsticks]) {
    row(
      set === 'ours' ? '**all our rules**' : `\`${set}\``,
      spread(
        measured.map((round) => extra(round, set) / costOf(round, set).files),
        2,
      ),
      ...yardsticks.map((yardstick) =>
        spread(
          measured.map((round) => extra(round, set) / extra(round, yardstick)),
          2,
        ),
      ),
      spread(
        measured.map((round) => costOf(round, set).peakMb),
        0,
      ),
    );
  }
  console.log(`\n### Beside \`recommendedTypeChecked\`, on the same files\n`);
  console.log(`All our rules add ${addedTo(measured)} to the CPU time of the whole run.`);
}

/** @param {readonly string[]} folders */
function printGrowth(folders) {
  console.log('\n### Growth\n');
  row('files', 'all our rules: ms a file', `\`${floating}\`: ms a file`, 'ratio', 'peak MB, none', 'peak MB, ours');
  row(...Array.from({ length: 6 }, () => '--:'));
  for (const folder of folders) {
    const measured = measuredIn(folder, ['none', 'ours', floating]);
    const perFile = (/** @type {string} */ set) =>
      spread(
        measured.map((round) => extra(round, set) / costOf(round, set).files),
        2,
      );
    row(
      filesIn(measured),
      perFile('ours'),
      perFile(floating),
      spread(
        measured.map((round) => extra(round, 'ours') / extra(round, floating)),
        2,
      ),
      ...['none', 'ours'].map((set) =>
        spread(
          measured.map((round) => costOf(round, set).peakMb),
          0,
        ),
      ),
    );
  }
}

/** @param {readonly string[]} folders */
function printFolders(folders) {
  console.log('\n### Other projects\n');
  row('project', 'files', ...[floating, misused, cycles].map((name) => `of \`${name}\``), 'added to the typed lint');
  row(':--', ...Array.from({ length: 5 }, () => '--:'));
  for (const folder of folders) {
    const measured = measuredIn(folder, ['none', 'ours', ...yardsticks, 'typed', 'typed ours']);
    row(
      path.basename(folder),
      filesIn(measured),
      ...yardsticks.map((name) =>
        spread(
          measured.map((round) => extra(round, 'ours') / extra(round, name)),
          2,
        ),
      ),
      addedTo(measured),
    );
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} sets
 */
function measuredIn(folder, sets) {
  return Array.from({ length: rounds }, (_, number) => {
    /** @type {Round} */
    const round = {};
    for (const set of number % 2 === 0 ? sets : sets.toReversed()) {
      process.stderr.write(`${path.basename(folder)}, round ${number + 1}: ${set}\n`);
      round[set] = JSON.parse(
        run(process.execPath, [measure, folder, ...set.split(' ')], { timeout: 1_800_000 }).stdout,
      );
    }
    return round;
  });
}

/**
 * @param {Round} round
 * @param {string} set
 */
function costOf(round, set) {
  return /** @type {Cost} */ (round[set]);
}

/**
 * What rules cost on top of a run without any, in milliseconds.
 *
 * @param {Round} round
 * @param {string} set
 */
function extra(round, set) {
  return costOf(round, set).cpuMs - costOf(round, 'none').cpuMs;
}

/** @param {readonly Round[]} measured */
function addedTo(measured) {
  const shares = measured.map(
    (round) =>
      (100 * (costOf(round, 'typed ours').cpuMs - costOf(round, 'typed').cpuMs)) / costOf(round, 'typed').cpuMs,
  );
  return `${spread(shares, 1)} %`;
}

/** @param {readonly Round[]} measured */
function filesIn(measured) {
  return String(measured[0]?.['none']?.files ?? 0);
}

/**
 * @param {readonly number[]} all
 * @param {number} digits
 */
function spread(all, digits) {
  const sorted = all.toSorted((a, b) => a - b);
  const [least, median, most] = [0, Math.floor(sorted.length / 2), sorted.length - 1].map((index) =>
    (sorted[index] ?? Number.NaN).toFixed(digits),
  );
  return `${median} (${least}–${most})`;
}

/** @param {string[]} cells */
function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`);
}
