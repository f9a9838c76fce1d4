import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, parentOf } from '../ast/expressions.ts';

/** What decides which of two nodes is evaluated, so that never both are. */
export function choiceBetween(
  one: TSESTree.Node,
  other: TSESTree.Node,
): TSESTree.ConditionalExpression | TSESTree.IfStatement | TSESTree.SwitchStatement | undefined {
  let inner = one;
  let outer = parentOf(inner);
  while (outer !== undefined && !isInside(other, outer)) {
    inner = outer;
    outer = parentOf(inner);
  }
  switch (outer?.type) {
    case T.ConditionalExpression:
    case T.IfStatement:
      return inner === outer.test || isInside(other, outer.test) ? undefined : outer;
    case T.SwitchStatement:
      return inner === outer.discriminant || isInside(other, outer.discriminant) ? undefined : outer;
    default:
      return undefined;
  }
}
