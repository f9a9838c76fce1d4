import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';
import type { Phase } from '../phases.ts';
import { failsSafe } from './failure-safe.ts';
import { faultOfFrequency } from './frequency.ts';
import { isKeptRunning } from './kept-running.ts';
import { hasEndingPeer } from './peers.ts';
import { shareSuites, suitesAround } from './suites.ts';
import type { Fault, HookPhase, TestRelease, TestResource } from './test-resource.ts';
import { usingInHook } from './using-in-hook.ts';

/** What `faultOf` needs to know beside the resource. */
export interface FaultContext {
  readonly file: TestFile;
  /** The other resources of the file. */
  readonly all: readonly TestResource[];
  /** A release that a failing assertion skips does not count. */
  readonly requireFailureSafe: boolean;
}

/** @returns undefined when the resource is given back, or when nobody can know */
export function faultOf(resource: TestResource, context: FaultContext): Fault | undefined {
  if (resource.phases.length === 0 || resource.phases.some(isUnknown)) {
    return undefined;
  }
  const faults = resource.phases.map((phase) => faultInPhase(resource, phase, context));
  return faults.every(Boolean) ? faults[0] : undefined;
}

function isUnknown({ during }: Phase): boolean {
  return during === 'unknown';
}

function faultInPhase(resource: TestResource, phase: Phase, context: FaultContext): Fault | undefined {
  const { releases, acquisition } = resource;
  if (releases.length === 0) {
    const { category, endsItself } = acquisition.entry;
    const mayEnd = endsItself === true && !isKeptRunning(resource, phase, context.file.view);
    return mayEnd || (category === 'socket' && hasEndingPeer(context.file.view)) ? undefined : { why: 'never', phase };
  }
  const faults = releases.flatMap((release) =>
    release.phases.length === 0
      ? [undefined]
      : release.phases.map((at) => faultOfRelease(resource, phase, release, at, context)),
  );
  const [first] = faults.every(Boolean) ? faults : [];
  return first?.why === 'other suite' && closesItsOwn(first, resource, context) ? { why: 'never', phase } : first;
}

/** Whether the hook of another suite is there for what that suite opens itself. */
function closesItsOwn(
  { at, release }: Extract<Fault, { at: HookPhase }>,
  resource: TestResource,
  { all, file }: FaultContext,
): boolean {
  return (
    'call' in at &&
    all.some(
      (other) =>
        other !== resource &&
        other.releases.some(({ node }) => node === release.node) &&
        shareSuites(other.node, at.call.node, file),
    )
  );
}

/** What is wrong with one release at one time; undefined when it gives the resource back. */
function faultOfRelease(
  resource: TestResource,
  phase: Phase,
  release: TestRelease,
  at: Phase,
  { file, all, requireFailureSafe }: FaultContext,
): Fault | undefined {
  switch (at.during) {
    case 'loading':
      return isUsedAfter(release.node, resource, file) ? { why: 'released while loading', phase, release } : undefined;
    case 'returned':
      return at.call.runners.some(({ callsReturnedTeardown }) => callsReturnedTeardown)
        ? faultOfFrequency(resource, phase, release, at, all)
        : { why: 'returned in vain', phase, release };
    case 'hook': {
      if (isSameCallback(phase, at)) {
        // What an around-hook leaves to its end outlives the tests that it runs.
        return at.hook.when === 'before' ? usingInHook(resource, phase, release, file.view) : undefined;
      }
      if (at.hook.when === 'before' || at.part === 'before tests') {
        return undefined;
      }
      if (!shareSuites(resource.node, at.call.node, file) || isUsedAfterSuite(resource, at.call, file)) {
        return { why: 'other suite', phase, release, at };
      }
      return at.hook.onlyOnSuccess === true
        ? { why: 'only on success', phase, release, at }
        : faultOfFrequency(resource, phase, release, at, all);
    }
    case 'root hook':
      return faultInRootHook(resource, phase, release, at, { file, all });
    case 'global set-up':
      return at.part === 'returned' && !at.runners.some(({ globalSetup }) => globalSetup.callsReturned)
        ? { why: 'returned in vain', phase, release }
        : undefined;
    case 'teardown':
      return at.call.does.is === 'failure'
        ? { why: 'only when the test fails', phase, release }
        : faultInTeardown(resource, phase, release, at, all);
    case 'test':
      return requireFailureSafe && !failsSafe(resource, release)
        ? { why: 'only when the test passes', phase, release }
        : undefined;
    default:
      return undefined;
  }
}

/** `t.after` of a test runs once, when all tests within it are over; its `t.beforeEach` runs for each of them. */
function faultInTeardown(
  resource: TestResource,
  phase: Phase,
  release: TestRelease,
  { call }: Extract<Phase, { during: 'teardown' }>,
  all: readonly TestResource[],
): Fault | undefined {
  if (phase.during !== 'hook' || enclosingFunction(phase.call.node) !== enclosingFunction(call.node)) {
    return undefined;
  }
  const hook = { is: 'hook', when: 'after', every: 'all' } as const;
  return faultOfFrequency(resource, phase, release, { during: 'hook', call, hook, part: 'body' }, all);
}

function faultInRootHook(
  resource: TestResource,
  phase: Phase,
  release: TestRelease,
  at: Extract<Phase, { during: 'root hook' }>,
  { file, all }: Pick<FaultContext, 'all' | 'file'>,
): Fault | undefined {
  if (at.part === 'returned') {
    return { why: 'returned in vain', phase, release };
  }
  if (phase.during === 'root hook' && phase.root === at.root) {
    return usingInHook(resource, phase, release, file.view);
  }
  return at.hook.when === 'after' ? faultOfFrequency(resource, phase, release, at, all) : undefined;
}

function isSameCallback(one: Phase, other: Phase): boolean {
  return 'call' in one && 'call' in other && one.call === other.call;
}

/** Whether a suite whose after-hook closes it is followed by tests outside of the suite that use it. */
function isUsedAfterSuite({ node, uses }: TestResource, hook: RunnerCall, file: TestFile): boolean {
  const around = suitesAround(node, file);
  const inner = suitesAround(hook.node, file)[around.length];
  return (
    inner !== undefined &&
    uses.some(
      (use) => use.range[0] > inner.node.range[1] && file.callOf(enclosingFunction(use) ?? use)?.does.is === 'test',
    )
  );
}

/** Whether tests or hooks use it, and not only the code that is loaded, or tests that were waited for before. */
function isUsedAfter(release: TSESTree.Node, { uses }: TestResource, file: TestFile): boolean {
  return uses.some((use) => {
    const around = callsAround(use, file);
    return around.some(({ does }) => does.is !== 'suite') && !around.some((call) => isOverBefore(release, call));
  });
}

/** The calls of the runner whose callbacks a node stands in, the innermost first. */
function callsAround(node: TSESTree.Node, file: TestFile): readonly RunnerCall[] {
  const owner = enclosingFunction(node);
  const call = owner && file.callOf(owner);
  return owner === undefined ? [] : [...(call ? [call] : []), ...callsAround(owner, file)];
}

/** `await test('…', use)` at the top of a file. */
function isOverBefore(release: TSESTree.Node, { node, runners }: RunnerCall): boolean {
  return (
    parentOf(node)?.type === T.AwaitExpression &&
    enclosingFunction(node) === undefined &&
    node.range[1] <= release.range[0] &&
    runners.every(({ waitsForTests }) => waitsForTests === true)
  );
}
