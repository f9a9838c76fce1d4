// @ts-check
import { RULES_OF_CLASS } from './labels.js';
import { byClass } from './score.js';

/**
 * @param {import('./lint.js').Outcome} outcome
 * @param {string[]} rules
 */
export function rulesText({ reports, crashes, unparsable, times, files }, rules) {
  const rows = rules.map((rule) => [
    rule,
    String(reports.filter((report) => report.rule === rule).length),
    String(crashes.filter((crash) => crash.rule === rule).length),
    `${((times.get(rule) ?? 0) / 1000).toFixed(2)} s`,
  ]);
  const broken = unparsable.length > 0 ? `, ${unparsable.length} with syntax errors left out` : '';
  return [
    table([['rule', 'reports', 'crashes', 'time'], ...rows]),
    `${files} files${broken}`,
    ...list(
      'Crashes',
      crashes.map(({ repo, path, rule, message }) => `${rule}  ${repo}/${path}  ${message}`),
    ),
  ].join('\n');
}

/** @param {{ scored: import('./score.js').Scored[], unscored: import('./score.js').Unscored[] }} labels */
export function labelsText({ scored, unscored }) {
  const rows = byClass(scored).map((row) => [
    row.class,
    ...[row.caught, row.caughtSure, row.flagged, row.flaggedSure].map(({ hit, of }) => `${hit}/${of}`),
  ]);
  const misses = scored.filter(({ verdict, hit }) => verdict === 'bug' && !hit);
  const flagged = scored.filter(({ verdict, hit }) => verdict === 'ok' && hit);
  return [
    table([['class', 'caught', 'high+medium', 'flagged', 'high+medium'], ...rows]),
    ...list('Missed bugs', misses.map(labelLine)),
    ...list(
      'Flagged look-alikes',
      flagged.map((label) => `${labelLine(label)}\n      ${label.hit?.rule}: ${label.hit?.message}`),
    ),
    ...list('Not scored', unscoredLines(unscored)),
  ].join('\n');
}

/** @param {import('./score.js').Scored} label */
function labelLine({ class: name, checkout, path, line, confidence, why }) {
  return `${name}  ${checkout}/${path}:${line}  [${confidence}]  ${why ?? ''}`;
}

/** @param {import('./score.js').Unscored[]} unscored */
function unscoredLines(unscored) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { class: name, reason, dir, path } of unscored) {
    const rules = RULES_OF_CLASS[name]?.join(', ');
    // A place that is missing must be named to be brought; a rule that is missing concerns the whole class.
    const what = reason.startsWith('rule') ? rules : reason === 'not checked out' ? dir : `${dir}/${path}`;
    const key = `${name}: ${reason} (${what})`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => `${key}, ${count} label${count === 1 ? '' : 's'}`).sort();
}

/**
 * @param {string} title
 * @param {string[]} lines
 */
function list(title, lines) {
  return lines.length === 0 ? [] : ['', `${title} (${lines.length}):`, ...lines.map((line) => `  ${line}`)];
}

/** @param {string[][]} rows */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const aligned = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  return aligned.map((row) => row.join('  ')).join('\n');
}
