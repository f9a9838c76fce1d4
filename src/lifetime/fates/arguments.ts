import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isNamed, parentOf, staticString, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { annotationOf } from './annotations.ts';
import { functionCalled } from './callee.ts';
import { isCloserName } from './closer-names.ts';
import { puttingMethods } from './collections.ts';
import { elementOf, isPrivate, lentTo, type Within } from './fate.ts';
import type { Follower } from './follow.ts';
import { handsToParameter, insideOf } from './inside-function.ts';
import { mayBeLoan } from './loan.ts';
import { isLooking } from './looking.ts';
import { chainOf, followCallback, isEndEvent, type Next } from './members.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Functions that use what they are given until they are done: `request(app)` of supertest, `once(server, 'listening')`. */
const onlyUses: ReadonlySet<string | undefined> = new Set(['events', 'once', 'request', 'supertest']);

/** Functions that wait for an event of what they are given: `once(socket, 'close')`, `waitForEvent(socket, 'close')`. */
const waitsByName = /^(?:once|pEvent|until|wait|waitFor\w*|waitUntil\w*)$/u;

/** What becomes of a resource that is called, or given to a call. */
export function passedOn(follower: Follower, call: Call, given: TSESTree.Node, within: Within): Next | undefined {
  if (call.callee === given) {
    calledItself(follower, call, within);
    return undefined;
  }
  const callee = unwrap(call.callee);
  const { root, names } = callee.type === T.MemberExpression ? chainOf(callee) : { root: callee, names: [] };
  const base = root.type === T.Identifier ? root.name : undefined;
  const name = names.length > 0 ? names.at(-1) : base;
  const { helpers } = follower.options;
  if (base === 'Promise' || base === 'Object' || base === 'Array') {
    return passedThrough(follower, call, given, name, within);
  }
  if (isLooking(call)) {
    return undefined;
  }
  const promise = callee.type === T.Identifier ? promiseResolvedBy(follower.view, callee) : undefined;
  if (promise !== undefined) {
    follower.givenBack.push(call);
    return { node: promise, within };
  }
  if (waitsByName.test(name ?? '') && (isEndEvent(call.arguments[1]) || isError(call.arguments[1]))) {
    // `once(socket, 'close')`: somebody else is expected to close it, or it never opens.
    follower.escape(call, within);
    return undefined;
  }
  if (call.type === T.CallExpression && follower.entry.begunBy?.includes(name ?? '') === true) {
    follower.add({ does: 'begin', node: call });
    return undefined;
  }
  if (
    (onlyUses.has(base) && given.type !== T.ObjectExpression) ||
    follower.options.isLending(call, follower.view) ||
    (callee.type === T.MemberExpression && name !== undefined && follower.entry.usedBy?.includes(name) === true) ||
    helpers.borrows.includes(name ?? '')
  ) {
    follower.add({ does: 'use', node: call });
    return undefined;
  }
  if (helpers.disposes.includes(name ?? '') || isReleasingFunction(follower, name)) {
    follower.add({ does: 'release', node: call, by: 'call' });
    return undefined;
  }
  if (helpers.owns.includes(name ?? '')) {
    follower.add({ does: 'join', node: call });
    return undefined;
  }
  if (callee.type === T.MemberExpression && puttingMethods.has(name)) {
    follower.pattern(callee.object, ['*', ...within]);
    return undefined;
  }
  const property = given.type === T.ObjectExpression ? within[0] : undefined;
  const index = call.arguments.indexOf(given as TSESTree.Expression);
  const role = follower.options.roleOf(follower.view, call, property ?? index);
  switch (role) {
    case 'owned':
      follower.add({ does: 'join', node: call });
      return undefined;
    case 'borrowed':
    case 'lent': {
      follower.add({ does: 'use', node: call });
      return { node: wrapped(call), within: role === 'lent' ? lentTo : ['&'] };
    }
    case 'passed on':
      return { node: wrapped(call), within: ['?'] };
    default:
      return intoFunction(follower, call, given, name, within);
  }
}

/** `'error'` */
function isError(event: TSESTree.Node | undefined): boolean {
  return event !== undefined && staticString(event) === 'error';
}

/** The promise that a call of a name resolves: of `resolve(server)` the `new Promise((resolve) => …)` around it. */
function promiseResolvedBy(view: FileView, name: TSESTree.Identifier): TSESTree.NewExpression | undefined {
  const definition = variableOf(view, name)?.defs[0];
  const executor = definition?.type === DefinitionType.Parameter ? (definition.node as TSESTree.Node) : undefined;
  const promise = isFunction(executor) && executor.params[0] === definition?.name ? parentOf(executor) : undefined;
  return promise?.type === T.NewExpression && isNamed(promise.callee, 'Promise') ? promise : undefined;
}

function calledItself(follower: Follower, call: Call, within: Within): void {
  if (isPrivate(within) && isTakenOut(follower.view, call.callee)) {
    // `const { query } = await open()`: whether that closes anything its name does not say.
    follower.escape(call, within);
    return;
  }
  const isCloser = isPrivate(within) || follower.entry.release.some((form) => 'self' in form);
  follower.add(isCloser ? { does: 'release', node: call, by: 'call' } : { does: 'use', node: call });
}

/** Whether a name stands for a property of something, and was taken out of it. */
function isTakenOut(view: FileView, callee: TSESTree.Node): boolean {
  const name = unwrap(callee);
  const variable = name.type === T.Identifier ? variableOf(view, name) : undefined;
  const names = (variable?.identifiers ?? []) as readonly TSESTree.Node[];
  const written = (variable?.references ?? []).flatMap((one) => (one.isWrite() ? [one.identifier] : []));
  return [...names, ...written].some((one) => parentOf(one)?.parent?.type === T.ObjectPattern);
}

/** `Promise.all([a, b])`, `Object.values(clients)` */
function passedThrough(
  follower: Follower,
  call: Call,
  given: TSESTree.Node,
  name: string | undefined,
  within: Within,
): Next | undefined {
  if (name === 'from' && call.arguments.length > 1) {
    followCallback(follower, call.arguments[1], elementOf(within));
    return undefined;
  }
  if (name === 'assign' || name === 'defineProperty' || name === 'defineProperties') {
    return assigned(follower, call, given, name, within);
  }
  if (name === 'allSettled' && within[0] === '*') {
    return { node: wrapped(call), within: ['*', 'value', ...within.slice(1)] };
  }
  const isOfValues = name === 'values' || name === 'entries';
  return { node: wrapped(call), within: isOfValues && within[0] !== '*' ? ['*', ...within.slice(1)] : within };
}

/** `clearInterval(timer)` */
function isReleasingFunction({ entry }: Follower, name: string | undefined): boolean {
  return entry.release.some((form) => 'call' in form && form.call === name);
}

/** `Object.assign(context, { pool })` puts it where it is sought as `context.pool`. */
function assigned(
  follower: Follower,
  call: Call,
  given: TSESTree.Node,
  name: string,
  within: Within,
): Next | undefined {
  const [target] = call.arguments;
  if (target !== undefined && target !== given && name === 'assign') {
    follower.pattern(target, within);
  } else if (target !== given) {
    follower.escape(call, within);
  }
  return { node: wrapped(call), within };
}

/** Into a function of the project, or out of sight. */
function intoFunction(
  follower: Follower,
  call: Call,
  given: TSESTree.Node,
  name: string | undefined,
  within: Within,
): Next | undefined {
  const definition = functionCalled(follower.view, call);
  const index = call.arguments.indexOf(given as TSESTree.Expression);
  if (definition === undefined || index < 0) {
    if (isCloserName(name)) {
      follower.add({ does: 'release', node: call, by: 'call' });
    } else if (!handsToParameter(follower, call, index, within)) {
      follower.escape(call, within, definition === undefined && mayBeLoan(follower.view, call));
    }
    return undefined;
  }
  switch (annotationOf(definition.view, definition.node)) {
    case 'disposes':
      follower.add({ does: 'release', node: call, by: 'call' });
      return undefined;
    case 'owns':
      follower.add({ does: 'join', node: call });
      return undefined;
    case 'borrows':
      follower.add({ does: 'use', node: call });
      return undefined;
    case undefined:
      return insideOf(follower, call, definition, index, within);
  }
}
