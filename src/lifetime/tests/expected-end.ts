import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf } from '../../ast/expressions.ts';

const asksForState: ReadonlySet<string | undefined> = new Set(['connected', 'isConnected', 'isOpen', 'readyState']);

/**
 * `expect(ws.readyState).toBe(WebSocket.CLOSED)`, `assert.equal(ws.readyState, ws.CLOSED)`, or `expect.poll(() => …)` with
 * it, and `expect(browser.connected).toBe(false)`: the other side ended it.
 */
export function isExpectedToBeClosed(name: TSESTree.Node): boolean {
  const state = parentOf(name);
  if (state?.type !== T.MemberExpression || state.object !== name || !asksForState.has(memberName(state))) {
    return false;
  }
  const isClosed = memberName(state) === 'readyState' ? isClosedState : isFalse;
  for (
    let outer = parentOf(state);
    outer?.type === T.CallExpression || outer?.type === T.MemberExpression || outer?.type === T.ArrowFunctionExpression;
    outer = parentOf(outer)
  ) {
    const isSaid = outer.type === T.MemberExpression && /^(?:false|toBeFalsy)$/u.test(memberName(outer) ?? '');
    if ((isSaid && isClosed === isFalse) || (outer.type === T.CallExpression && outer.arguments.some(isClosed))) {
      return true;
    }
  }
  return false;
}

function isFalse(node: TSESTree.Node): boolean {
  return node.type === T.Literal && node.value === false;
}

/** `WebSocket.CLOSED` */
function isClosedState(node: TSESTree.Node): boolean {
  return node.type === T.MemberExpression && /^CLOS(?:ED|ING)$/u.test(memberName(node) ?? '');
}
