import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, unwrap } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { handlesOf, isVisibleIn } from './handle.ts';
import { hoistedInTest } from './hoisted.ts';
import { inFunction } from './in-function.ts';
import { type Offer, offer } from './offer.ts';
import { releaseByUsing } from './release-by-using.ts';
import { acquiredBy } from './acquired.ts';
import { takesDone } from './takes-done.ts';
import { isNeededByTeardown, testTeardown } from './test-teardown.ts';
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
  const acquired = acquiredBy(unreleased);
  const handle = acquired && handlesOf(unreleased).find((one) => isVisibleIn(one, acquired.block));
  const owner = acquired && enclosingFunction(acquired.statement);
  const isTest = owner !== undefined && (test.callback && unwrap(test.callback)) === owner;
  if (acquired === undefined || handle === undefined) {
    return isTest && replaced === undefined ? hoistedInTest(test, unreleased) : [];
  }
  const name = handle.text;
  // Where teardowns run in the reverse order, that of the resource comes behind all that need it.
  const isNeeded = isNeededByTeardown(handle, test, unreleased);
  const isReversed = test.runners.every(({ afterHooks }) => afterHooks.order === 'reversed');
  const isOffered = isTest && (isReversed || !isNeeded);
  const teardown = isOffered ? testTeardown(handle, test, acquired, replaced, unreleased) : undefined;
  const mayBecomeAsync = isTest && isFunction(owner) && !takesDone(owner, test);
  if (teardown === undefined) {
    return isNeeded ? [] : inFunction(handle, mayBecomeAsync, replaced, unreleased);
  }
  const using = isNeeded ? undefined : releaseByUsing(handle, { acquired, mayBecomeAsync, replaced }, unreleased);
  return [
    ...offer('releaseWhenTestEnds', { name, callee: teardown.callee }, teardown.edits),
    ...offer('releaseByUsing', { name, keyword: using?.keyword ?? '' }, using?.edits),
  ];
}
