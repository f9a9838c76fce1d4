import { expect, it } from 'vitest';

import { fileOf, type InvalidCase, runnersOf, type ValidCase } from './case-runner.ts';
import { proveSuggestions } from './prove-suggestion.ts';
import { recordOf } from './record-of.ts';

/** Tests of one rule: literal cases, positions asserted, and every suggestion of every report proved and recorded. */
export function casesOf(name: string, rule: unknown) {
  const runnerFor = runnersOf(name, rule);
  return {
    /** The rule says nothing. */
    valid(title: string, one: ValidCase): void {
      it(title, () => {
        expect(runnerFor(one)(fileOf(one)).map(({ line, message }) => `${line}: ${message}`)).toEqual([]);
      });
    },

    /** The rule reports just this, and what it offers keeps its promises. */
    invalid(title: string, one: InvalidCase): void {
      it(title, () => {
        const run = runnerFor(one);
        const file = fileOf(one);
        const messages = run(file);
        expect(messages.map(({ line, column, messageId }) => `${line}:${column} ${messageId ?? ''}`)).toEqual(
          one.reports,
        );
        proveSuggestions(file, run);
        expect(recordOf(file, messages)).toMatchSnapshot();
      });
    },
  };
}
