import type { Hook, Runner, RunnerCall, RunnerFunction } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';

/** A function of a runner that runs a teardown. */
export type Wanted =
  | { readonly is: 'hook'; readonly every: Hook['every'] }
  /** For the test that is running. */
  | { readonly is: 'teardown' };

/** Whether a function of a runner is what is wanted, and runs when tests failed. */
export function matches(does: RunnerFunction, wanted: Wanted): boolean {
  if (does.is !== 'hook' || wanted.is !== 'hook') {
    return does.is === wanted.is;
  }
  return does.when === 'after' && does.every === wanted.every && does.onlyOnSuccess !== true;
}

/**
 * The name under which all runners have a function: `afterAll`, `suiteTeardown`.
 *
 * @param near a call that says which of several vocabularies the file uses
 */
export function ownName(wanted: Wanted, near: RunnerCall, { calls }: TestFile): string | undefined {
  const names = inAll(near.runners, (runner) => runner.functions, wanted);
  if (names.length < 2) {
    return names[0];
  }
  // The vocabularies of Mocha follow one another in the same order.
  const known = [near, ...calls].map(({ name, does, runners }) => vocabularyOf(name, does, runners[0]));
  return names[known.find((index) => index !== undefined) ?? 0] ?? names[0];
}

/** The member of a test function that all runners have for it: `afterAll`, `after.always`. */
export function memberName(wanted: Wanted, runners: readonly Runner[]): string | undefined {
  return inAll(runners, (runner) => runner.testMembers, wanted)[0];
}

/** The member of a test's context that all runners have for it: `onTestFinished`, `after`, `teardown`. */
export function contextMemberName(runners: readonly Runner[]): string | undefined {
  return inAll(runners, (runner) => runner.contextMembers, { is: 'teardown' })[0];
}

function inAll(
  runners: readonly Runner[],
  tableOf: (runner: Runner) => Readonly<Record<string, RunnerFunction>>,
  wanted: Wanted,
): readonly string[] {
  const [first = [], ...others] = runners.map((runner) =>
    Object.entries(tableOf(runner)).flatMap(([name, does]) => (matches(does, wanted) ? [name] : [])),
  );
  return first.filter((name) => others.every((names) => names.includes(name)));
}

/** Which of the names that a runner has for the same function one is; undefined where there is but one. */
function vocabularyOf(name: string, does: RunnerFunction, runner: Runner | undefined): number | undefined {
  if (runner === undefined || does.is !== 'hook') {
    return undefined;
  }
  const same = Object.entries(runner.functions).filter(
    ([, other]) => other.is === 'hook' && other.when === does.when && other.every === does.every,
  );
  return same.length < 2 ? undefined : same.findIndex(([other]) => other === name);
}
