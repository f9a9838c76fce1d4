import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, parentOf, unwrap } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { mayThrow } from './throwing-release.ts';
import type { TestFile } from '../../runners/test-file.ts';
import type { TestResource } from './test-resource.ts';

/** A release that does not happen when the one before it throws. */
export interface SkippedRelease {
  readonly resource: TestResource;
  readonly node: TSESTree.Node;
  /** The release that runs first. */
  readonly first: TSESTree.Node;
  readonly firstResource: TestResource;
  /** The after-hook of the first one, when the two stand in different hooks. */
  readonly hook: RunnerCall | undefined;
}

interface Release {
  readonly resource: TestResource;
  readonly node: TSESTree.Node;
  readonly call: RunnerCall;
}

/** Releases of after-hooks that stand behind another, with nothing that runs them all the same. */
export function skippedReleases(file: TestFile, all: readonly TestResource[]): readonly SkippedRelease[] {
  const releases = all
    .flatMap((resource) => resource.releases.flatMap((release) => inAfterHook(resource, release)))
    .sort((a, b) => a.node.range[0] - b.node.range[0]);
  const throwing = releases.filter(({ node, resource }) => mayThrow(node, resource.acquisition.entry, file.view));
  const seen = new Set<TSESTree.Node>();
  return releases.flatMap((release): SkippedRelease[] => {
    // Each test may make what the hook releases: it is skipped but once.
    if (seen.has(release.node)) {
      return [];
    }
    const first = throwing.find((other) => other !== release && isBefore(other, release));
    if (first === undefined) {
      return [];
    }
    seen.add(release.node);
    return [
      {
        resource: release.resource,
        node: release.node,
        first: first.node,
        firstResource: first.resource,
        hook: first.call === release.call ? undefined : first.call,
      },
    ];
  });
}

function inAfterHook(
  resource: TestResource,
  { node, by, phases }: TestResource['releases'][number],
): readonly Release[] {
  const [phase] = phases;
  const isHook =
    by === 'call' &&
    phases.length === 1 &&
    (phase?.during === 'teardown' || (phase?.during === 'hook' && phase.hook.when === 'after'));
  return isHook ? [{ resource, node, call: phase.call }] : [];
}

function isBefore(first: Release, second: Release): boolean {
  if (first.resource === second.resource || isOnSameValue(first.node, second.node)) {
    return false;
  }
  if (first.call === second.call) {
    return first.node.range[1] <= second.node.range[0] && isInSequence(first.node, second.node);
  }
  const { call } = second;
  if (isTeardown(first) || isTeardown(second)) {
    return isTeardown(first) && isTeardown(second) && isSkippedTeardown(first, second);
  }
  return (
    hookOf(first)?.every === hookOf(second)?.every &&
    call.runners.length > 0 &&
    call.runners.every(
      ({ afterHooks }) => afterHooks.throwingSkipsRest && afterHooks.order === call.runners[0]?.afterHooks.order,
    ) &&
    runsFirst(first, second) &&
    !isProtected(first.node)
  );
}

/** `server.stop(); server.destroy();`: both close the same, whichever test made it. */
function isOnSameValue(first: TSESTree.Node, second: TSESTree.Node): boolean {
  const [one, other] = [first, second].map(receiverOf);
  return one !== undefined && one === other;
}

/** `server` of `server?.close()` */
function receiverOf(node: TSESTree.Node): string | undefined {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  const object = callee?.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return object?.type === T.Identifier ? object.name : undefined;
}

/**
 * Whether a hook runs before another that stands in the same suite, or test: what a suite around closes cannot move
 * into its hook, and a test has its own.
 */
function runsFirst(first: Release, second: Release): boolean {
  const isReversed = second.call.runners.every(({ afterHooks }) => afterHooks.order === 'reversed');
  return (
    enclosingFunction(first.call.node) === enclosingFunction(second.call.node) &&
    (isReversed ? first.node.range[0] > second.node.range[0] : first.node.range[0] < second.node.range[0])
  );
}

/** `t.after` of one test: those of node:test run as they are registered, and not at all when one before them throws. */
function isSkippedTeardown(first: Release, second: Release): boolean {
  return (
    first.node.range[1] <= second.node.range[0] &&
    enclosingFunction(first.call.node) === enclosingFunction(second.call.node) &&
    second.call.runners.every(({ throwingTeardownSkipsRest }) => throwingTeardownSkipsRest === true) &&
    !isProtected(first.node)
  );
}

function isTeardown({ call: { does } }: Release): boolean {
  return does.is === 'teardown';
}

function hookOf({ call: { does } }: Release) {
  return does.is === 'hook' ? does : undefined;
}

/** Whether the second is reached only when the first does not throw: no `finally`, `catch` or `allSettled` is between. */
function isInSequence(first: TSESTree.Node, second: TSESTree.Node): boolean {
  return (
    enclosingFunction(first) === enclosingFunction(second) &&
    statementAround(first) !== statementAround(second) &&
    !isProtected(first)
  );
}

/** In a `try` block, or with a `.catch()` of its own: what follows runs whatever happens. */
function isProtected(node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && !isFunction(outer); outer = parentOf(outer)) {
    const isTried = outer.type === T.TryStatement && outer.block === inner;
    const isCaught =
      outer.type === T.MemberExpression && outer.property.type === T.Identifier && outer.property.name === 'catch';
    const isSettled =
      outer.type === T.CallExpression &&
      outer.callee.type === T.MemberExpression &&
      outer.callee.property.type === T.Identifier &&
      outer.callee.property.name === 'allSettled';
    if (isTried || isCaught || isSettled) {
      return true;
    }
    inner = outer;
  }
  return false;
}

function statementAround(node: TSESTree.Node): TSESTree.Node {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && outer.type !== T.BlockStatement; outer = parentOf(outer)) {
    inner = outer;
  }
  return inner;
}
