import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, isInside, parentOf } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';

/** Whether what a function gets from an expression is kept outside of it: `db = client.db('test')`. */
export function isValueKept(
  view: FileView,
  node: TSESTree.Node,
  owner: FunctionNode,
  seen = new Set<Variable>(),
): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && !isFunction(outer); outer = parentOf(outer)) {
    if (outer.type === T.AssignmentExpression && outer.right === inner && !isOwn(view, outer.left, owner)) {
      return true;
    }
    if (outer.type === T.VariableDeclarator || outer.type === T.AssignmentExpression) {
      const variables =
        outer.type === T.VariableDeclarator
          ? view.scopeManager.getDeclaredVariables(outer)
          : [variableOf(view, outer.left as TSESTree.Identifier)];
      return variables.some((variable) => variable !== undefined && isVariableKept(view, variable, owner, seen));
    }
    inner = outer;
  }
  return false;
}

function isVariableKept(view: FileView, variable: Variable, owner: FunctionNode, seen: Set<Variable>): boolean {
  if (seen.has(variable)) {
    return false;
  }
  seen.add(variable);
  return variable.references.some((one) => one.isRead() && isValueKept(view, one.identifier, owner, seen));
}

function isOwn(view: FileView, target: TSESTree.Node, owner: FunctionNode): boolean {
  const declared = target.type === T.Identifier ? variableOf(view, target)?.defs[0]?.name : undefined;
  return declared !== undefined && isInside(declared, owner);
}
