import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import type { Acquisition } from '../resources/acquisition.ts';
import type { FormIndex } from '../resources/forms.ts';
import { isBorrower, type Within } from './fates/fate.ts';
import { Follower, type FollowOptions } from './fates/follow.ts';
import { roleOf } from './fates/roles.ts';

/**
 * The members by which what a function returns leads to a resource that a call in it makes: none for `return pool`,
 * `pool` for `return { pool }`, `*` for an element of an array.
 *
 * @returns undefined when the function does not return it
 */
export function wayOut(
  view: FileView,
  call: TSESTree.Node,
  owner: FunctionNode,
  { entry, within }: Acquisition,
  index: FormIndex,
): Within | undefined {
  const options: FollowOptions = {
    helpers: { borrows: [], disposes: [], owns: [] },
    isLending: () => false,
    roleOf: (file, maker, given) => roleOf(file, maker, given, index),
    summaries: new Map(),
  };
  const follower = new Follower(view, entry, options, 0);
  follower.expression(call, within ?? ['?']);
  const ways = follower.fates.flatMap((fate) =>
    fate.does === 'return' && (fate.node === owner || enclosingFunction(fate.node) === owner) ? [fate.within] : [],
  );
  // Of `{ client, collection }` it is `client` that closes both.
  return ways.find((way) => !isBorrower(way)) ?? ways[0];
}
