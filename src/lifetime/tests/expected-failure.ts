import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  chainRoot,
  enclosingFunction,
  type FunctionNode,
  isFunction,
  isInside,
  isNamed,
  isNothing,
  memberName,
  parentOf,
  unwrap,
  wrapped,
} from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Fate, Slot } from '../fates/fate.ts';
import { chainedBy } from '../paths/continuations.ts';
import { isListeningForError, isOpeningWithError, listenerOf } from './error-callbacks.ts';
import { isExpectedToBeClosed } from './expected-end.ts';
import { isStillOpenAt } from './still-open.ts';

const failing: ReadonlySet<string | undefined> = new Set([
  'reject',
  'rejected',
  'rejectedWith',
  'rejects',
  'throw',
  'throws',
  'toThrow',
  'toThrowError',
  'throwsAsync',
]);

/** `await expect(client.connect()).rejects.toThrow()`, `assert.throws(() => new Pool('x'))`, `connect().should.be.rejected` */
export function isExpectedToFail(node: TSESTree.Node): boolean {
  return isExpected(node, isOnlyExpectedToFail);
}

/** @param ofNamed what is said of the named function around */
function isExpected(node: TSESTree.Node, ofNamed: (named: FunctionNode) => boolean): boolean {
  if (isChainedTo(node)) {
    return true;
  }
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(outer)) {
    if (isFunction(inner) && outer.type !== T.CallExpression && !isPromise(outer)) {
      return ofNamed(inner);
    }
    if (outer.type === T.CallExpression && outer.arguments.some((argument) => isInside(inner, argument))) {
      const callee = unwrap(outer.callee);
      const isExpectation = callee.type === T.Identifier && callee.name === 'expect';
      if (isExpectation ? isChainedTo(outer) : callee.type === T.MemberExpression && failing.has(memberName(callee))) {
        return true;
      }
    }
    inner = outer;
  }
  return false;
}

/** A function of a test that it only calls to see it fail: `const open = () => connect(url); await expect(open()).rejects…` */
function isOnlyExpectedToFail(named: FunctionNode): boolean {
  const parent = parentOf(named);
  const id = named.type === T.FunctionDeclaration ? named.id : parent?.type === T.VariableDeclarator ? parent.id : null;
  const owner = enclosingFunction(named);
  if (id?.type !== T.Identifier || owner === undefined) {
    return false;
  }
  const uses = [...allNodes(owner.body)].filter(
    (node) => node.type === T.Identifier && node.name === id.name && node !== id && !isInside(node, named),
  );
  return uses.length > 0 && uses.every((use) => isExpected(use, () => false));
}

/** What runs a function at once, and rejects with what it is told: `new Promise((_, reject) => …)`. */
function isPromise(node: TSESTree.Node): boolean {
  return node.type === T.NewExpression && isNamed(node.callee, 'Promise');
}

function isChainedTo(call: TSESTree.Node): boolean {
  for (
    let outer = parentOf(call);
    outer?.type === T.MemberExpression || outer?.type === T.CallExpression;
    outer = parentOf(outer)
  ) {
    if (outer.type === T.MemberExpression && failing.has(memberName(outer))) {
      return true;
    }
  }
  return false;
}

/**
 * Whether a test only makes a resource to see it fail, or end: nothing is open when the connection is refused.
 *
 * @param fates what happens to the resource
 * @param slots where it is kept
 * @param isAwaited whether what makes it gives a promise of it once it is open
 */
export function isTriedForItsError(
  making: TSESTree.Node,
  fates: readonly Fate[],
  slots: readonly Slot[] = [],
  isAwaited = false,
): boolean {
  // Elsewhere it may well be open, and something else is expected to fail.
  const nearby = fates
    .filter(({ node }) => enclosingFunction(node) === enclosingFunction(making))
    .filter(({ does, node }) => does !== 'use' || !isStillOpenAt(node, making, fates, isAwaited))
    .map(({ node }) => node);
  return (
    [making, ...nearby].some(
      (node) =>
        isExpectedToFail(node) ||
        isTriedWithExpectation(node) ||
        isCaughtWithExpectation(node) ||
        isOpeningWithError(node) ||
        isFailedByFulfilment(node),
    ) ||
    slots.some(({ variable }) =>
      variable?.references.some(
        ({ identifier }) =>
          isListeningForError(identifier) ||
          isExpectedToBeClosed(identifier) ||
          isExpectedNotToOpen(identifier) ||
          isPromiseExpectedToFail(identifier),
      ),
    )
  );
}

/** `const opening = connect(url); await expect(opening).rejects.toThrow()` */
function isPromiseExpectedToFail(name: TSESTree.Node): boolean {
  const call = parentOf(name);
  return call?.type === T.CallExpression && call.callee !== name && isExpectedToFail(name);
}

/** `await assert.rejects(new Promise((resolve, reject) => { ws.on('open', resolve); … }))`: once open, it would fail. */
function isExpectedNotToOpen(name: TSESTree.Node): boolean {
  const told = listenerOf(name);
  const executor = enclosingFunction(name);
  const promise = executor && parentOf(executor);
  const resolve = executor?.params[0];
  return (
    told !== undefined &&
    /^(?:connect|connected|listening|open|ready|secureConnect)$/u.test(told.event) &&
    promise !== undefined &&
    isPromise(promise) &&
    resolve?.type === T.Identifier &&
    runsAlways(told.listener, resolve.name) &&
    isExpectedToFail(promise)
  );
}

/** Whether a listener is a function of this name, or does nothing before it calls that. */
function runsAlways(listener: TSESTree.Node, name: string): boolean {
  if (!isFunction(listener)) {
    return isNamed(listener, name);
  }
  const { body } = listener;
  const [first] = body.type === T.BlockStatement ? body.body : [];
  const call = body.type === T.BlockStatement ? first?.type === T.ExpressionStatement && first.expression : body;
  return call !== false && call.type === T.CallExpression && isNamed(unwrap(call.callee), name);
}

/** `try { await client.connect(); } catch (error) { expect(error.code).toBe('ECONNREFUSED'); }` */
function isTriedWithExpectation(node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && !isFunction(outer); outer = parentOf(outer)) {
    if (
      outer.type === T.TryStatement &&
      outer.block === inner &&
      outer.handler !== null &&
      (expects(outer.handler) || keepsExpected(outer.handler))
    ) {
      return true;
    }
    inner = outer;
  }
  return false;
}

/** `connect(url).catch((error) => expect(error.message).toContain('401'))`, `connect(url).then(() => false).catch(() => true)` */
function isCaughtWithExpectation(node: TSESTree.Node): boolean {
  let isLost = false;
  let inner: TSESTree.Node = node;
  for (let call = chainedCall(inner); call !== undefined; call = chainedCall(inner)) {
    const [handler] = call.arguments;
    if (isFunction(handler) && chainedBy(call)?.method === 'catch') {
      const [param] = handler.params;
      const told = { body: handler.body, param: param ?? null };
      const isResult = param !== undefined && handler.body.type === T.Identifier && isNamed(param, handler.body.name);
      return isResult || expects(told) || keepsExpected(told) || (isLost && handler.body.type === T.Literal);
    }
    isLost ||= isFunction(handler) && handler.params.length === 0 && handler.body.type === T.Literal;
    inner = call;
  }
  return false;
}

/** The call of `then`, `catch` or `finally` on a promise. */
function chainedCall(promise: TSESTree.Node): TSESTree.CallExpression | undefined {
  const call = parentOf(parentOf(wrapped(promise)) ?? promise);
  return call?.type === T.CallExpression && chainedBy(call)?.promise === promise ? call : undefined;
}

/** `connect(url).then(() => t.fail('connected')).catch(…)` */
function isFailedByFulfilment(node: TSESTree.Node): boolean {
  const call = chainedCall(node);
  const [callback] = call !== undefined && chainedBy(call)?.method === 'then' ? call.arguments : [];
  return (
    callback !== undefined &&
    isFunction(callback) &&
    [...allNodes(callback.body)].some(
      (one) => one.type === T.CallExpression && /^(?:fail|unreachable)$/u.test(calledName(one) ?? ''),
    )
  );
}

/** A `catch`, or the function that a promise gets for its error. */
interface Handler {
  readonly body: TSESTree.Node;
  readonly param: TSESTree.Node | null;
}

function expects({ body, param }: Handler): boolean {
  return (
    param !== null &&
    [...allNodes(body)].some(
      (node) => node.type === T.CallExpression && /^(?:assert|expect|t|should)\b/u.test(calleeName(node)),
    )
  );
}

/** `catch (error) { caught = error; }`, with `expect(caught).toBeInstanceOf(RefusedError)` after it */
function keepsExpected({ body, param }: Handler): boolean {
  const kept = [...allNodes(body)].flatMap((node) =>
    node.type === T.AssignmentExpression &&
    node.left.type === T.Identifier &&
    node.right.type === T.Identifier &&
    param?.type === T.Identifier &&
    node.right.name === param.name
      ? [node.left.name]
      : [],
  );
  const around = enclosingFunction(body);
  const owner = kept.length > 0 && around?.body === body ? enclosingFunction(around) : around;
  return (
    kept.length > 0 &&
    owner !== undefined &&
    [...allNodes(owner.body)].some(
      (node) =>
        node.type === T.CallExpression &&
        node.arguments.some((argument) =>
          kept.some((name) => isPartOf(argument, name) || (isNamed(unwrap(argument), name) && wantsError(node))),
        ),
    )
  );
}

/** `(caught as Error).message` */
function isPartOf(argument: TSESTree.Node, name: string): boolean {
  const member = unwrap(argument);
  return member.type === T.MemberExpression && isNamed(unwrap(member.object), name);
}

/** `expect(caught).toBeInstanceOf(RefusedError)`, `assert.ok(caught)`, but not `expect(caught).not.toBeDefined()` */
function wantsError(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const names = callee.type === T.MemberExpression ? [memberName(callee)] : [];
  let outer = parentOf(call);
  for (; outer?.type === T.MemberExpression; outer = parentOf(outer)) {
    names.push(memberName(outer));
  }
  if (names.includes('not')) {
    // `expect(caught).to.not.equal(undefined)`
    const [other] = outer?.type === T.CallExpression ? outer.arguments : [];
    return (
      (other !== undefined && isNothing(unwrap(other))) ||
      names.some((name) => /^(?:undefined|null|toBeUndefined|toBeNull)$/u.test(name ?? ''))
    );
  }
  return (
    /^(?:assert|expect|t)$/u.test(calleeName(call)) &&
    names.some((name) => /^(?:instanceOf|ok|toBeDefined|toBeInstanceOf|toBeTruthy|toMatch.*|truthy)$/u.test(name ?? ''))
  );
}

function calleeName(call: TSESTree.CallExpression): string {
  const root = chainRoot(call);
  return root.type === T.Identifier ? root.name : '';
}
