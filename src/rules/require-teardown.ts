import { followOptions } from '../lifetime/fates/roles.ts';
import { Phases } from '../lifetime/phases.ts';
import { faultyResources } from '../lifetime/tests/faulty-resources.ts';
import { setUpResources } from '../lifetime/tests/set-up-resources.ts';
import { skippedReleases } from '../lifetime/tests/skipped-releases.ts';
import { testResources } from '../lifetime/tests/test-resources.ts';
import { isFixtureUse } from '../runners/fixture-use.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { globalSetupOf } from '../runners/setup-files.ts';
import { isTypeTestPath } from '../runners/test-paths.ts';
import { TestFile } from '../runners/test-file.ts';
import { createRule } from './create-rule.ts';
import { type MessageId, messages, reportOf, skippedReport } from './require-teardown/report.ts';

export type Options = readonly [
  {
    /** Also report a release in an after-hook that is skipped when the one before it throws. */
    readonly checkThrowingTeardown?: boolean;
    /** Also report what a test closes only when all its assertions succeed. */
    readonly requireFailureSafe?: boolean;
  },
];

export default createRule<Options, MessageId>({
  name: 'require-teardown',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description:
        'Require that every resource which a test, hook or fixture opens is closed where the test runner runs it',
      recommended: { recommended: true, strict: [{ checkThrowingTeardown: true, requireFailureSafe: true }] },
      profitsFromTypes: true,
    },
    messages,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkThrowingTeardown: {
            type: 'boolean',
            description: 'Also report a release in an after-hook that is skipped when the one before it throws.',
          },
          requireFailureSafe: {
            type: 'boolean',
            description: 'Also report what a test closes only when all its assertions succeed.',
          },
        },
      },
    ],
    defaultOptions: [{ checkThrowingTeardown: false, requireFailureSafe: false }],
  },
  create(context, { services, settings, view, resources, relativePath }) {
    return {
      'Program:exit'() {
        if (isTypeTestPath(relativePath(view.path))) {
          return;
        }
        const runnerSettings = readRunnerSettings(context.settings, settings);
        const file = new TestFile(view, runnerSettings);
        const globalSetup = globalSetupOf(view, relativePath(view.path), runnerSettings);
        const phases = new Phases(file, globalSetup);
        const hasOwn = file.calls.length > 0 || file.fixtures.length > 0 || phases.rootHooks.length > 0;
        if (!hasOwn && globalSetup === undefined) {
          return;
        }
        const [{ checkThrowingTeardown = false, requireFailureSafe = false }] = context.options;
        const index = resources();
        const options = followOptions(index, settings, (call) => isFixtureUse(file, call));
        const own = testResources(phases, index, options);
        const made = [...own, ...setUpResources(phases, index, own)];
        for (const found of faultyResources(made, phases, options, { requireFailureSafe })) {
          context.report(reportOf(found, file, context.sourceCode, services, checkThrowingTeardown));
        }
        for (const found of checkThrowingTeardown ? skippedReleases(file, made) : []) {
          context.report(skippedReport(found, file, services));
        }
      },
    };
  },
});
