import ts from 'typescript';
import { expect, it } from 'vitest';

import { fileOf, type InvalidCase, runnersOf, type ValidCase } from '../support/case-runner.ts';
import { proveSuggestions } from '../support/prove-suggestion.ts';
import { recordOf } from '../support/record-of.ts';
import { featureBeyond } from './features.ts';

/** `using` is offered by those that know it. What older ones are offered instead is not what the tests have recorded. */
const hasUsing = featureBeyond(ts.versionMajorMinor, { rule: '', code: 'using it = make();' }) === undefined;

/**
 * In place of `casesOf` of tests/support, when the tests of a rule run in one cell of the matrix. That suggestions keep
 * their promises has been proved when they are the recorded ones.
 */
export function casesOf(name: string, rule: unknown) {
  const runnerFor = runnersOf(name, rule);
  const test = (title: string, one: ValidCase, reports: readonly string[], isRecorded: boolean): void => {
    const file = fileOf(one);
    const feature = featureBeyond(ts.versionMajorMinor, { ...one, rule: name });
    if (feature !== undefined) {
      it(`${title} (needs ${feature})`, () => {
        // A syntax error is all that may happen.
        expect(errorOf(() => runnerFor(one)(file))).toMatch(/^$|^Not linted: Parsing error/u);
      });
      return;
    }
    it(title, () => {
      const run = runnerFor(one);
      const messages = run(file);
      expect(messages.map(({ line, column, messageId }) => `${line}:${column} ${messageId ?? ''}`)).toEqual(reports);
      if (!isRecorded) {
        return;
      }
      if (hasUsing) {
        expect(recordOf(file, messages)).toMatchSnapshot();
      } else {
        proveSuggestions(file, run);
      }
    });
  };
  return {
    valid(title: string, one: ValidCase): void {
      test(title, one, [], false);
    },
    invalid(title: string, one: InvalidCase): void {
      test(title, one, one.reports, true);
    },
  };
}

/** The message of what a function throws; nothing when it throws nothing. */
function errorOf(run: () => unknown): string {
  try {
    run();
    return '';
  } catch (error) {
    return String(error instanceof Error ? error.message : error);
  }
}
