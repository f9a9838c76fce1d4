import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isClass, memberName, unwrap } from '../ast/expressions.ts';
import { instanceName } from './names.ts';

/** The largest expression with the acquisition's value: through `await`, types, and the branches of a choice. */
export function sameValue(node: TSESTree.Expression): TSESTree.Expression {
  const { parent } = node;
  const isSame =
    parent.type === T.AwaitExpression ||
    (unwrap(parent) !== parent && unwrap(parent) === unwrap(node)) ||
    (parent.type === T.ConditionalExpression && parent.test !== node) ||
    (parent.type === T.LogicalExpression && parent.right === node && parent.operator !== '&&');
  return isSame ? sameValue(parent as TSESTree.Expression) : node;
}

/** The expression that an acquisition is somewhere inside of, up to the statement that it belongs to. */
export function wholeInitialiser(node: TSESTree.Expression): TSESTree.Expression | undefined {
  let whole: TSESTree.Node = node;
  while (
    whole.parent != null &&
    whole.parent.type !== T.VariableDeclarator &&
    whole.parent.type !== T.ExportDefaultDeclaration &&
    whole.parent.type !== T.ExpressionStatement &&
    !(whole.parent.type === T.AssignmentExpression && whole.parent.parent.type === T.ExpressionStatement)
  ) {
    whole = whole.parent;
    // A class that acquires while it is defined cannot be moved: its name is needed at load.
    if (isClass(whole)) {
      return undefined;
    }
  }
  return whole as TSESTree.Expression;
}

/** A variable's name for a value that has none. */
export function nameFor(value: TSESTree.Expression): string {
  const node = unwrap(value.type === T.AwaitExpression ? value.argument : value);
  const callee = node.type === T.NewExpression || node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  switch (callee?.type) {
    case T.Identifier:
      return instanceName(callee.name);
    case T.MemberExpression:
      return instanceName(memberName(callee) ?? '');
    default:
      return 'resource';
  }
}
