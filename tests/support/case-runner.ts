import { type LintedFile, ruleRunner, type RuleRunner } from './prove-suggestion.ts';

export interface ValidCase extends Partial<LintedFile> {
  readonly code: string;
  readonly options?: readonly object[];
  readonly settings?: object;
}

export interface InvalidCase extends ValidCase {
  /** Each report as `line:column messageId id`, counted from 1, in the order of the source. */
  readonly reports: readonly string[];
}

/** Runs one rule as a case wants it. */
export function runnersOf(name: string, rule: unknown): (one: ValidCase) => RuleRunner {
  return ({ options = [], settings }) =>
    ruleRunner(
      { [name]: rule },
      {
        rules: { [`proof/${name}`]: ['error', ...options] } as never,
        ...(settings && { settings: { 'async-resources': settings } }),
      },
    );
}

/** The file of a case: where it does not matter, one that is no test. */
export function fileOf({ filename = 'app/db/session.ts', ...file }: ValidCase): LintedFile {
  return { ...file, filename };
}
