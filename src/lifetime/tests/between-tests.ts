import { isInside } from '../../ast/expressions.ts';
import type { TestFile } from '../../runners/test-file.ts';
import type { SharedRelease } from './shared-releases.ts';
import { suitesAround } from './suites.ts';

/** Whether a release runs between two tests of a file, of which the second may well need what the first one did. */
export function isBetweenTests({ phase }: SharedRelease, file: TestFile): boolean {
  if (phase.during !== 'hook' || phase.hook.when !== 'after' || phase.hook.every !== 'each') {
    return false;
  }
  const suite = suitesAround(phase.call.node, file).at(-1);
  const tests = file.calls.filter(
    ({ does, node }) => does.is === 'test' && (suite === undefined || isInside(node, suite.node)),
  );
  // Each test may load its modules anew.
  return tests.length > 1 && !file.view.text.includes('resetModules');
}
