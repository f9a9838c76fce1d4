import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { parentOf, unwrap } from '../ast/expressions.ts';

/**
 * Whether something is made only where there is nothing else in its place: `given ?? new Pool()`,
 * `(pool = new Pool()) => …`. Whoever has it in hand does not know whether it is theirs to release.
 */
export function isStandIn(made: TSESTree.Node): boolean {
  let node = made;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    if (parent.type === T.AssignmentPattern || parent.type === T.LogicalExpression) {
      return parent.right === node;
    }
    if (parent.type !== T.AwaitExpression && unwrap(parent) === parent) {
      return false;
    }
    node = parent;
  }
  return false;
}
