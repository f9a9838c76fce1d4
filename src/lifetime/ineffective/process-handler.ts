import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, memberName, staticString, unwrap } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { followedInFunction } from './following.ts';

/** The event of the process that a function handles: `SIGTERM`, `exit`. */
export function processEvent(owner: FunctionNode): string | undefined {
  const { parent } = owner;
  const callee = parent.type === T.CallExpression ? unwrap(parent.callee) : undefined;
  const isProcess =
    callee?.type === T.MemberExpression && callee.object.type === T.Identifier && callee.object.name === 'process';
  const [event] = parent.type === T.CallExpression ? parent.arguments : [];
  return isProcess && event !== undefined && event !== owner ? staticString(event) : undefined;
}

/** Whether code calls `process.exit()`. */
export function isExit(node: TSESTree.Node): boolean {
  return [...allNodes(node)].some(
    (one) =>
      one.type === T.CallExpression &&
      one.callee.type === T.MemberExpression &&
      one.callee.object.type === T.Identifier &&
      one.callee.object.name === 'process' &&
      memberName(one.callee) === 'exit',
  );
}

function hasAwait(node: TSESTree.Node): boolean {
  return [...allNodes(node)].some((one) => one.type === T.AwaitExpression);
}

/** Whether a handler goes on to exit, or to wait for something else, after a node. */
export function isCutOff(node: TSESTree.Node, owner: FunctionNode): boolean {
  return followedInFunction(node, owner, (next) => isExit(next) || hasAwait(next));
}
