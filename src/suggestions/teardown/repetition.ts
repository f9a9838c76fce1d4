import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, memberName, parentOf, unwrap } from '../../ast/expressions.ts';

const loops: ReadonlySet<T> = new Set([
  T.DoWhileStatement,
  T.ForInStatement,
  T.ForOfStatement,
  T.ForStatement,
  T.WhileStatement,
]);

/** Methods that call their callback for each of many. */
const forEach: ReadonlySet<string | undefined> = new Set(['flatMap', 'forEach', 'from', 'map']);

/** The loop, or the callback for each of many, in which something is made again and again: one name is not enough there. */
export function repetitionAround(making: TSESTree.Node): TSESTree.Node | undefined {
  for (let node = parentOf(making); node !== undefined; node = parentOf(node)) {
    if (loops.has(node.type)) {
      return node;
    }
    if (isFunction(node)) {
      const call = parentOf(node);
      const callee = call?.type === T.CallExpression ? unwrap(call.callee) : undefined;
      return callee?.type === T.MemberExpression && forEach.has(memberName(callee)) ? node : undefined;
    }
  }
  return undefined;
}
