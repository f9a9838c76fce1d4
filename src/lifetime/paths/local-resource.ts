import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, isInside, memberName, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import { calledBackWith, takesError } from '../check-outs.ts';
import type { Fate, Slot, Within } from '../fates/fate.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { followListener } from '../fates/listener.ts';
import { functionReturning } from '../fates/returned.ts';
import { lenderReleases } from '../lender-releases.ts';
import { ownedParts } from '../owned-parts.ts';
import { ambientReleases, keyedReleases } from '../releases.ts';
import type { Root } from './closures.ts';
import type { Events } from './events.ts';
import { madeBy, waitedPlace } from './made.ts';
import { eventsOf } from './resource-events.ts';

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
  const keyed = keyedReleases(view, entry, making);
  const isReleasedElsewhere = keyed.length > 0 && !keyed.some((call) => isInside(call, owner));
  if (isReleasedElsewhere || making.arguments.some(handsOnThis)) {
    return undefined;
  }
  const follower = new Follower(
    view,
    entry,
    isCheckOut ? lendingOptions(packagesKnowing({ acquisition, making, view }), options) : options,
  );
  if (made.given === undefined) {
    follower.expression(making, within ?? ['?']);
    followListener(follower, making);
  } else {
    followCallback(follower, made.given, within ?? ['?']);
  }
  // `mongoose.disconnect()` closes what `mongoose.connect()` opened, whatever has a name.
  const byModule = entry.keptByModule === true ? ambientReleases(view, entry) : keyed;
  byModule.forEach((node) => follower.add({ does: 'release', node, by: 'call' }));
  const { fates, givenBack, slots } = follower;
  const begin = fates.find(({ does, node }) => does === 'begin' && waitedPlace(node, owner) !== undefined);
  // `client.connect((error) => …)` holds something only where there is no error.
  if (!holds && (begin === undefined || (begin.node as AcquiringNode).arguments.some(mayFail))) {
    return undefined;
  }
  const error = made.given?.params[0];
  const parts = ownedParts(acquisition, view, options);
  const resource = {
    view,
    acquisition,
    isCheckOut,
    making,
    holding: (holds ? undefined : begin && waitedPlace(begin.node, owner)) ?? making,
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
      [
        ...lenderReleases(view, making, entry, options).map(({ node }) => node),
        ...(parts?.are === 'lent' ? [made.node] : (parts?.releases ?? []).map(({ node }) => node)),
      ],
      givenBack.filter((node) => functionReturning(node) === owner),
    ),
  };
}

function mayFail(callback: TSESTree.Node): boolean {
  return isFunction(callback) && takesError(callback);
}

/** `app.listen(0, function () { resolve(this); })`: the callback may have it as its `this`, and does not only ask it. */
function handsOnThis(callback: TSESTree.Node): boolean {
  return (
    callback.type === T.FunctionExpression &&
    [...allNodes(callback.body)].some(
      (node) =>
        node.type === T.ThisExpression &&
        !(node.parent.type === T.MemberExpression && !isCloserName(memberName(node.parent))),
    )
  );
}

/** The packages that know a resource: those that make or lend it, and that of its type. */
export function packagesKnowing({
  acquisition,
  making,
  view,
}: Pick<LocalResource, 'acquisition' | 'making' | 'view'>): readonly string[] {
  const types = view.project?.typesGivenBy(making) ?? [];
  return [...acquisition.entry.from, ...types.flatMap((type) => type.package ?? [])];
}

/** What was checked out is only used by the code that lent it: `User.create(values, { transaction })`. */
function lendingOptions(packages: readonly string[], options: FollowOptions): FollowOptions {
  return {
    ...options,
    isLending: (call, view) => {
      const callee = unwrap(call.callee);
      const name = callee.type === T.MemberExpression ? memberName(callee) : undefined;
      const types = isCloserName(name) ? [] : (view.project?.typesOf(callee) ?? []);
      return (
        options.isLending(call, view) ||
        types.some((type) => type.package !== undefined && packages.includes(type.package))
      );
    },
  };
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
