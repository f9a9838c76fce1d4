import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, isInside, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { calledBackWith, takesError } from '../check-outs.ts';
import type { Fate, Slot, Within } from '../fates/fate.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { wrapped } from '../fates/members.ts';
import { functionReturning } from '../fates/returned.ts';
import { lenderReleases } from '../lender-releases.ts';
import { type Point, pointsOf, type Root, rootAround } from './closures.ts';
import { type Effect, Events } from './events.ts';

/** A resource that a function makes or checks out, with what the function does to it. */
export interface LocalResource<Owner extends Root = FunctionNode> {
  readonly view: FileView;
  readonly acquisition: Acquisition;
  /** Another resource lends it, which runs out of them. */
  readonly isCheckOut: boolean;
  /** The expression that makes it. */
  readonly making: AcquiringNode;
  /** The call after which it holds something: `making` itself, or `client.connect()`. */
  readonly holding: AcquiringNode;
  /** The code whose paths matter. */
  readonly owner: Owner;
  readonly slots: readonly Slot[];
  readonly fates: readonly Fate[];
  readonly events: Events;
  readonly names: ReadonlySet<string>;
  /** The name of the error that there is instead of it: that of `(error, client) => …`. */
  readonly failure: string | undefined;
}

/**
 * Follows what a call makes through the function around it.
 *
 * @returns undefined when it begins to hold nothing there, or when its promise is kept for later
 */
export function localResource(
  view: FileView,
  making: AcquiringNode,
  acquisition: Acquisition,
  isCheckOut: boolean,
  options: FollowOptions,
): LocalResource<Root> | undefined {
  const { entry, holds, resolves, within } = acquisition;
  // The callback of `exec(command, (error, stdout) => …)` gets something else: the call itself gives the process.
  const given = isCheckOut || resolves ? calledBackWith(making) : undefined;
  const made = madeBy(making, resolves, given);
  if (made === undefined) {
    return undefined;
  }
  const { owner } = made;
  const follower = new Follower(view, entry, isCheckOut ? lendingOptions(entry, options) : options);
  if (made.given === undefined) {
    follower.expression(making, within ?? ['?']);
  } else {
    followCallback(follower, made.given, within ?? ['?']);
  }
  const { fates, givenBack, slots } = follower;
  const begin = fates.find(({ does, node }) => does === 'begin' && rootAround(node) === owner);
  // `client.connect((error) => …)` holds something only where there is no error.
  if (!holds && (begin === undefined || (begin.node as AcquiringNode).arguments.some(mayFail))) {
    return undefined;
  }
  const error = made.given?.params[0];
  const resource = {
    view,
    acquisition,
    isCheckOut,
    making,
    holding: holds || begin === undefined ? making : (begin.node as AcquiringNode),
    owner,
    slots,
    fates,
    failure: error?.type === T.Identifier ? error.name : undefined,
    names: new Set(slots.flatMap(({ variable }) => (variable === undefined ? [] : [variable.name]))),
  };
  return {
    ...resource,
    events: eventsOf(
      resource,
      made.node,
      lenderReleases(view, making, entry, options).map(({ node }) => node),
      givenBack.filter((node) => functionReturning(node) === owner),
    ),
  };
}

function mayFail(callback: TSESTree.Node): boolean {
  return isFunction(callback) && takesError(callback);
}

/** What was checked out is only used by the code that lent it: `User.create(values, { transaction })`. */
function lendingOptions({ from }: ResourceEntry, options: FollowOptions): FollowOptions {
  return {
    ...options,
    isLending: (call, view) => {
      const callee = unwrap(call.callee);
      const name = callee.type === T.MemberExpression ? memberName(callee) : undefined;
      const types = isCloserName(name) ? [] : (view.project?.typesOf(callee) ?? []);
      return (
        options.isLending(call, view) || types.some((type) => type.package !== undefined && from.includes(type.package))
      );
    },
  };
}

/** Where the resource is there, and the function in which it is. */
interface Made {
  readonly node: TSESTree.Node;
  readonly owner: Root;
  /** The function that is called back with an error or with the resource. */
  readonly given?: FunctionNode;
}

/** `(error, client, done) => …`, of which `done` gives the client back. */
function followCallback(follower: Follower, { params: [, value, done] }: FunctionNode, within: Within): void {
  if (value !== undefined) {
    follower.pattern(value, within);
  }
  if (done !== undefined) {
    follower.closer(done);
  }
}

/** @returns undefined for a promise that is kept for later */
function madeBy(making: AcquiringNode, resolves: boolean, given: FunctionNode | undefined): Made | undefined {
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
  const isSettledHere = parent?.type === T.ArrayExpression || parent?.type === T.ExpressionStatement;
  return isSettledHere ? { node, owner } : undefined;
}

/** A call, or the `await` of it, also of `connect().catch(…)`. */
function afterWaiting(call: TSESTree.Node): TSESTree.Node {
  const parent = parentOf(wrapped(call));
  if (parent?.type === T.AwaitExpression) {
    return parent;
  }
  const isGuarded = parent?.type === T.MemberExpression && ['catch', 'finally'].includes(memberName(parent) ?? '');
  const chained = isGuarded ? parentOf(wrapped(parent)) : undefined;
  const waited = chained?.type === T.CallExpression ? afterWaiting(chained) : undefined;
  return waited === undefined || waited === chained ? call : waited;
}

function eventsOf(
  resource: Omit<LocalResource<Root>, 'events'>,
  made: TSESTree.Node,
  lenderReleased: readonly TSESTree.Node[],
  givenBack: readonly TSESTree.Node[],
): Events {
  const { view, acquisition, making, owner, slots, fates, names } = resource;
  const events = new Events();
  events.add(made, 'make');
  if (acquisition.holds && acquisition.entry.holds !== 'on-first-use') {
    events.add(made, 'hold');
  }
  const points = (node: TSESTree.Node): readonly Point[] =>
    node === owner ? [{ node, isKept: false }] : pointsOf(node, owner, view, names);
  for (const fate of fates) {
    for (const { node: point, isKept } of points(fate.node)) {
      const isOwnCallback = point === making && point !== fate.node;
      const effect = effectOf(fate, point, isKept, resource);
      if (isOwnCallback && effect === 'entrust') {
        // `setInterval(() => clearInterval(timer))`: what its own callback does comes after it was made.
        events.add(made, effect);
      } else if (!isOwnCallback) {
        events.add(effect === 'hold' && point === fate.node ? afterWaiting(point) : point, effect);
      }
    }
  }
  // Something that outlives the function has it now, or a collection whose parts are not told apart.
  const away = slots.filter((slot) => slot.isCollection || isOutside(slot, owner)).map(({ node }) => node);
  for (const { node } of [...away, ...lenderReleased].flatMap(points)) {
    events.add(node, 'entrust');
  }
  for (const { node } of givenBack.flatMap(points)) {
    events.add(node, 'leave');
  }
  return events;
}

/** `await runner.connect()`: where that fails, what would hold something from its first use on holds nothing yet. */
function isConnecting({ does, node }: Fate): boolean {
  const callee = does === 'use' && node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && memberName(callee) === 'connect';
}

/** @param node where the function around reaches the fate */
function effectOf(
  fate: Fate,
  node: TSESTree.Node,
  isKept: boolean,
  { acquisition: { entry }, slots }: Omit<LocalResource<Root>, 'events'>,
): Effect {
  switch (fate.does) {
    case 'begin':
      return 'hold';
    case 'use':
      if (isConnecting(fate) && entry.holds === 'on-first-use') {
        return 'hold';
      }
      // `dataSource.createQueryRunner().manager`: a part of it goes on, and may bring it back.
      return isKept || fate.isKept === true || (slots.length === 0 && node.type === T.MemberExpression)
        ? 'leave'
        : 'use';
    case 'release':
      return fate.by === 'call' && node === fate.node && isOwnRelease(fate.node, entry) && !isOfBorrower(node, slots)
        ? 'release'
        : 'entrust';
    default:
      return 'leave';
  }
}

/** A release that the catalogue knows: `server.close()`, but not `server.closeIdleConnections()`. */
function isOwnRelease(node: TSESTree.Node, { disposable, release }: ResourceEntry): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  if (callee?.type !== T.MemberExpression) {
    return (
      callee?.type === T.Identifier &&
      release.some((form) => 'self' in form || ('call' in form && form.call === callee.name))
    );
  }
  const name = memberName(callee);
  return name === undefined
    ? disposable !== undefined
    : release.some(
        (form) =>
          ('method' in form && form.method.split('.').at(-1) === name) ||
          ('call' in form && form.call.split('.').at(-1) === name),
      );
}

/** `queue.close()`, where the queue uses a client that it was given: it may close it. */
function isOfBorrower(node: TSESTree.Node, slots: readonly Slot[]): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  const object = callee?.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return (
    object?.type === T.Identifier && slots.some(({ name, within }) => name === object.name && within.includes('&'))
  );
}

function isOutside({ variable }: Slot, owner: Root): boolean {
  return variable === undefined || !isInside(variable.identifiers[0] as TSESTree.Node, owner);
}
