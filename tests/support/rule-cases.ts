import { expect, it } from 'vitest';

import { type LintedFile, proveSuggestions, ruleRunner } from './prove-suggestion.ts';

export interface ValidCase extends Partial<LintedFile> {
  readonly code: string;
  readonly options?: readonly object[];
  readonly settings?: object;
}

export interface InvalidCase extends ValidCase {
  /** Each report as `line:column messageId id`, counted from 1, in the order of the source. */
  readonly reports: readonly string[];
}

/** Tests of one rule: literal cases, positions asserted, and every suggestion of every report proved and recorded. */
export function casesOf(name: string, rule: unknown) {
  const runnerFor = ({ options = [], settings }: Pick<ValidCase, 'options' | 'settings'>) =>
    ruleRunner(
      { [name]: rule },
      {
        rules: { [`proof/${name}`]: ['error', ...options] } as never,
        ...(settings && { settings: { 'async-resources': settings } }),
      },
    );
  const fileOf = ({ filename = 'app/db/session.ts', ...file }: ValidCase): LintedFile => ({ ...file, filename });

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
        const offered = proveSuggestions(file, run);
        const record = messages.map((report) => [
          `${file.filename}:${report.line}:${report.column} ${report.message}`,
          ...offered
            .filter(
              (suggestion) => suggestion.report.line === report.line && suggestion.report.column === report.column,
            )
            .map(({ output }, index) => `--- ${report.suggestions?.[index]?.desc ?? ''}\n${output}`),
        ]);
        expect(record.flat().join('\n')).toMatchSnapshot();
      });
    },
  };
}
