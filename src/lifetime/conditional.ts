import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf } from '../ast/expressions.ts';

/**
 * Whether a condition decides if a node is evaluated, once a function is called.
 *
 * @param owner the function, by default the one that the node stands in
 */
export function isInBranch(node: TSESTree.Node, owner: TSESTree.Node | undefined = enclosingFunction(node)): boolean {
  return around(node, owner).some((outer) => isBranch(outer));
}

/** Whether it is, or whether what a node gives goes to where something may be already: `server ??= start()`. */
export function isOptional(node: TSESTree.Node, owner: TSESTree.Node | undefined = enclosingFunction(node)): boolean {
  return around(node, owner).some(
    (outer) => isBranch(outer) || (outer.type === T.AssignmentExpression && outer.operator !== '='),
  );
}

function isBranch({ type }: TSESTree.Node): boolean {
  return type === T.IfStatement || type === T.LogicalExpression || type === T.ConditionalExpression;
}

function around(node: TSESTree.Node, end: TSESTree.Node | undefined): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [];
  for (let outer = parentOf(node); outer !== undefined && outer !== end; outer = parentOf(outer)) {
    found.push(outer);
  }
  return found;
}
