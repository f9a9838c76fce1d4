import type { TSESLint } from '@typescript-eslint/utils';

import noDuplicateFixture from './no-duplicate-fixture.ts';
import noIneffectiveRelease from './no-ineffective-release.ts';
import noMixedTestRunners from './no-mixed-test-runners.ts';
import noModuleLevelResource from './no-module-level-resource.ts';
import noResourcePerCall from './no-resource-per-call.ts';
import noSharedResourceTeardown from './no-shared-resource-teardown.ts';
import noUseAfterRelease from './no-use-after-release.ts';
import preferAwaitUsing from './prefer-await-using.ts';
import preferSharedFixture from './prefer-shared-fixture.ts';
import requireAcquireTimeout from './require-acquire-timeout.ts';
import requireOwnerRelease from './require-owner-release.ts';
import requireRelease from './require-release.ts';
import requireTeardown from './require-teardown.ts';

/** Every rule, by name. */
export const rules = {
  'no-duplicate-fixture': noDuplicateFixture,
  'no-ineffective-release': noIneffectiveRelease,
  'no-mixed-test-runners': noMixedTestRunners,
  'no-module-level-resource': noModuleLevelResource,
  'no-resource-per-call': noResourcePerCall,
  'no-shared-resource-teardown': noSharedResourceTeardown,
  'no-use-after-release': noUseAfterRelease,
  'prefer-await-using': preferAwaitUsing,
  'prefer-shared-fixture': preferSharedFixture,
  'require-acquire-timeout': requireAcquireTimeout,
  'require-owner-release': requireOwnerRelease,
  'require-release': requireRelease,
  'require-teardown': requireTeardown,
} as const satisfies TSESLint.FlatConfig.Plugin['rules'];
