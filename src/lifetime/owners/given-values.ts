import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, isInside, keyName, memberName, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { chainOf } from '../fates/members.ts';

/** Variables that one value is followed through. */
const MOST_NAMES = 5;

/**
 * Whether a field also gets what somebody else made: `this.pool = options.pool ?? new Pool()`. Then the class cannot
 * know whether to release it.
 */
export function isAlsoGiven(view: FileView, owner: ClassNode, field: string): boolean {
  return nodesOf(view.ast).some((node) => {
    if (!isInside(node, owner)) {
      return false;
    }
    if (node.type === T.PropertyDefinition) {
      return node.parent === owner.body && keyName(node) === field && node.value !== null && isGiven(node.value, view);
    }
    return node.type === T.AssignmentExpression && isFieldOfThis(node.left, field) && isGiven(node.right, view);
  });
}

function isFieldOfThis(target: TSESTree.Node, field: string): boolean {
  const node = unwrap(target);
  return node.type === T.MemberExpression && node.object.type === T.ThisExpression && memberName(node) === field;
}

/** Whether an expression may have a value that comes from the caller. */
function isGiven(expression: TSESTree.Node, view: FileView, depth = MOST_NAMES): boolean {
  const node = unwrap(expression);
  const goOn = (...parts: readonly TSESTree.Node[]): boolean => parts.some((part) => isGiven(part, view, depth));
  switch (node.type) {
    case T.AwaitExpression:
      return goOn(node.argument);
    case T.AssignmentExpression:
      return goOn(node.right);
    case T.LogicalExpression:
      return goOn(node.left, node.right);
    case T.ConditionalExpression:
      return goOn(node.consequent, node.alternate);
    case T.MemberExpression:
      return chainOf(node).root.type !== T.ThisExpression;
    case T.Identifier: {
      const definition = variableOf(view, node)?.defs[0];
      const declarator = definition?.node as TSESTree.Node | undefined;
      if (definition?.type === DefinitionType.Parameter) {
        return true;
      }
      return (
        depth > 0 &&
        declarator?.type === T.VariableDeclarator &&
        declarator.init !== null &&
        (declarator.id.type === T.Identifier
          ? isGiven(declarator.init, view, depth - 1)
          : unwrap(declarator.init).type === T.Identifier && isGiven(declarator.init, view, depth - 1))
      );
    }
    default:
      return false;
  }
}
