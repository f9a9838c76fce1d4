import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { parentOf, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { isGlobalObject, originOf } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';

/**
 * Whether a value is made only once per process because the global object keeps it: `globalThis.x ?? make()`,
 * `globalThis.x ||= make()`, `if (!global.x) global.x = make()`, also through a constant that stands for `globalThis`.
 */
export function isKeptOnGlobalObject(view: FileView, made: TSESTree.Node): boolean {
  let node = made;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    if (parent.type === T.LogicalExpression && parent.right === node && isGlobalMember(view, parent.left)) {
      return true;
    }
    if (parent.type === T.AssignmentExpression && parent.right === node) {
      return isGlobalMember(view, parent.left) || isAlsoReadFromGlobal(view, parent.left);
    }
    if (parent.type === T.ConditionalExpression && parent.test !== node && mentionsGlobal(view, parent)) {
      return true;
    }
    if (!isExpression(parent)) {
      return false;
    }
    node = parent;
  }
  return false;
}

/** `prisma = new PrismaClient()` in one branch, `prisma = global.prisma` in the other. */
function isAlsoReadFromGlobal(view: FileView, target: TSESTree.Node): boolean {
  const variable = target.type === T.Identifier ? variableOf(view, target) : undefined;
  return (
    variable?.references.some((reference) => reference.writeExpr && isGlobalMember(view, reference.writeExpr)) ?? false
  );
}

function mentionsGlobal(view: FileView, { test, consequent, alternate }: TSESTree.ConditionalExpression): boolean {
  return [test, consequent, alternate].some((node) => isGlobalMember(view, node));
}

/** A member of the global object, at whatever depth. */
function isGlobalMember(view: FileView, expression: TSESTree.Node): boolean {
  let node = unwrap(expression);
  if (node.type !== T.MemberExpression) {
    return false;
  }
  while (node.type === T.MemberExpression) {
    node = unwrap(node.object);
  }
  const origin = originOf({ view, node });
  return origin?.kind === 'global' && isGlobalObject(origin.path[0]);
}

function isExpression(node: TSESTree.Node): boolean {
  return node.type.endsWith('Expression') || node.type === T.Property || node.type === T.SpreadElement;
}
