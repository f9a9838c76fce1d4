import type { Linter } from 'eslint';

import noUseAfterRelease from '../../src/rules/no-use-after-release.ts';
import requireRelease from '../../src/rules/require-release.ts';
import { ruleRunner } from '../support/prove-suggestion.ts';
import { acquiring, preludeOf, type Program, sourceOf } from './program.ts';

const run = ruleRunner(
  { 'require-release': requireRelease, 'no-use-after-release': noUseAfterRelease },
  { rules: { 'proof/require-release': ['error', { exceptionPaths: 'all' }], 'proof/no-use-after-release': 'error' } },
);

/** What the rules report of one program. */
export interface Reports {
  /** The acquisitions that leak, by their numbers. */
  readonly leaks: ReadonlyMap<number, string>;
  readonly lateUses: readonly string[];
}

/** What the rules report of programs that lie in one file. */
export function reportsOf(programs: readonly Program[]): readonly Reports[] {
  const parts = [preludeOf(), ...programs.map((program, index) => sourceOf(program, index))];
  const left = new Set(run({ filename: 'app/db/session.ts', code: parts.join('\n') }));
  const found: Reports[] = [];
  let line = 1;
  for (const part of parts) {
    const lines = part.split('\n');
    const first = line;
    const own = [...left].filter((one) => one.line >= first && one.line < first + lines.length);
    const late = own.filter(({ ruleId }) => ruleId === 'proof/no-use-after-release');
    const leaking = leaksIn(lines, first, own);
    found.push({
      leaks: new Map([...leaking].map(([site, { message }]) => [site, message])),
      lateUses: late.map((one) => `${one.line - first}: ${one.message}`),
    });
    for (const one of [...late, ...leaking.values()]) {
      left.delete(one);
    }
    line += lines.length;
  }
  if (left.size > 0) {
    throw new Error(
      `Reported elsewhere: ${[...left].map(({ column, line: at, message }) => `${at}:${column} ${message}`).join('\n')}`,
    );
  }
  return found.slice(1);
}

/** The reports that stand on an acquisition, by its number. */
function leaksIn(
  lines: readonly string[],
  first: number,
  reports: readonly Linter.LintMessage[],
): ReadonlyMap<number, Linter.LintMessage> {
  const leaking = reports.filter(({ ruleId }) => ruleId === 'proof/require-release');
  const places = lines.flatMap((text, offset) =>
    [...text.matchAll(acquiring)].map(({ index }) => ({ line: first + offset, column: index + 1 })),
  );
  return new Map(
    places.flatMap((place, site) => {
      const report = leaking.find(({ line, column }) => line === place.line && column === place.column);
      return report === undefined ? [] : [[site, report] as const];
    }),
  );
}
