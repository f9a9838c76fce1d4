import type { TSESTree } from '@typescript-eslint/utils';

import type { Handle } from './handle.ts';
import { type Offer, offer } from './offer.ts';
import { releaseByUsing } from './release-by-using.ts';
import { releaseInTry } from './release-in-try.ts';
import { acquiredBy } from './acquired.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * Releases a resource at the end of the block that acquires it.
 *
 * @param mayBecomeAsync whether nobody minds when the function around gives a promise
 * @param replaced a release further down, which goes away
 */
export function inFunction(
  handle: Handle,
  mayBecomeAsync: boolean,
  replaced: TSESTree.Node | undefined,
  unreleased: Unreleased,
): readonly Offer[] {
  const { file } = unreleased;
  const acquired = acquiredBy(unreleased);
  if (acquired === undefined) {
    return [];
  }
  const scoped = { acquired, mayBecomeAsync, replaced };
  const using = releaseByUsing(handle, scoped, unreleased);
  const name = handle.text;
  return using
    ? offer('releaseByUsing', { name, keyword: using.keyword }, using.edits)
    : offer('releaseInFinally', { name }, releaseInTry(handle, scoped, 'finally', file));
}
