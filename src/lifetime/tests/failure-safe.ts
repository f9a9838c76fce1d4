import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { enclosingFunction } from '../../ast/expressions.ts';
import type { TestRelease, TestResource } from './test-resource.ts';

/** Whether a release in a test is reached although something before it throws, or nothing can. */
export function failsSafe({ node }: TestResource, { node: release, by }: TestRelease): boolean {
  return by === 'using' || isInFinally(release) || !canThrowBetween(node, release);
}

/** In a `finally` block or a callback of `.finally()`. */
function isInFinally(node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.TryStatement && outer.finalizer === inner) {
      return true;
    }
    if (isFunction(inner) && outer.type === T.CallExpression) {
      const callee = unwrap(outer.callee);
      if (callee.type === T.MemberExpression && memberName(callee) === 'finally') {
        return true;
      }
    }
    inner = outer;
  }
  return false;
}

/** Any call or `await` may throw. */
function canThrowBetween(acquisition: TSESTree.Node, release: TSESTree.Node): boolean {
  const owner = enclosingFunction(acquisition);
  if (owner === undefined || !isInside(release, owner)) {
    return true;
  }
  return [...allNodes(owner.body)].some(
    (node) =>
      (node.type === T.CallExpression || node.type === T.NewExpression || node.type === T.AwaitExpression) &&
      acquisition.range[1] <= node.range[0] &&
      node.range[1] <= release.range[0],
  );
}
