import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, memberName, parentOf, unwrap } from '../../ast/expressions.ts';

/**
 * The part of a pattern that gets an element of an array: `b` for `two()` in `[a, b] = await Promise.all([one(), two()])`.
 *
 * @returns undefined when no pattern takes the array apart there; null when it leaves the element out
 */
export function slotOfElement(
  array: TSESTree.ArrayExpression,
  element: TSESTree.Node,
): TSESTree.DestructuringPattern | null | undefined {
  const index = array.elements.indexOf(element as TSESTree.Expression);
  const pattern = patternOf(array);
  const isShifted = array.elements.slice(0, index + 1).some((one) => one?.type === T.SpreadElement);
  if (pattern === undefined || isShifted || pattern.elements.slice(0, index + 1).some(isRest)) {
    return undefined;
  }
  return pattern.elements[index] ?? null;
}

function isRest(element: TSESTree.DestructuringPattern | null): boolean {
  return element?.type === T.RestElement;
}

function patternOf(array: TSESTree.Node): TSESTree.ArrayPattern | undefined {
  let node = array;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    const target =
      parent.type === T.VariableDeclarator
        ? parent.id
        : parent.type === T.AssignmentExpression && parent.right === node
          ? parent.left
          : undefined;
    if (target !== undefined) {
      return target.type === T.ArrayPattern ? target : undefined;
    }
    if (parent.type !== T.AwaitExpression && unwrap(parent) === parent && !isPromiseOfAll(parent)) {
      return undefined;
    }
    node = parent;
  }
  return undefined;
}

function isPromiseOfAll(node: TSESTree.Node): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && isNamed(callee.object, 'Promise') && memberName(callee) === 'all';
}
