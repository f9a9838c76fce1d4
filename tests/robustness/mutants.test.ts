import { expect, it } from 'vitest';

import { mutants } from '../../scripts/robustness/jobs.js';
import { lintOne } from '../../scripts/robustness/lint.js';
import plugin from '../../src/index.ts';
import { pathOf, programOf, typesFolder } from '../support/type-host.ts';

/** `npm run test:robustness` takes 5,000, and the seed as an option. */
const count = 100;
const seed = 20_261;

it('code with tokens dropped, doubled and swapped crashes no rule', () => {
  const files = mutants(count, seed).flatMap(({ texts = {} }) => Object.entries(texts));
  const program = programOf(Object.fromEntries(files.map(([file, text]) => [file.slice(typesFolder.length), text])));
  const outcomes = files.flatMap(([filename, text]) => [
    { filename, ...lintOne(plugin, { filename, text }) },
    { filename, ...lintOne(plugin, { filename, text, program }) },
  ]);
  expect(files[0]?.[0]).toBe(pathOf('app/0.test.ts'));
  expect(outcomes.filter(({ end }) => end === 'crashed')).toEqual([]);
  // Those with a syntax error are refused before any rule sees them.
  expect(outcomes.filter(({ end, reports }) => end === 'linted' && reports > 0).length).toBeGreaterThan(count / 4);
});
