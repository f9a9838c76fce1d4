import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isFunction,
  isInside,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes, nodesOf } from '../../ast/traverse.ts';
import { isDeclaredIn, variableOf } from '../../ast/variables.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { promiseOf } from '../../types/promised.ts';
import { returnsValue } from '../evaluation.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { CHECKED_OUT, type Closer, closerOfCall, disposalName } from './closers.ts';
import { signalAfter } from './done-too-early.ts';
import type { Fault } from './fault.ts';
import { isInFinally, statementsAfter } from './following.ts';
import type { KnownResources } from './known-resources.ts';
import { isNeverBegun } from './never-begun.ts';
import { notCalled } from './not-called.ts';
import { usingFault } from './using-faults.ts';
import { type Dropped, type KeptBack, useOf, type ValueUse } from './value-use.ts';
import { isWaitedForOtherwise } from './waited-otherwise.ts';
import type { WaitingCaller, WaitingCallers } from './waiting-caller.ts';
import { wrongCloser } from './wrong-closer.ts';

export interface FaultOptions {
  /** Also closers that tell in a callback when they are done, and are given none in a hook. */
  readonly checkCallbackClosers: boolean;
}

/** The releases of a file that do nothing, or that nobody waits for. */
export function* ineffectiveReleases(
  known: KnownResources,
  callers: WaitingCallers,
  options: FaultOptions,
): Generator<Fault> {
  const names = releasingNames(known);
  for (const node of nodesOf(known.view.ast)) {
    const fault =
      node.type === T.CallExpression && names.has(calledName(node))
        ? (wrongCloser(node, known) ?? faultOfCall(node, known, callers, options))
        : node.type === T.MemberExpression && names.has(disposalName(node) ?? memberName(node))
          ? notCalled(node, known, callers)
          : node.type === T.VariableDeclarator
            ? usingFault(node, known)
            : undefined;
    if (fault !== undefined) {
      yield fault;
    }
  }
}

/** Whether a name may be that of a release. */
function releasingNames({ index }: KnownResources): { has: (name: string | undefined) => boolean } {
  return {
    has: (name) => name !== undefined && (index.releasingNames.has(name) || name.startsWith('[') || isCloserName(name)),
  };
}

function calledName({ callee }: TSESTree.CallExpression): string | undefined {
  const node = unwrap(callee);
  return node.type === T.Identifier
    ? node.name
    : node.type === T.MemberExpression
      ? (disposalName(node) ?? memberName(node))
      : undefined;
}

function faultOfCall(
  node: TSESTree.CallExpression,
  known: KnownResources,
  callers: WaitingCallers,
  options: FaultOptions,
): Fault | undefined {
  const use = useOf(node);
  if (use.is === 'used' || (use.is === 'returned' && !options.checkCallbackClosers) || isGivenCallback(node)) {
    return undefined;
  }
  if (use.is === 'awaited' && promiseOf(node, known.services) === 'yes') {
    return undefined;
  }
  const receiver = receiverText(node, known.view.text);
  const caller =
    use.is === 'awaited'
      ? undefined
      : use.is === 'dropped' && use.keptBack
        ? callerOfAll(use.keptBack, callers, receiver)
        : callers.of(use.is === 'dropped' ? use.value : node, receiver);
  const signal = use.is === 'dropped' && caller === undefined ? signalAfter(use.value, known.view) : undefined;
  if (use.is !== 'awaited' && caller === undefined && signal === undefined) {
    return undefined;
  }
  const closer = closerOfCall(node, known);
  const gives = closer && givenBy(node, closer, known);
  if (closer === undefined || gives === undefined || isWaitedForOtherwise(known.view, node, receiver)) {
    return undefined;
  }
  const callee = unwrap(node.callee);
  if (closer.entry && callee.type === T.MemberExpression && known.isMocked(callee.object, closer.entry)) {
    return undefined;
  }
  if (gives === 'callback') {
    return isNeverBegun(node, closer.entry, known.view)
      ? undefined
      : ofCallbackCloser(node, closer, use, caller, options);
  }
  if (use.is !== 'dropped') {
    return undefined;
  }
  if (signal !== undefined) {
    return closer.isCertain ? { why: 'done too early', node, closer, signal } : undefined;
  }
  return caller !== undefined && isFault(node, closer, use, caller, receiver, known.view)
    ? { why: 'dropped', node, closer, use, caller }
    : undefined;
}

/** Who waits for a `Promise.all`, or for the callback that keeps a promise back from it. */
function callerOfAll(
  { callback, together }: KeptBack,
  callers: WaitingCallers,
  receiver: string,
): WaitingCaller | undefined {
  const isHandedOn = callback.async && enclosingFunction(together)?.async === false;
  return callers.of(together, receiver) ?? (isHandedOn ? callers.of(callback.body, receiver) : undefined);
}

/** What a release gives: its type decides, and where that says nothing, the catalogue. */
function givenBy(
  node: TSESTree.CallExpression,
  { id, returns }: Closer,
  { services }: KnownResources,
): 'callback' | 'promise' | undefined {
  if (id === CHECKED_OUT && returns === 'nothing') {
    return undefined;
  }
  switch (promiseOf(node, services)) {
    case 'yes':
      return 'promise';
    case 'no':
      return returns === 'callback' ? 'callback' : undefined;
    case 'unknown':
      return returns === 'callback' ? 'callback' : returns?.startsWith('promise') === true ? 'promise' : undefined;
  }
}

function ofCallbackCloser(
  node: TSESTree.CallExpression,
  closer: Closer,
  use: ValueUse,
  caller: WaitingCaller | undefined,
  { checkCallbackClosers }: FaultOptions,
): Fault | undefined {
  if (use.is === 'awaited') {
    return { why: 'nothing to await', node, closer, by: use.by };
  }
  const isReported = checkCallbackClosers && caller?.kind === 'hook' && use.is !== 'used';
  return isReported
    ? { why: 'callback not waited for', node, closer, use: use.is === 'dropped' ? use : use.by, caller }
    : undefined;
}

/** Resources of which a release that nobody waits for is usual: they are told to end, and do. */
const endByThemselves: ReadonlySet<string | undefined> = new Set(['agent', 'process', 'socket', 'timer']);

/** Whether a promise that is lost is a fault where it is: what is plainly meant so is not. */
function isFault(
  node: TSESTree.CallExpression,
  { entry, isCertain }: Closer,
  { discard, isCaught, keptBack, value }: Dropped,
  { kind, owner }: WaitingCaller,
  receiver: string,
  view: FileView,
): boolean {
  if (keptBack !== undefined && !keptBack.callback.async) {
    // `Promise.all` would have nothing to wait for, which nobody means.
    return isCertain && !returnsValue(keptBack.callback);
  }
  switch (kind) {
    case 'hook':
    case 'shutdown':
      return true;
    case 'closer':
      return isCertain && !isCaught && discard === undefined;
    case 'test':
      return (
        !isCaught &&
        discard === undefined &&
        !isTestedAfter(value, owner, receiver, view.text) &&
        !(entry?.holds === 'on-first-use' && isNeverUsed(node, owner, view))
      );
    case 'process':
      return isCertain && !isCaught && !isEndedAnyway(entry);
    case 'async':
      return isCertain && !isCaught && (discard === undefined || isInFinally(node)) && !isEndedAnyway(entry);
  }
}

function isEndedAnyway(entry: ResourceEntry | undefined): boolean {
  return entry?.category === 'worker' ? entry.id.startsWith('node:') : endByThemselves.has(entry?.category);
}

/**
 * Whether a test goes on with what it closed, or with what comes of closing: then that is what it tests. A test that
 * begins with it only makes room.
 */
function isTestedAfter(value: TSESTree.Node, owner: FunctionNode, receiver: string, text: string): boolean {
  const isFirst = owner.body.type === T.BlockStatement && isInside(value, owner.body.body[0] as TSESTree.Node);
  const name = receiver.replaceAll(/[$()*+.?[\]^{|}\\]/gu, String.raw`\$&`);
  const mention = new RegExp(`(?<![\\w$.])${name}(?![\\w$])`, 'u');
  return statementsAfter(value, owner).some(
    (statement) =>
      mention.test(text.slice(...statement.range)) || (!isFirst && [...allNodes(statement)].some(isExpectation)),
  );
}

/** Whether a test that waits for nothing only makes something and closes it, so that there is nothing open. */
function isNeverUsed({ callee }: TSESTree.CallExpression, owner: FunctionNode, view: FileView): boolean {
  const member = unwrap(callee);
  const name = member.type === T.MemberExpression ? unwrap(member.object) : undefined;
  const variable = name?.type === T.Identifier ? variableOf(view, name) : undefined;
  return (
    variable !== undefined &&
    !owner.async &&
    isDeclaredIn(variable, owner) &&
    variable.references.every(({ identifier }) => {
      const parent = parentOf(identifier);
      const isUsed = parent !== undefined && ('object' in parent || 'callee' in parent || 'tag' in parent);
      return parent === member || !isUsed || ('arguments' in parent && parent.callee !== identifier);
    })
  );
}

/** An assertion, or an `await` of anything but another closer. */
function isExpectation(node: TSESTree.Node): boolean {
  if (node.type === T.AwaitExpression) {
    const call = unwrap(node.argument);
    return call.type !== T.CallExpression || !isCloserName(calledName(call));
  }
  return (
    node.type === T.Identifier &&
    (node.name === 'expect' || node.name === 'assert') &&
    parentOf(node)?.type !== T.ImportSpecifier
  );
}

/** `server.close(done)` */
function isGivenCallback({ arguments: given }: TSESTree.CallExpression): boolean {
  return given.some(
    (argument) =>
      isFunction(argument) ||
      (argument.type === T.Identifier && argument.name !== 'undefined') ||
      argument.type === T.SpreadElement,
  );
}

/** What a release is called on, as it is written; for a function of a module its own name. */
function receiverText({ callee }: TSESTree.CallExpression, text: string): string {
  const node = unwrap(callee);
  return text.slice(...(node.type === T.MemberExpression ? node.object : node).range);
}
