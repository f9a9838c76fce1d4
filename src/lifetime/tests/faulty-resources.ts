import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import { usualClosers } from '../fates/closer-names.ts';
import type { Phases } from '../phases.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { type FaultContext, faultOf } from './fault.ts';
import { hiddenRelease } from './shadowing.ts';
import type { Fault, FaultyResource, TestResource } from './test-resource.ts';
import { unprotectedSetUp } from './unprotected-set-up.ts';

/** Those resources of a test file that are not given back, or not where it helps, in the order of the source. */
export function faultyResources(
  all: readonly TestResource[],
  phases: Phases,
  options: FollowOptions,
  { requireFailureSafe }: Pick<FaultContext, 'requireFailureSafe'>,
): readonly FaultyResource[] {
  const context = { file: phases.file, all, requireFailureSafe };
  const faulty = all.flatMap((resource) => {
    const fault = faultOf(resource, context) ?? unprotectedSetUp(resource, all, phases.file.view);
    return fault === undefined ? [] : [{ resource, fault: explained(fault, resource, phases, options) }];
  });
  const single = faulty.filter((found, place) => faulty.findIndex((other) => isSameValue(found, other)) === place);
  return withOneCloser(single, all, phases.file.view);
}

/** A function that makes the one or the other, such as a server with or without a password, has made one of them. */
function isSameValue(
  { resource: one, fault }: FaultyResource,
  { resource: other, fault: its }: FaultyResource,
): boolean {
  const placesOf = ({ slots }: TestResource): string =>
    slots.map(({ name, within }) => [name, ...within].join()).join(' ');
  return (
    one.node === other.node &&
    fault.why === its.why &&
    one.acquisition.entry === other.acquisition.entry &&
    placesOf(one) === placesOf(other)
  );
}

/** What comes with a closer for all of it, such as `await startApp()`, is reported once, with that closer. */
function withOneCloser(
  faulty: readonly FaultyResource[],
  all: readonly TestResource[],
  view: FileView,
): readonly FaultyResource[] {
  const partlyClosed = new Set(all.flatMap(({ making, releases }) => (releases.length > 0 ? [making] : [])));
  const closed = new Set<TSESTree.Node>();
  return faulty.flatMap((found) => {
    const { resource, fault } = found;
    if (fault.why === 'never' && isCloserless(resource, view)) {
      // It is what makes it that has to change, once for all tests.
      const { made } = resource.acquisition;
      const isFirst = !closed.has(made.node);
      closed.add(made.node);
      return isFirst ? [found] : [];
    }
    if (fault.why === 'only when the test passes') {
      const { node } = fault.release;
      const isFirst =
        faulty.find((one) => one.resource.making === resource.making && isReleasedAt(one, node)) === found;
      return isFirst ? [found] : [];
    }
    const owned = fault.why === 'never' && !partlyClosed.has(resource.making) ? ownedBy(resource, view) : undefined;
    if (owned === undefined) {
      return [found];
    }
    const isKnown = closed.has(owned.making);
    closed.add(owned.making);
    return isKnown ? [] : [{ resource: owned, fault }];
  });
}

function isReleasedAt({ fault }: FaultyResource, release: TSESTree.Node): boolean {
  return fault.why === 'only when the test passes' && fault.release.node === release;
}

/** An instance of the project that keeps a resource to itself, and has nothing to call. */
function isCloserless({ acquisition: { within = ['?'] }, closer, making }: TestResource, view: FileView): boolean {
  return (
    closer === undefined &&
    within[0] === '?' &&
    view.project?.isObject(making) === true &&
    !hasUsualCloser(making, view) &&
    view.project.disposalSymbolsOf(making).length === 0
  );
}

function hasUsualCloser(node: TSESTree.Node, view: FileView): boolean {
  return usualClosers.some((member) => view.project?.hasMembers(node, [member]));
}

/** A resource in an object that has a closer, as one that the object keeps to itself. */
function ownedBy(resource: TestResource, view: FileView): TestResource | undefined {
  const { acquisition, making, slots } = resource;
  const within = acquisition.within ?? ['?'];
  if (within.at(-1) === '?') {
    return resource;
  }
  const isWhole =
    within.length > 0 && !within.includes('*') && slots.every((slot) => slot.within.length >= within.length);
  return isWhole && slots.length > 0 && hasUsualCloser(making, view)
    ? {
        ...resource,
        acquisition: { ...acquisition, within: ['?'] },
        slots: slots.map((slot) => ({ ...slot, within: [...slot.within.slice(0, -within.length), '?'] })),
      }
    : undefined;
}

/** Why a resource is never released, where its variable hides one that is. */
function explained(fault: Fault, resource: TestResource, phases: Phases, options: FollowOptions): Fault {
  const { phase } = fault;
  // What a test or an after-hook declares is its own; only a set-up is likely to have meant the outer variable.
  const isSetUp = (phase.during === 'hook' || phase.during === 'root hook') && phase.hook.when === 'before';
  const hidden = isSetUp && fault.why === 'never' ? hiddenRelease(resource, phases.file.view, options) : undefined;
  return hidden === undefined ? fault : { why: 'shadowed', phase, ...hidden };
}
