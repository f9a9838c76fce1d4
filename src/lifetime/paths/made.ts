import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { type Root, rootAround } from './closures.ts';
import { continuationOf, isWaitedFor } from './continuations.ts';

/** Where the resource is there, and the function in which it is. */
export interface Made {
  readonly node: TSESTree.Node;
  readonly owner: Root;
  /** The function that is called back with an error or with the resource. */
  readonly given?: FunctionNode;
}

/** @returns undefined for a promise that is kept for later */
export function madeBy(making: AcquiringNode, resolves: boolean, given: FunctionNode | undefined): Made | undefined {
  if (given?.params[1] !== undefined) {
    return { node: given.params[1], owner: given, given };
  }
  const owner = rootAround(making);
  const node = afterWaiting(making);
  if (!resolves || node !== making) {
    return { node, owner };
  }
  const parent = parentOf(wrapped(making));
  if (parent?.type === T.MemberExpression && memberName(parent) === 'then') {
    const call = parentOf(wrapped(parent));
    const callback = call?.type === T.CallExpression ? call.arguments[0] : undefined;
    return isFunction(callback) && callback.params[0] !== undefined
      ? { node: callback.params[0], owner: callback }
      : undefined;
  }
  const isSettledHere =
    parent?.type === T.ArrayExpression || parent?.type === T.ExpressionStatement || isForEach(parent, owner);
  return isSettledHere ? { node, owner } : undefined;
}

/** `paths.map((path) => open(path))`: those around mostly wait for all of them. */
function isForEach(parent: TSESTree.Node | undefined, owner: Root): boolean {
  const call = owner.type === T.Program ? undefined : parentOf(owner);
  const callee = call?.type === T.CallExpression ? unwrap(call.callee) : undefined;
  return (
    (parent === owner || parent?.type === T.ReturnStatement) &&
    callee?.type === T.MemberExpression &&
    memberName(callee) === 'map'
  );
}

/** A call, or the `await` of it, also of `connect().catch(…)`. */
export function afterWaiting(call: TSESTree.Node): TSESTree.Node {
  const parent = parentOf(wrapped(call));
  if (parent?.type === T.AwaitExpression) {
    return parent;
  }
  const isGuarded = parent?.type === T.MemberExpression && ['catch', 'finally'].includes(memberName(parent) ?? '');
  const chained = isGuarded ? parentOf(wrapped(parent)) : undefined;
  const waited = chained?.type === T.CallExpression ? afterWaiting(chained) : undefined;
  return waited === undefined || waited === chained ? call : waited;
}

/**
 * The call after which something holds, as the code of a function sees it: for one in the executor of a promise that
 * it waits for or returns, the making of that promise.
 *
 * @returns undefined where nobody waits, or when the call lies in another function
 */
export function waitedPlace(call: TSESTree.Node, owner: Root): AcquiringNode | undefined {
  const closure = rootAround(call);
  if (closure === owner) {
    return call as AcquiringNode;
  }
  const promise = closure.type !== T.Program && continuationOf(closure) === 'executor' ? closure.parent : undefined;
  return promise?.type === T.NewExpression && isWaitedFor(promise) ? waitedPlace(promise, owner) : undefined;
}
