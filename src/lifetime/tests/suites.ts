import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';

/** The suites around a node, the outermost first. */
export function suitesAround(node: TSESTree.Node, file: TestFile): readonly RunnerCall[] {
  const found: RunnerCall[] = [];
  for (let owner = enclosingFunction(node); owner !== undefined; owner = enclosingFunction(owner)) {
    const call = file.callOf(owner);
    if (call?.does.is === 'suite') {
      found.unshift(call);
    }
  }
  return found;
}

/** Whether of two nodes one stands in a suite of the other. */
export function shareSuites(one: TSESTree.Node, other: TSESTree.Node, file: TestFile): boolean {
  const [a, b] = [suitesAround(one, file), suitesAround(other, file)];
  return a.every((suite, index) => index >= b.length || suite === b[index]);
}
