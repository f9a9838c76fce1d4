import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, parentOf } from '../../ast/expressions.ts';

/**
 * The statements of a function, or of a program, that run after a node: those behind it in its block, and in the blocks
 * around that.
 */
export function statementsAfter(node: TSESTree.Node, owner: FunctionNode | TSESTree.Program): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  let inner = node;
  for (let outer = parentOf(node); outer !== undefined && inner !== owner; outer = parentOf(outer)) {
    if (outer.type === T.BlockStatement || outer.type === T.Program || outer.type === T.SwitchCase) {
      const body: readonly TSESTree.Node[] = outer.type === T.SwitchCase ? outer.consequent : outer.body;
      found.push(...body.slice(body.indexOf(inner) + 1));
    }
    if (outer.type === T.TryStatement && outer.finalizer !== null && inner !== outer.finalizer) {
      found.push(outer.finalizer);
    }
    inner = outer;
  }
  return found;
}

/** Whether a statement of a kind runs after a node in its function. */
export function followedInFunction(
  node: TSESTree.Node,
  owner: FunctionNode,
  isWanted: (statement: TSESTree.Node) => boolean,
): boolean {
  return statementsAfter(node, owner).some(isWanted);
}

/** Whether a node stands in the `finally` of a `try` of its function. */
export function isInFinally(node: TSESTree.Node): boolean {
  const owner = enclosingFunction(node);
  for (let inner = node, outer = parentOf(node); outer !== undefined && inner !== owner; outer = parentOf(outer)) {
    if (outer.type === T.TryStatement && outer.finalizer === inner) {
      return true;
    }
    inner = outer;
  }
  return false;
}
