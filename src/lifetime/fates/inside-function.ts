import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, unwrap, wrapped } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { definitionOf } from '../definition.ts';
import { isOwnConstructor } from './callee.ts';
import { type GivenTo, isLent, type Within } from './fate.ts';
import type { Follower } from './follow.ts';
import { mayBeLoan } from './loan.ts';
import { type Next } from './members.ts';
import { functionReturning } from './returned.ts';
import { summaryOf } from './summary.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** What becomes of a resource in a function of the project that is called with it. */
export function insideOf(
  follower: Follower,
  call: Call,
  callee: Place<FunctionNode>,
  index: number,
  within: Within,
): Next | undefined {
  const { params } = callee.node;
  const parameter = params[index] ?? (params.at(-1)?.type === T.RestElement ? params.at(-1) : undefined);
  if (follower.depth === 0 || parameter?.type === T.RestElement) {
    follower.escape(call, within);
    return undefined;
  }
  if (parameter === undefined) {
    return undefined;
  }
  const { does, gives, keeps, mayBeLent, givenTo } = summaryOf(follower, callee, index, within);
  // The instance outlives the constructor, even if its base class only uses what it is given.
  const isKeptByBase = call.callee.type === T.Super && gives !== undefined;
  if (keeps || isKeptByBase) {
    follower.add({ does: 'use', node: call, isKept: true });
  }
  for (const one of does) {
    if (one === 'release') {
      follower.add({ does: one, node: call, by: 'call' });
    } else if (one === 'escape') {
      // An instance that keeps it and is not closed itself only uses it.
      follower.escape(call, [], (mayBeLent || call.type === T.NewExpression) && mayBeLoan(follower.view, call));
    } else if (one !== 'begin') {
      follower.add({ does: one, node: call });
    } else if (call.type === T.CallExpression) {
      follower.add({ does: one, node: call });
    }
  }
  for (const given of givenTo) {
    intoArgument(follower, call, given);
  }
  follower.isKeptByBase ||= isKeptByBase;
  // A class that extends the one with the constructor may close what that only uses.
  const isOfOther = gives !== undefined && isLent(gives) && !isOwnConstructor(follower.view, call, callee.node);
  return gives && { node: wrapped(call), within: isOfOther ? ['&'] : gives };
}

/** `run(pool)` in a function that was given `run`: its callers tell what that does. */
export function handsToParameter(follower: Follower, call: Call, argument: number, within: Within): boolean {
  const parameter = argument < 0 ? -1 : placeOfParameter(follower, call.callee);
  if (parameter < 0) {
    return false;
  }
  follower.givenTo.push({ parameter, argument, within });
  follower.add({ does: 'use', node: call });
  return true;
}

/** The place of the parameter that a name stands for, among those of the function that is looked at. */
function placeOfParameter({ owner, view }: Follower, node: TSESTree.Node): number {
  const name = unwrap(node);
  const [definition] = (name.type === T.Identifier ? variableOf(view, name)?.defs : undefined) ?? [];
  return definition?.type === DefinitionType.Parameter && definition.node === owner
    ? owner.params.findIndex((one) => (one.type === T.AssignmentPattern ? one.left : one) === definition.name)
    : -1;
}

/** Into the argument of a call that the called function runs with the resource: `withPool(pool, (pool) => …)`. */
function intoArgument(follower: Follower, call: Call, { parameter, argument, within }: GivenTo): void {
  const given = call.arguments[parameter];
  if (call.arguments.some(({ type }) => type === T.SpreadElement)) {
    follower.escape(call, within);
    return;
  }
  if (given === undefined) {
    return;
  }
  const place = placeOfParameter(follower, given);
  const run = isFunction(given) ? given : undefined;
  const definition = run === undefined ? definitionOf({ view: follower.view, node: given }) : undefined;
  if (place >= 0) {
    follower.givenTo.push({ parameter: place, argument, within });
  } else if (run !== undefined) {
    intoCallback(follower, run, argument, within);
  } else if (
    definition === undefined ||
    !isFunction(definition.node) ||
    insideOf(follower, call, { view: definition.view, node: definition.node }, argument, within) !== undefined
  ) {
    follower.escape(call, within);
  }
}

/** What a function does that stands in a call; what it returns may go anywhere. */
function intoCallback(follower: Follower, callback: FunctionNode, argument: number, within: Within): void {
  const parameter = callback.params[argument];
  const known = follower.fates.length;
  if (parameter !== undefined) {
    follower.pattern(parameter, within);
  }
  const isGivenBack = follower.fates
    .slice(known)
    .some((fate) => fate.does === 'return' && functionReturning(fate.node) === callback);
  if (isGivenBack || callback.params.some(({ type }) => type === T.RestElement)) {
    follower.escape(callback, within);
  }
}
