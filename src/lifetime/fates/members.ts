import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, memberName, parentOf, staticString, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { beginsBy } from '../../resources/begins.ts';
import { isCloserName } from './closer-names.ts';
import { lookingMethods, passingMethods, puttingMethods, takingMethods, visitingMethods } from './collections.ts';
import { elementOf, isLent, isPrivate, lentTo, type Within } from './fate.ts';
import type { Follower } from './follow.ts';
import { isLookedAt } from './looking.ts';
import { destroyedThrough, isDisposal, releasedMember } from './released-member.ts';

/** Where to go on. */
export interface Next {
  readonly node: TSESTree.Node;
  readonly within: Within;
}

/** The names of a chain of members, and what it begins with: `t.context.db` is `context`, `db` of `t`. */
export function chainOf(member: TSESTree.MemberExpression): {
  readonly root: TSESTree.Node;
  readonly names: readonly (string | undefined)[];
} {
  const names: (string | undefined)[] = [];
  let node: TSESTree.Node = member;
  while (node.type === T.MemberExpression) {
    names.unshift(memberName(node));
    node = unwrap(node.object);
  }
  return { root: node, names };
}

/** Every chain of these members in a file, whatever it begins with. */
export function membersNamed(view: FileView, names: readonly string[]): readonly TSESTree.MemberExpression[] {
  return (membersByName(view).get(names.at(-1)) ?? []).filter((node) => {
    const found = chainOf(node).names;
    return found.length === names.length && found.every((name, index) => name === names[index]);
  });
}

type MembersByName = ReadonlyMap<string | undefined, readonly TSESTree.MemberExpression[]>;

const membersOfFiles = new WeakMap<FileView, MembersByName>();

/** The members that a file reads or sets, by their own name, in the order of the source. */
function membersByName(view: FileView): MembersByName {
  const known = membersOfFiles.get(view);
  if (known !== undefined) {
    return known;
  }
  const found = new Map<string | undefined, TSESTree.MemberExpression[]>();
  for (const node of nodesOf(view.ast)) {
    if (node.type === T.MemberExpression) {
      const name = memberName(node);
      const like = found.get(name) ?? [];
      found.set(name, like);
      like.push(node);
    }
  }
  membersOfFiles.set(view, found);
  return found;
}

/** Methods that give what they were called on. */
const givesItself: ReadonlySet<string | undefined> = new Set([
  'addListener',
  'off',
  'on',
  'once',
  'ref',
  'setMaxListeners',
  'unref',
]);

const listening: ReadonlySet<string | undefined> = new Set(['addEventListener', 'addListener', 'on', 'once']);

const ends: ReadonlySet<string | undefined> = new Set([
  'close',
  'disconnect',
  'end',
  'exit',
  'finish',
  'unexpected-response',
]);

const waitsForEnd = /^closed$|^(?:after|until|waitFor|waitUntil|when)(?:Clos|Disconnect|End|Exit|Stop|Terminat)/u;

/** `socket.once('close', done)`, `server.whenClosed()`: somebody else is expected to close it. */
function isListeningForEnd({ arguments: [event] }: TSESTree.CallExpression, method = ''): boolean {
  return (listening.has(method) && isEndEvent(event)) || waitsForEnd.test(method);
}

/** The name of an event that comes when something was closed, or never opened. */
export function isEndEvent(event: TSESTree.Node | undefined): boolean {
  return event !== undefined && ends.has(staticString(event));
}

/** A member of something that is, or has in it, the resource. */
export function memberOfResource(
  follower: Follower,
  member: TSESTree.MemberExpression,
  within: Within,
): Next | undefined {
  const name = memberName(member);
  const outer = wrapped(member);
  const parent = parentOf(outer);
  const call = parent?.type === T.CallExpression && parent.callee === outer ? parent : undefined;
  const [first] = within;
  if (call !== undefined && name === 'then') {
    // Whatever the path, it begins at what the promise gives.
    followCallback(follower, call.arguments[0], within);
    return undefined;
  }
  if (call !== undefined && (name === 'catch' || name === 'finally')) {
    return { node: wrapped(call), within };
  }
  if (first === '*') {
    return memberOfCollection(follower, member, call, within);
  }
  if (first !== undefined && !isPrivate(within)) {
    const isCloser = isCloserName(name) || isDisposal(member);
    if (name === first || (name === undefined && !isCloser)) {
      return { node: outer, within: within.slice(1) };
    }
    if (isCloser) {
      follower.called(member);
    }
    return undefined;
  }
  // Closing a queue leaves its connection open; `queue.disconnect()` does not.
  const released = isLent(within) && name !== 'disconnect' ? undefined : releasedMember(follower, member);
  if (released !== undefined) {
    follower.called(released);
    return undefined;
  }
  if (call === undefined) {
    const destroyed = destroyedThrough(member);
    if (destroyed !== undefined) {
      follower.called(destroyed);
      return undefined;
    }
    if (!isLookedAt(outer)) {
      follower.add({ does: 'use', node: outer });
    }
    const inner = isLent(within) ? ['&'] : within;
    return isPrivate(within) && follower.view.project?.isPlainValue(outer) !== true
      ? { node: outer, within: inner }
      : undefined;
  }
  if (beginsBy({ view: follower.view, node: call }, follower.entry)) {
    follower.add({ does: 'begin', node: call });
    followGiven(follower, call);
    if (isStatement(call)) {
      return undefined;
    }
    // `server.listen()` gives the server again, and so does `await client.connect()` of some; others give an address.
    const next = wrapped(call);
    const waited = next.parent?.type === T.AwaitExpression ? next.parent : next;
    return follower.view.project?.isString(waited) === true ? undefined : { node: next, within };
  }
  if (name !== undefined && follower.entry.ownedBy?.includes(name) === true) {
    follower.add({ does: 'join', node: call });
    return undefined;
  }
  if (isListeningForEnd(call, name)) {
    follower.escape(call, within);
  }
  if (givesItself.has(name) || (name !== undefined && follower.entry.givesItself?.includes(name) === true)) {
    return { node: wrapped(call), within };
  }
  follower.add({ does: 'use', node: call });
  const isWanted = !isStatement(call);
  if (isWanted && (isFluent(follower, call, name) || isOfNewInstance(follower, member, within))) {
    return { node: wrapped(call), within };
  }
  return isWanted && follower.view.project?.leadsBack(call) === true
    ? { node: wrapped(call), within: lentTo }
    : undefined;
}

/** Follows what it holds, where that is given to it: to close the transport of a client closes the client. */
function followGiven(follower: Follower, call: TSESTree.CallExpression): void {
  const { entry, slots, view } = follower;
  const [given] = call.arguments;
  if (typeof entry.holds === 'string' || entry.holds.given === undefined || given?.type !== T.Identifier) {
    return;
  }
  const known = slots.length;
  for (const reference of variableOf(view, given)?.references ?? []) {
    if (reference.isRead() && reference.identifier !== given) {
      follower.expression(reference.identifier, []);
    }
  }
  // What else the transport is called is no name of the client.
  slots.splice(known);
}

/** A call whose value, waited for or not, goes nowhere: most calls on a resource are, and their types take long. */
function isStatement(call: TSESTree.CallExpression): boolean {
  const outer = wrapped(call);
  const parent = parentOf(outer);
  return parentOf(parent?.type === T.AwaitExpression ? wrapped(parent) : outer)?.type === T.ExpressionStatement;
}

/** `new MongoClient(url).connect()` resolves to the client; without types, where nothing else is known of `connect`. */
function isFluent({ entry, view }: Follower, call: TSESTree.CallExpression, name: string | undefined): boolean {
  return view.project === undefined
    ? name === 'connect' && entry.checkouts?.some(({ member }) => member === name) !== true
    : view.project.givesItself(call);
}

/** `await new Harness().start()`, which without types may well be the instance again: nothing else has it. */
function isOfNewInstance({ view }: Follower, { object }: TSESTree.MemberExpression, within: Within): boolean {
  return view.project === undefined && isPrivate(within) && unwrap(object).type === T.NewExpression;
}

function memberOfCollection(
  follower: Follower,
  member: TSESTree.MemberExpression,
  call: TSESTree.CallExpression | undefined,
  within: Within,
): Next | undefined {
  const name = memberName(member);
  if (call === undefined) {
    return name === 'length' || name === 'size' ? undefined : { node: wrapped(member), within: elementOf(within) };
  }
  if (takingMethods.has(name)) {
    return { node: wrapped(call), within: elementOf(within) };
  }
  if (passingMethods.has(name)) {
    return { node: wrapped(call), within };
  }
  if (visitingMethods.has(name)) {
    followCallback(follower, call.arguments[0], elementOf(within));
  } else if (isCloserName(name) && !puttingMethods.has(name)) {
    follower.called(member);
  } else if (!lookingMethods.has(name) && !puttingMethods.has(name)) {
    // `clients.reduce((last, client) => last.then(() => client.quit()), Promise.resolve())`
    follower.escape(call, within);
  }
  return undefined;
}

/** What a callback gets as its first argument. */
export function followCallback(follower: Follower, callback: TSESTree.Node | undefined, within: Within): void {
  if (isFunction(callback)) {
    const [parameter] = callback.params;
    if (parameter !== undefined) {
      follower.pattern(parameter, within);
    }
  } else if (callback !== undefined) {
    follower.escape(callback, within);
  }
}
