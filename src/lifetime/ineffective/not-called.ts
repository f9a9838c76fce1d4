import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledMethod, type FunctionNode, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import { closerOfMember } from './closers.ts';
import type { Fault } from './fault.ts';
import type { KnownResources } from './known-resources.ts';
import { isWaitingForAll, loopAround } from './value-use.ts';
import type { WaitingCallers } from './waiting-caller.ts';

/** `client.release;`, `await pool.end;`, `afterAll(() => pool.end)`: a release that is named where its value goes nowhere. */
export function notCalled(
  node: TSESTree.MemberExpression,
  known: KnownResources,
  callers: WaitingCallers,
): Fault | undefined {
  if (!isLost(node, known, callers)) {
    return undefined;
  }
  const closer = closerOfMember(node, known);
  const caller = callers.of(node, known.view.text.slice(...node.object.range));
  return closer && { why: 'not called', node, closer, mayBecomeAsync: caller?.takesPromise === true };
}

function isLost(node: TSESTree.MemberExpression, known: KnownResources, callers: WaitingCallers): boolean {
  let inner: TSESTree.Node = node;
  // A function is nothing to wait for.
  let isTogether = false;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(inner)) {
    switch (outer.type) {
      case T.ExpressionStatement:
        return true;
      case T.AwaitExpression:
        break;
      case T.UnaryExpression:
        if (outer.operator !== 'void') {
          return false;
        }
        break;
      case T.LogicalExpression:
        if (outer.right !== inner) {
          return false;
        }
        break;
      case T.ReturnStatement:
        return isTogether;
      case T.VariableDeclarator:
        // What `allSettled` tells of a function is the function.
        return inner.type === T.AwaitExpression && isSettled(inner.argument);
      case T.ArrayExpression:
      case T.CallExpression: {
        const call = outer.type === T.ArrayExpression ? parentOf(outer) : outer;
        if (call?.type !== T.CallExpression || call.callee === inner || !isWaitingForAll(call)) {
          return false;
        }
        isTogether = true;
        outer = call;
        break;
      }
      case T.ArrowFunctionExpression: {
        if (outer.body !== inner) {
          return false;
        }
        const loop = loopAround(outer);
        const all = loop && parentOf(loop);
        if (isTogether || loop === undefined || all?.type !== T.CallExpression || !isWaitingForAll(all)) {
          return isTogether || isCalledForNothing(outer, known, callers);
        }
        outer = loop;
        break;
      }
      default:
        if (unwrap(outer) === outer) {
          return false;
        }
    }
    inner = outer;
  }
  return false;
}

function isSettled(awaited: TSESTree.Node): boolean {
  return awaited.type === T.CallExpression && calledMethod(awaited) === 'allSettled';
}

/** Whether nobody calls what a function gives: an after-hook or a teardown, `.finally(() => pool.end)`. */
function isCalledForNothing(owner: FunctionNode, { view }: KnownResources, callers: WaitingCallers): boolean {
  const { parent } = owner;
  const callee = parent.type === T.CallExpression ? unwrap(parent.callee) : undefined;
  if (callee?.type === T.MemberExpression && memberName(callee) === 'finally') {
    return true;
  }
  const caller = callers.of(owner.body, view.text.slice(...owner.body.range));
  return caller?.kind === 'hook' && callers.isAfter(owner);
}
