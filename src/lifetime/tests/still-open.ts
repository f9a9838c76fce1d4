import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, parentOf, staticString, wrapped } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { endWords } from '../end-words.ts';
import type { Fate } from '../fates/fate.ts';

/** What the title of a test says in which a connection is lost. */
const titleOfEnd = new RegExp(String.raw`\b(?:${endWords}|abort|crash|lost|time)`, 'iu');

/**
 * Whether a resource is open where a use of it is expected to fail: the test has waited until it was, and for nothing but
 * the resource itself since then. A query may be wrong, and its connection fine.
 *
 * @param isAwaited whether what makes it gives a promise of it once it is open
 */
export function isStillOpenAt(
  use: TSESTree.Node,
  making: TSESTree.Node,
  fates: readonly Fate[],
  isAwaited: boolean,
): boolean {
  const owner = enclosingFunction(making);
  const opening = fates.find(({ does }) => does === 'begin')?.node ?? (isAwaited ? making : undefined);
  const opened = opening && parentOf(wrapped(opening));
  if (owner === undefined || opened?.type !== T.AwaitExpression || enclosingFunction(opening ?? making) !== owner) {
    return false;
  }
  const title = owner.parent.type === T.CallExpression ? owner.parent.arguments[0] : undefined;
  const between = [...allNodes(owner.body)].filter(
    (node) =>
      node.type === T.AwaitExpression &&
      node.range[0] >= opened.range[1] &&
      node.range[0] <= use.range[0] &&
      !isInside(use, node),
  );
  return (
    use.range[0] >= opened.range[1] &&
    !titleOfEnd.test((title && staticString(title)) ?? '') &&
    between.every((node) => fates.some((fate) => isInside(fate.node, node)))
  );
}
