import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf } from '../../ast/expressions.ts';

/**
 * `expect(ws.readyState).toBe(WebSocket.CLOSED)`, `assert.equal(ws.readyState, ws.CLOSED)`, or `expect.poll(() => …)` with
 * it: the other side ended it.
 */
export function isExpectedToBeClosed(name: TSESTree.Node): boolean {
  const state = parentOf(name);
  if (state?.type !== T.MemberExpression || state.object !== name || memberName(state) !== 'readyState') {
    return false;
  }
  for (
    let outer = parentOf(state);
    outer?.type === T.CallExpression || outer?.type === T.MemberExpression || outer?.type === T.ArrowFunctionExpression;
    outer = parentOf(outer)
  ) {
    if (outer.type === T.CallExpression && outer.arguments.some(isClosedState)) {
      return true;
    }
  }
  return false;
}

/** `WebSocket.CLOSED` */
function isClosedState(node: TSESTree.Node): boolean {
  return node.type === T.MemberExpression && /^CLOS(?:ED|ING)$/u.test(memberName(node) ?? '');
}
