import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, parentOf } from '../../ast/expressions.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { FileView } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { Acquisitions, isAcquiringNode } from '../acquisitions.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { type Fate, isBorrower } from '../fates/fate.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { followListener } from '../fates/listener.ts';
import { isLooking, isSetting } from '../fates/looking.ts';
import { functionReturning } from '../fates/returned.ts';
import { isInCatch } from '../given-back.ts';
import { lenderReleases } from '../lender-releases.ts';
import { holdsOnlyLent } from '../lent-connection.ts';
import { ownedParts } from '../owned-parts.ts';
import type { Phase, Phases } from '../phases.ts';
import { isUnrefd } from '../releases.ts';
import { ambientReleaseNodes, isAmbient, isReleasedBySetup } from './ambient.ts';
import { checkedOut } from './checked-out.ts';
import { isExpectedToFail, isTriedForItsError } from './expected-failure.ts';
import { getsFakeConnection } from './fake-connection.ts';
import { isLeftToCaller } from './left-to-caller.ts';
import { isToldToHoldNothing } from './lent.ts';
import { isMocked } from './mocked.ts';
import { isNeverCalled } from './never-called.ts';
import { isNeverRead } from './never-read.ts';
import { isNeverRun } from './never-run.ts';
import { registersItself } from './registers-itself.ts';
import { isFieldReplaced } from './replaced-field.ts';
import { mayRunAtOnce, mayRunQuery } from './run-queries.ts';
import { lacksCloser, memberUsed, ownClosersOf } from './own-closers.ts';
import { isTestDouble } from './test-double.ts';
import type { OwnCloser, TestRelease, TestResource } from './test-resource.ts';
import { isLeftToUnseenTeardown } from './unseen-teardown.ts';
import { runsNothing, waitsForNothing } from './waits-for-nothing.ts';

/** By file, of those that set up nothing for the whole run. The rules of one run ask for the same. */
const known = new WeakMap<FileView, Map<FormIndex, readonly TestResource[]>>();

/**
 * Every resource that the code of a test file acquires and keeps in sight, in the order of the source. What goes where
 * it cannot be followed is left out.
 */
export function testResources(phases: Phases, index: FormIndex, options: FollowOptions): readonly TestResource[] {
  if (phases.globalSetup !== undefined) {
    return searched(phases, index, options);
  }
  const { view } = phases.file;
  const ofFile = known.get(view) ?? new Map<FormIndex, readonly TestResource[]>();
  known.set(view, ofFile);
  const resources = ofFile.get(index) ?? searched(phases, index, options);
  ofFile.set(index, resources);
  return resources;
}

function searched(phases: Phases, index: FormIndex, options: FollowOptions): readonly TestResource[] {
  const { view } = phases.file;
  const acquisitions = new Acquisitions(index);
  const found: TestResource[] = [];
  for (const node of nodesOf(view.ast)) {
    if (isAcquiringNode(node) && phases.file.callAt(node) === undefined && !isExpectedToFail(node)) {
      const made = acquisitions.allOf({ view, node });
      for (const acquisition of made.length > 0 ? made : checkedOut({ view, node }, index, acquisitions, phases)) {
        const one = isWatched(acquisition) && resourceOf(node, acquisition, phases, options);
        // An instance that keeps several resources has one closer for all.
        if (one && !(isHidden(one) && found.some((other) => other.making === node && isHidden(other)))) {
          found.push(one);
        }
      }
    }
  }
  return found;
}

function isHidden({ acquisition: { within } }: TestResource): boolean {
  return within?.includes('?') !== false;
}

/** Has a release, and is worth one. */
function isWatched({ entry }: Acquisition): boolean {
  const isReleased = entry.release.length > 0 || entry.disposable !== undefined;
  return isReleased && entry.category !== 'mock' && entry.moduleLevel !== 'opt-in' && entry.moduleLevel !== 'intended';
}

function resourceOf(
  making: AcquiringNode,
  acquisition: Acquisition,
  phases: Phases,
  options: FollowOptions,
): TestResource | undefined {
  const { view } = phases.file;
  const { entry, within } = acquisition;
  if (
    isMocked(view, making, entry) ||
    isTestDouble({ view, node: making }) ||
    getsFakeConnection({ view, node: making }) ||
    (acquisition.made.node !== making && getsFakeConnection(acquisition.made)) ||
    holdsOnlyLent(acquisition) ||
    isFieldReplaced({ view, node: making }, acquisition) ||
    isToldToHoldNothing(acquisition, { view, node: making }) ||
    !isLeftToCaller(acquisition, view, options) ||
    registersItself({ view, node: making }, acquisition)
  ) {
    return undefined;
  }
  const follower = new Follower(view, entry, options);
  follower.expression(making, within ?? ['?']);
  followListener(follower, making);
  const { slots } = follower;
  const closers = ownClosersOf({ view, node: making }, acquisition, options);
  const fates = follower.fates
    .map((fate) => asRelease(fate, closers))
    .filter(({ does, node }) => does !== 'release' || !(isNeverRun(node, view) || isNeverCalled(node, phases)));
  const does = (what: Fate['does']): boolean => fates.some((fate) => fate.does === what);
  const isHandedOn = fates.some((fate) => fate.does === 'return' && isGivenToCallers(fate, making, phases));
  const isOwnRelease = fates.some((fate) => fate.does === 'release' && fate.by === 'call' && !isInCatch(fate.node));
  // What the file closes itself it only lends to code that is not seen.
  const escapes = fates.some((fate) => fate.does === 'escape' && !(isOwnRelease && fate.mayBeLent === true));
  if (
    escapes ||
    isHandedOn ||
    does('join') ||
    isTriedForItsError(making, fates, slots, acquisition.resolves && acquisition.holds)
  ) {
    return undefined;
  }
  const begin = beginOf(making, fates);
  // What a fixture returns is used by the tests that ask for it.
  const isLent = does('return') && phases.of(making).some(({ during }) => during === 'fixture');
  const isOver = entry.holds === 'on-first-use' && waitsForNothing(making, phases);
  const isUsed =
    fates.some(
      (fate) =>
        fate.does === 'use' &&
        !isSetting(fate.node) &&
        !(isOver && runsNothing(fate.node, view)) &&
        (entry.buildsQueries !== true || mayRunQuery(fate, making, slots, view)),
    ) ||
    isLent ||
    does('escape') ||
    (isInsideCall(making) && !isOver && (entry.buildsQueries !== true || mayRunAtOnce(making, view))) ||
    (mayBeUsedBefore(acquisition) && !isOver && !isOnlyAsked(acquisition, fates)) ||
    (phases.of(making).some(isSetUp) && isNeverRead(fates, slots));
  const mayHold =
    entry.holds !== 'on-first-use' ||
    (isUsed && (closers.length > 0 || !lacksCloser(acquisition, { view, node: making })));
  if (!mayHold || (!acquisition.holds && begin === undefined)) {
    return undefined;
  }
  if (slots.some(({ variable }) => isUnrefd(making, variable)) || isUnrefd(making, undefined)) {
    return undefined;
  }
  const node = acquisition.holds || begin === undefined ? making : (begin.node as AcquiringNode);
  const ambient = isAmbient(entry) ? ambientReleaseNodes(phases.file, entry) : [];
  if (isAmbient(entry) && ambient.length === 0 && isReleasedBySetup(view, entry)) {
    return undefined;
  }
  if (isLeftToUnseenTeardown(node, slots, phases)) {
    return undefined;
  }
  const closer = closers.find(({ method }) => !isCloserName(method)) && closers[0];
  const parts = ownedParts(acquisition, view, options);
  if (parts?.are === 'lent') {
    return undefined;
  }
  // What only holds a pool lives for as long as the pool, unless the file closes it itself.
  const ofParts = parts === undefined || does('release') ? [] : parts.made;
  return {
    node,
    making,
    acquisition,
    phases: ofParts.length > 0 ? ofParts.flatMap((part) => phases.of(part)) : phases.of(node),
    // What another value only leads to has no name that it can be closed by.
    slots: slots.filter((slot) => !slot.within.includes('?') || (within ?? ['?']).includes('?')),
    releases: [
      ...fates.flatMap((fate) => (fate.does === 'release' ? [releaseAt(fate, phases)] : [])),
      ...ambient.map((one) => releaseAt(one, phases)),
      ...[...lenderReleases(view, making, entry, options), ...(parts?.releases ?? [])].map((fate) =>
        releaseAt(fate, phases),
      ),
    ],
    uses: fates.flatMap((fate) => (fate.does === 'use' ? [fate.node] : [])),
    ...(closer && { closer }),
  };
}

/** What comes of it in a helper, of a resource from around that: `return await pubsub.createSchema(id)`, is but a use. */
function isGivenToCallers(
  { node, within }: Extract<Fate, { does: 'return' }>,
  making: TSESTree.Node,
  phases: Phases,
): boolean {
  const owner = functionReturning(node);
  return !phases.isCallback(owner) && !(isBorrower(within) && owner !== undefined && !isInside(making, owner));
}

/** A use that closes, by a member whose name does not say so. */
function asRelease(fate: Fate, closers: readonly OwnCloser[]): Fate {
  const member = fate.does === 'use' && closers.length > 0 ? memberUsed(fate.node) : undefined;
  return member !== undefined && closers.some(({ method }) => method === member)
    ? { does: 'release', node: fate.node, by: fate.node.type === T.CallExpression ? 'call' : 'reference' }
    : fate;
}

function releaseAt({ node, by }: Pick<Extract<Fate, { does: 'release' }>, 'by' | 'node'>, phases: Phases): TestRelease {
  return { node, by, phases: by === 'reference' ? phases.ofReference(node) : phases.of(node) };
}

/** The call after which it holds: of all on its variable the one that follows it, where there is one. */
function beginOf(making: TSESTree.Node, fates: readonly Fate[]): Extract<Fate, { does: 'begin' }> | undefined {
  const begins = fates.filter((fate) => fate.does === 'begin').filter(({ node }) => !isExpectedToFail(node));
  const own = begins.find(
    ({ node }) => enclosingFunction(node) === enclosingFunction(making) && making.range[0] <= node.range[1],
  );
  return own ?? begins[0];
}

/** A hook, or the code around the tests. */
function isSetUp({ during }: Phase): boolean {
  return during === 'hook' || during === 'loading';
}

/** The functions and classes that make it may well have used it themselves. */
function mayBeUsedBefore({ through, within }: Acquisition): boolean {
  return through.length > 0 || within?.length !== 0;
}

/** An instance that is asked how it was made, and nothing else. */
function isOnlyAsked({ resolves }: Acquisition, fates: readonly Fate[]): boolean {
  const uses = fates.filter(({ does }) => does === 'use');
  return !resolves && uses.length > 0 && uses.every(({ node }) => isSetting(node));
}

/** An argument of something that may well use it. */
function isInsideCall(node: TSESTree.Node): boolean {
  const parent = parentOf(node);
  return (
    (parent?.type === T.CallExpression && !isLooking(parent)) ||
    (parent?.type === T.MemberExpression && !isSetting(parent))
  );
}
