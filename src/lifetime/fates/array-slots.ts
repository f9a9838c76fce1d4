import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { Within } from './fate.ts';

/** Where a pattern puts an element of an array. */
interface ArraySlot {
  /** The part of the pattern; undefined when it leaves the element out. */
  readonly target: TSESTree.Node | undefined;
  /** The way through what that part gets, down to the element. */
  readonly within: Within;
}

/** A pattern that takes an array apart, and the way through each of its elements. */
interface ArrayTarget {
  readonly pattern: TSESTree.ArrayPattern;
  readonly within: Within;
}

/**
 * Where an element of an array goes: to `b` for `two()` in `[a, b] = await Promise.all([one(), two()])`.
 *
 * @returns undefined when no pattern takes the array apart there, or its elements cannot be counted
 */
export function slotOfElement(array: TSESTree.ArrayExpression, element: TSESTree.Node): ArraySlot | undefined {
  const index = array.elements.indexOf(element as TSESTree.Expression);
  const target = targetOf(array);
  if (target === undefined || array.elements.slice(0, index + 1).some((one) => one?.type === T.SpreadElement)) {
    return undefined;
  }
  const { pattern, within } = target;
  const rest = pattern.elements.slice(0, index + 1).find((one) => one?.type === T.RestElement);
  return rest?.type === T.RestElement
    ? { target: rest.argument, within: ['*', ...within] }
    : { target: pattern.elements[index] ?? undefined, within };
}

function targetOf(array: TSESTree.Node): ArrayTarget | undefined {
  let node = array;
  let within: Within = [];
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    const target =
      parent.type === T.VariableDeclarator
        ? parent.id
        : parent.type === T.AssignmentExpression && parent.right === node
          ? parent.left
          : undefined;
    if (target !== undefined) {
      return target.type === T.ArrayPattern ? { pattern: target, within } : undefined;
    }
    const method = promiseMethod(parent);
    if (parent.type !== T.AwaitExpression && unwrap(parent) === parent && method === undefined) {
      return undefined;
    }
    within = method === 'allSettled' ? ['value'] : within;
    node = parent;
  }
  return undefined;
}

/** The method of `Promise` by which a call waits for each element of an array. */
function promiseMethod(node: TSESTree.Node): 'all' | 'allSettled' | undefined {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  const name =
    callee?.type === T.MemberExpression && isNamed(callee.object, 'Promise') ? memberName(callee) : undefined;
  return name === 'all' || name === 'allSettled' ? name : undefined;
}
