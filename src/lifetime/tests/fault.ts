import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, isInside, parentOf } from '../../ast/expressions.ts';
import type { TestFile } from '../../runners/test-file.ts';
import type { Phase } from '../phases.ts';
import { failsSafe } from './failure-safe.ts';
import { shareSuites } from './suites.ts';
import type { Fault, TestRelease, TestResource } from './test-resource.ts';

/** What `faultOf` needs to know beside the resource. */
export interface FaultContext {
  readonly file: TestFile;
  /** The other resources of the file. */
  readonly all: readonly TestResource[];
  /** A release that a failing assertion skips does not count. */
  readonly requireFailureSafe: boolean;
}

/** How often something runs: once for its suite or file, for each test, or in one test. */
type Frequency = 'all' | 'each' | 'test' | 'unknown';

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
    return acquisition.entry.endsItself === true ? undefined : { why: 'never', phase };
  }
  const faults = releases.flatMap((release) =>
    release.phases.length === 0
      ? [undefined]
      : release.phases.map((at) => faultOfRelease(resource, phase, release, at, context)),
  );
  return faults.every(Boolean) ? faults[0] : undefined;
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
      return isUsedByTests(resource, file) ? { why: 'released while loading', phase, release } : undefined;
    case 'returned':
      return at.call.runners.some(({ callsReturnedTeardown }) => callsReturnedTeardown)
        ? faultOfFrequency(resource, phase, release, at, all)
        : { why: 'returned in vain', phase, release };
    case 'hook': {
      if (isSameCallback(phase, at)) {
        return usingInHook(resource, phase, release);
      }
      if (at.hook.when === 'before' || at.part === 'before tests') {
        return undefined;
      }
      if (!shareSuites(resource.node, at.call.node, file)) {
        return { why: 'other suite', phase, release, at };
      }
      return at.hook.onlyOnSuccess === true
        ? { why: 'only on success', phase, release, at }
        : faultOfFrequency(resource, phase, release, at, all);
    }
    case 'global set-up':
      return at.part === 'returned' && !at.runners.some(({ globalSetup }) => globalSetup.callsReturned)
        ? { why: 'returned in vain', phase, release }
        : undefined;
    case 'test':
      return requireFailureSafe && !failsSafe(resource, release)
        ? { why: 'only when the test passes', phase, release }
        : undefined;
    default:
      return undefined;
  }
}

function faultOfFrequency(
  resource: TestResource,
  phase: Phase,
  release: TestRelease,
  at: Extract<Phase, { during: 'hook' | 'returned' }>,
  all: readonly TestResource[],
): Fault | undefined {
  const made = frequencyOf(phase);
  const released = at.hook.every;
  if (made === 'each' && released === 'all') {
    return isKeptForLater(resource) ? undefined : { why: 'made for each, released once', phase, release, at };
  }
  if (made === 'all' && released === 'each') {
    return isMadeAnew(resource, all) ? undefined : { why: 'made once, released for each', phase, release, at };
  }
  return undefined;
}

function frequencyOf(phase: Phase): Frequency {
  switch (phase.during) {
    case 'loading':
      return 'all';
    case 'hook':
    case 'returned':
      return phase.hook.every;
    case 'test':
      return 'test';
    default:
      return 'unknown';
  }
}

/** In a collection that is emptied later, or only when there is none yet: `server ??= start()`. */
function isKeptForLater({ making, slots }: TestResource): boolean {
  if (slots.some(({ isCollection }) => isCollection)) {
    return true;
  }
  for (let node: TSESTree.Node | undefined = making; node !== undefined && !isFunction(node); node = parentOf(node)) {
    const isConditional =
      node.type === T.IfStatement ||
      node.type === T.ConditionalExpression ||
      node.type === T.LogicalExpression ||
      (node.type === T.AssignmentExpression && node.operator !== '=');
    if (isConditional) {
      return true;
    }
  }
  return false;
}

/** Another acquisition fills the same variable for each test. */
function isMadeAnew(resource: TestResource, all: readonly TestResource[]): boolean {
  return all.some(
    (other) =>
      other !== resource &&
      other.phases.some((phase) => frequencyOf(phase) !== 'all') &&
      other.slots.some((slot) => resource.slots.some(({ name }) => name === slot.name)),
  );
}

function isSameCallback(one: Phase, other: Phase): boolean {
  return 'call' in one && 'call' in other && one.call === other.call;
}

/** A value of `using` that leaves the hook is closed when the tests get it. */
function usingInHook({ slots }: TestResource, phase: Phase, { by, node }: TestRelease): Fault | undefined {
  const hook = enclosingFunction(node);
  const outside = slots.find(
    ({ variable, node: name }) =>
      hook !== undefined &&
      (variable === undefined ? isInside(name, hook) : !isInside(variable.identifiers[0] as TSESTree.Node, hook)),
  );
  return by === 'using' && outside !== undefined ? { why: 'using in a hook', phase, slot: outside } : undefined;
}

/** Whether tests or hooks use it, and not only the code that is loaded. */
function isUsedByTests({ uses }: TestResource, file: TestFile): boolean {
  return uses.some((use) => {
    for (let owner = enclosingFunction(use); owner !== undefined; owner = enclosingFunction(owner)) {
      const call = file.callOf(owner);
      if (call !== undefined) {
        return call.does.is !== 'suite';
      }
    }
    return false;
  });
}
