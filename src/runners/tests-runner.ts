import { bindingOf } from './bindings.ts';
import { globalMockRunners } from './narrowing.ts';
import type { Runner, RunnerCall } from './runner.ts';
import type { RunnerSettings } from './runner-settings.ts';
import type { TestFile } from './test-file.ts';

/** Who runs the tests of a file. */
export interface TestsRunner {
  /** More than one where only globals tell. */
  readonly runners: readonly Runner[];
  /** The first of its tests. */
  readonly call: RunnerCall;
}

/** The runner of most tests, or of most suites where there are no tests; undefined in a file with neither. */
export function testsRunnerOf({ calls, view }: TestFile, { runner }: RunnerSettings): TestsRunner | undefined {
  // What is chosen when the file runs says nothing of the runner.
  const own = calls.filter(({ reached, node }) => reached !== 'context' && bindingOf(view, node.callee) !== undefined);
  const tests = own.filter(({ does }) => does.is === 'test');
  const definitions = tests.length > 0 ? tests : own.filter(({ does }) => does.is === 'suite');
  const [first] = definitions;
  const [mocking, ...others] = globalMockRunners(view);
  const isCertain = tests.some(({ reached, runners }) => reached === 'import' && runners.length === 1);
  // Where the tests come from a file that cannot be looked into, only a global says who runs them.
  if (!isCertain && first !== undefined && mocking !== undefined && others.length === 0) {
    return { runners: [mocking], call: first };
  }
  const groups = groupsOf(definitions);
  const rank = ([call, ...more]: readonly [RunnerCall, ...RunnerCall[]]): readonly number[] => [
    call.runners.some(({ name }) => name === runner) ? 1 : 0,
    more.length,
    call.reached === 'global' ? 0 : 1,
  ];
  const [best] = groups.toSorted((a, b) => compare(rank(b), rank(a)));
  if (best === undefined) {
    return undefined;
  }
  // Hooks tell runners apart that have the same names for tests.
  const uses = best[0].runners.map((one) => own.filter(({ runners }) => runners.includes(one)).length);
  const most = Math.max(...uses);
  return { runners: best[0].runners.filter((_, index) => uses[index] === most), call: best[0] };
}

/** Calls that may belong to the same runners, in the order of the source. */
function groupsOf(calls: readonly RunnerCall[]): readonly (readonly [RunnerCall, ...RunnerCall[]])[] {
  const groups = new Map<string, [RunnerCall, ...RunnerCall[]]>();
  for (const call of calls) {
    const key = call.runners.map(({ name }) => name).join();
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [call]);
    } else {
      group.push(call);
    }
  }
  return [...groups.values()];
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
