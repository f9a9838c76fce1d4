import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isNamed, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { Within } from './fate.ts';
import type { Follower } from './follow.ts';
import type { Next } from './members.ts';

/** The resource is the result of a function: of one that is called on the spot, or of one with callers. */
export function returned(
  follower: Follower,
  by: TSESTree.ReturnStatement | TSESTree.ArrowFunctionExpression,
  within: Within,
): Next | undefined {
  const owner = by.type === T.ReturnStatement ? enclosingFunction(by) : by;
  const call = owner && parentOf(owner);
  if (call?.type === T.NewExpression && isNamed(call.callee, 'Promise')) {
    // What the executor of a promise returns is dropped.
    return undefined;
  }
  if (owner !== undefined && call?.type === T.CallExpression) {
    const callee = unwrap(call.callee);
    const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
    const isPart = method === 'map' || method === 'from' || method === 'flatMap';
    if (callee === owner || isPart || method === 'then') {
      follower.givenBack.push(by);
      const isFlat = method === 'flatMap' && within[0] === '*';
      return { node: call, within: isPart && !isFlat ? ['*', ...within] : within };
    }
  }
  follower.add({ does: 'return', node: by, within });
  return undefined;
}

/** The function whose result a `return` statement, or the body of an arrow function, gives. */
export function functionReturning(node: TSESTree.Node): FunctionNode | undefined {
  return node.type === T.ArrowFunctionExpression ? node : enclosingFunction(node);
}
