import type { ParserServicesWithTypeInformation, TSESLint, TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside } from '../../ast/expressions.ts';
import type { Phase } from '../../lifetime/phases.ts';
import type { FaultyResource } from '../../lifetime/tests/test-resource.ts';
import type { Runner } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { isCheckedJavaScript, sourceFileOf } from '../source-file.ts';
import { afterCall } from './after-call.ts';
import { handlesOf } from './handle.ts';
import { inCleanup } from './in-cleanup.ts';
import { inFunction } from './in-function.ts';
import { inGlobalSetUp } from './in-global-set-up.ts';
import { afterLoading, besideHook } from './in-hook.ts';
import { inRootHook } from './in-root-hook.ts';
import { inTest } from './in-test.ts';
import { insteadOfLoading, insteadOfReturned, insteadOfUsing, whenTestFails } from './moved-release.ts';
import type { Offer } from './offer.ts';
import { assignToOuter } from './shadowed.ts';
import { whenSetUpFails } from './set-up-failure.ts';
import { acquirerOf } from './acquired.ts';
import { callbackOf } from './test-teardown.ts';
import type { Unreleased } from './unreleased.ts';
import { always, atRightLevel, inRightSuite } from './wrong-level.ts';

export { type Offer, teardownSuggestionMessages } from './offer.ts';

/**
 * The edits that have a runner release what test code acquires.
 *
 * @param services TypeScript's view of the file, undefined when linted without types
 * @param inTurn whether a release that throws must not keep another one of its hook from running
 * @returns the best first; empty when none is certain to compile and to release once on every path
 */
export function teardownSuggestions(
  { resource, fault }: FaultyResource,
  tests: TestFile,
  sourceCode: TSESLint.SourceCode,
  services: ParserServicesWithTypeInformation | undefined,
  inTurn: boolean,
): readonly Offer[] {
  const { phase } = fault;
  const file = sourceFileOf(sourceCode, services, tests.view.path);
  const unreleased: Unreleased = { resource, fault, tests, file, runners: runnersOf(phase, tests), inTurn };
  // A helper that several hooks call acquires in each of them.
  if (isCheckedJavaScript(file) || resource.phases.length > 1) {
    return [];
  }
  switch (fault.why) {
    case 'never':
      return anyRelease(phase, unreleased);
    case 'shadowed':
      return fault.slot.variable === undefined ? [] : assignToOuter(fault.slot.variable, unreleased);
    case 'made for each, released once':
    case 'made once, released for each':
      return atRightLevel(fault, unreleased);
    case 'other suite':
      return inRightSuite(fault, unreleased);
    case 'only on success':
      return always(fault, unreleased);
    case 'returned in vain':
      return insteadOfReturned(phase, fault.release, unreleased);
    case 'released while loading':
      return insteadOfLoading(fault.release, unreleased);
    case 'using in a hook':
      return insteadOfUsing(phase, unreleased);
    case 'only when the test passes':
      return whenTestFails(phase, fault.release, unreleased);
    case 'only when the test fails':
      // A second release beside this one would run twice when the test fails.
      return [];
    case 'set-up may throw':
      return whenSetUpFails(phase, unreleased);
  }
}

/** The runners that run what acquires the resource. */
function runnersOf(phase: Phase, tests: TestFile): readonly Runner[] {
  if ('call' in phase) {
    return phase.call.runners;
  }
  const { runners } = 'runners' in phase ? phase : 'fixture' in phase ? phase.fixture : tests;
  return runners;
}

/** A release where there is none. */
function anyRelease(phase: Phase, unreleased: Unreleased): readonly Offer[] {
  switch (phase.during) {
    case 'loading':
      return afterLoading(unreleased);
    case 'hook': {
      const callback = callbackOf(phase.call);
      if (phase.hook.when === 'around' && phase.part === 'before tests' && callback !== undefined) {
        return afterCall(callback, 0, 'resource', unreleased);
      }
      return phase.hook.when === 'before' ? besideHook(phase, unreleased) : inItsFunction(unreleased);
    }
    case 'test':
      return inTest(phase.call, undefined, unreleased);
    case 'fixture': {
      const { form, name, setUp } = phase.fixture;
      if (setUp === undefined || phase.part === 'teardown') {
        return inItsFunction(unreleased);
      }
      return form === 'builder' ? inCleanup(setUp, name, unreleased) : afterCall(setUp, 1, name, unreleased);
    }
    case 'global set-up':
      return phase.part === 'set-up' ? inGlobalSetUp(unreleased) : inItsFunction(unreleased);
    case 'root hook':
      return phase.hook.when === 'before' ? inRootHook(phase.root, unreleased) : inItsFunction(unreleased);
    case 'teardown':
    case 'returned':
      return inItsFunction(unreleased);
    case 'unknown':
      return [];
  }
}

/** A release at the end of the function that acquires, where that can wait. */
function inItsFunction(unreleased: Unreleased): readonly Offer[] {
  const owner = acquirerOf(unreleased);
  const own = handlesOf(unreleased).find(({ root, variable }) => {
    const block = variable?.scope.block as TSESTree.Node | undefined;
    return owner !== undefined && block !== undefined && root === 'variable' && isInside(block, owner);
  });
  return own === undefined || !isFunction(owner) ? [] : inFunction(own, false, undefined, unreleased);
}
