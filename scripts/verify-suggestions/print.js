// @ts-check
import { table } from '../corpus/print.js';

/** @param {readonly import('./verify.js').Outcome[]} outcomes */
export function outcomesText(outcomes) {
  const sum = { name: 'together', files: 0, reports: 0, applied: 0, safe: 0 };
  for (const one of outcomes) {
    for (const key of /** @type {const} */ (['files', 'reports', 'applied', 'safe'])) sum[key] += one[key];
  }
  const rows = [...outcomes, sum].map(({ name, files, reports, applied, safe }) => [
    name,
    String(files),
    String(reports),
    `${safe}/${applied}`,
  ]);
  return table([['', 'files', 'reports', 'suggestions safe/applied'], ...rows]);
}

/** @param {readonly import('./verify.js').Outcome[]} outcomes */
export function failuresText(outcomes) {
  return outcomes
    .flatMap(({ name, failures }) =>
      failures.map(({ path, line, rule, title, why }) =>
        [`${name}/${path}:${line}  ${rule}`, `  ${title}`, ...why.map((one) => `  - ${indented(one)}`)].join('\n'),
      ),
    )
    .join('\n\n');
}

/** @param {string} text */
function indented(text) {
  return text.replaceAll('\n', '\n    ');
}
