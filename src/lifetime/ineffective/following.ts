import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, parentOf } from '../../ast/expressions.ts';

/** The statements of a function that run after a node: those behind it in its block, and in the blocks around that. */
export function statementsAfter(node: TSESTree.Node, owner: FunctionNode): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  let inner = node;
  for (let outer = parentOf(node); outer !== undefined && inner !== owner; outer = parentOf(outer)) {
    if (outer.type === T.BlockStatement || outer.type === T.SwitchCase) {
      const body: readonly TSESTree.Node[] = outer.type === T.BlockStatement ? outer.body : outer.consequent;
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
