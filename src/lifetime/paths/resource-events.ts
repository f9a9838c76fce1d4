import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside, memberName, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { isDeclaredIn, variableOf } from '../../ast/variables.ts';
import type { Fate, Slot } from '../fates/fate.ts';
import { isInCatch } from '../given-back.ts';
import { type Point, pointsOf, type Root, rootAround } from './closures.ts';
import { continuationOf } from './continuations.ts';
import { type Effect, Events } from './events.ts';
import type { LocalResource } from './local-resource.ts';
import { afterWaiting, waitedPlace } from './made.ts';
import { isGiven } from './names.ts';
import { isOwnRelease, isReleasedBy } from './own-release.ts';

/**
 * What the nodes of a function do to a resource.
 *
 * @param made where it is there
 * @param lenderReleased where what lent it is released
 */
export function eventsOf(
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
    const waited = fate.does === 'begin' ? waitedPlace(fate.node, owner) : undefined;
    if (waited !== undefined) {
      events.add(afterWaiting(waited), 'hold');
      continue;
    }
    const isLent = fate.does === 'escape' && isLentByCall(fate, resource);
    for (const { node: point, isKept } of points(fate.node)) {
      const isOwnCallback = point === fate.node ? isInOwnCallback(point, making, made) : point === making;
      const effect = isLent ? 'use' : effectOf(fate, point, isKept, resource);
      if (isOwnCallback && effect === 'entrust') {
        // `setInterval(() => clearInterval(timer))`: what its own callback does comes after it was made.
        events.add(made, effect);
      } else if (!isOwnCallback) {
        events.add(effect === 'hold' && point === fate.node ? afterWaiting(point) : point, effect);
      }
    }
  }
  // Something that outlives the function has it now, or a collection whose parts are not told apart.
  const away = slots.filter((slot) => slot.isCollection || isOutside(slot, owner)).map(({ node }) => putBy(node));
  for (const { node } of [...away, ...resolvingCalls(owner, names), ...lenderReleased].flatMap(points)) {
    events.add(isInOwnCallback(node, making, made) ? made : node, 'entrust');
  }
  for (const { node } of givenBack.flatMap(points)) {
    events.add(node, 'leave');
  }
  return events;
}

/** `const server = app.listen(3000, (error) => { if (!error) resolve(server); })` */
function isInOwnCallback(point: TSESTree.Node, making: TSESTree.Node, made: TSESTree.Node): boolean {
  const given = 'arguments' in making && isInside(making, made) ? making.arguments : [];
  return given.some((argument) => isFunction(argument) && isInside(point, argument));
}

/**
 * `await run(client); client.release();`, where `run` is code that is not seen, or was given to the function: that the
 * function releases the client itself then tells that it only lent it.
 */
function isLentByCall(
  { mayBeLent, node: call }: Extract<Fate, { does: 'escape' }>,
  { fates, owner, view }: Omit<LocalResource<Root>, 'events'>,
): boolean {
  const callee = call.type === T.CallExpression ? unwrap(call.callee) : undefined;
  const [definition] = (callee?.type === T.Identifier ? variableOf(view, callee)?.defs : undefined) ?? [];
  const isToCallback = definition?.type === DefinitionType.Parameter && afterWaiting(call) !== call;
  return (
    (mayBeLent === true || isToCallback) &&
    rootAround(call) === owner &&
    fates.some(
      ({ does, node }) =>
        does === 'release' && node.range[0] > call.range[1] && rootAround(node) === owner && !isInCatch(node),
    )
  );
}

/** `await runner.connect()`: where that fails, what would hold something from its first use on holds nothing yet. */
function isConnecting({ does, node }: Fate): boolean {
  const callee = does === 'use' && node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && memberName(callee) === 'connect';
}

/** `clients.push(client)` puts it there once its arguments are known, an assignment when its target is. */
function putBy(target: TSESTree.Node): TSESTree.Node {
  const member = parentOf(wrapped(target));
  const call = member?.type === T.MemberExpression ? parentOf(wrapped(member)) : undefined;
  return call?.type === T.CallExpression && unwrap(call.callee) === member ? call : target;
}

/** `resolve(server)` in `new Promise((resolve) => …)`: whoever waits for the promise has it then. */
function resolvingCalls(owner: Root, names: ReadonlySet<string>): readonly TSESTree.Node[] {
  const resolvers = resolversAround(owner);
  return resolvers.size === 0
    ? []
    : [...allNodes(owner)].filter(
        (node) =>
          node.type === T.CallExpression &&
          node.callee.type === T.Identifier &&
          resolvers.has(node.callee.name) &&
          node.arguments.some((argument) => isGiven(argument, names)),
      );
}

/** What the executors call `resolve` that a function is, or lies in. */
function resolversAround(owner: Root): ReadonlySet<string> {
  const found = new Set<string>();
  for (let outer = owner; outer.type !== T.Program; outer = rootAround(outer)) {
    const [resolve] = continuationOf(outer) === 'executor' ? outer.params : [];
    if (resolve?.type === T.Identifier) {
      found.add(resolve.name);
    }
  }
  return found;
}

/** @param node where the function around reaches the fate */
function effectOf(
  fate: Fate,
  node: TSESTree.Node,
  isKept: boolean,
  { acquisition: { entry }, names, slots, view }: Omit<LocalResource<Root>, 'events'>,
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
      return fate.by === 'call' &&
        node === fate.node &&
        ((isOwnRelease(node, entry) && !isOfBorrower(node, slots)) || isReleasedBy(node, names, entry, view))
        ? 'release'
        : 'entrust';
    default:
      return 'leave';
  }
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
  return !isDeclaredIn(variable, owner);
}
