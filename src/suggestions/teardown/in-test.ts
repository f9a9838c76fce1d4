import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, unwrap } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { handlesOf, isVisibleIn } from './handle.ts';
import { inFunction } from './in-function.ts';
import { type Offer, offer } from './offer.ts';
import { releaseByUsing } from './release-by-using.ts';
import { statementAround } from './statements.ts';
import { takesDone } from './takes-done.ts';
import { testTeardown } from './test-teardown.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * Releases what a test acquires: by the runner when the test is over, or at the end of the block.
 *
 * @param replaced a release of the test itself, which goes away
 */
export function inTest(
  test: RunnerCall,
  replaced: TSESTree.Node | undefined,
  unreleased: Unreleased,
): readonly Offer[] {
  const acquired = statementAround(unreleased.resource.node);
  const handle = acquired && handlesOf(unreleased).find((one) => isVisibleIn(one, acquired.block));
  const owner = acquired && enclosingFunction(acquired.statement);
  const isTest = owner !== undefined && (test.callback && unwrap(test.callback)) === owner;
  if (acquired === undefined || handle === undefined) {
    return [];
  }
  const name = handle.text;
  const teardown = isTest ? testTeardown(handle, test, acquired, replaced, unreleased) : undefined;
  const mayBecomeAsync = isTest && isFunction(owner) && !takesDone(owner, test);
  if (teardown === undefined) {
    return inFunction(handle, mayBecomeAsync, replaced, unreleased);
  }
  const using = releaseByUsing(handle, { acquired, mayBecomeAsync, replaced }, unreleased.file);
  return [
    ...offer('releaseWhenTestEnds', { name, callee: teardown.callee }, teardown.edits),
    ...offer('releaseByUsing', { name, keyword: using?.keyword ?? '' }, using?.edits),
  ];
}
