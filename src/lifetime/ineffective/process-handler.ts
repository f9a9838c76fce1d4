import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  enclosingFunction,
  type FunctionNode,
  isInside,
  memberName,
  parentOf,
  staticString,
  unwrap,
} from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { followedInFunction, statementsAfter } from './following.ts';

/** The event of the process that a function, or its name, is given to handle: `SIGTERM`, `exit`. */
export function processEvent(handler: TSESTree.Node): string | undefined {
  const parent = parentOf(handler);
  const callee = parent?.type === T.CallExpression ? unwrap(parent.callee) : undefined;
  const isProcess =
    callee?.type === T.MemberExpression && callee.object.type === T.Identifier && callee.object.name === 'process';
  const [event] = parent?.type === T.CallExpression ? parent.arguments : [];
  return isProcess && event !== undefined && event !== handler ? staticString(event) : undefined;
}

/** Whether code calls `process.exit()`, and does not leave what has begun some time until then. */
export function isExit(node: TSESTree.Node): boolean {
  return exitsIn(node).length > 0;
}

function exitsIn(node: TSESTree.Node): readonly TSESTree.Node[] {
  return [...allNodes(node)].filter(
    (one) =>
      one.type === T.CallExpression &&
      one.callee.type === T.MemberExpression &&
      one.callee.object.type === T.Identifier &&
      one.callee.object.name === 'process' &&
      memberName(one.callee) === 'exit' &&
      !isLater(one, node),
  );
}

/** `setTimeout(() => process.exit(1), 10_000).unref()` */
function isLater(exit: TSESTree.Node, within: TSESTree.Node): boolean {
  const callback = enclosingFunction(exit);
  return (
    callback?.parent.type === T.CallExpression &&
    calledName(callback.parent) === 'setTimeout' &&
    isInside(callback, within)
  );
}

/** Whether a function goes on from a node to end the process itself, and not by a callback that may come later. */
export function endsProcessAfter(node: TSESTree.Node, owner: FunctionNode): boolean {
  const next = statementsAfter(node, owner);
  const end = next.findIndex(({ type }) => type === T.ReturnStatement || type === T.ThrowStatement);
  return next
    .slice(0, end === -1 ? next.length : end + 1)
    .flatMap(exitsIn)
    .some((exit) => enclosingFunction(exit) === owner);
}

function hasAwait(node: TSESTree.Node): boolean {
  return [...allNodes(node)].some((one) => one.type === T.AwaitExpression);
}

/** Whether a handler goes on to exit, or to wait for something else, after a node. */
export function isCutOff(node: TSESTree.Node, owner: FunctionNode): boolean {
  return followedInFunction(node, owner, (next) => isExit(next) || hasAwait(next));
}
