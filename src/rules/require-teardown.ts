import { followOptions } from '../lifetime/fates/roles.ts';
import { Phases } from '../lifetime/phases.ts';
import { faultyTestResources } from '../lifetime/tests/faulty-resources.ts';
import { formIndexOf } from '../resources/index-of-settings.ts';
import { isFixtureUse } from '../runners/fixture-use.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { TestFile } from '../runners/test-file.ts';
import { createRule } from './create-rule.ts';
import { type MessageId, messages, reportOf } from './require-teardown/report.ts';

export type Options = readonly [
  {
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
      recommended: { recommended: true, strict: [{ requireFailureSafe: true }] },
      profitsFromTypes: true,
    },
    messages,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          requireFailureSafe: {
            type: 'boolean',
            description: 'Also report what a test closes only when all its assertions succeed.',
          },
        },
      },
    ],
    defaultOptions: [{ requireFailureSafe: false }],
  },
  create(context, { view, settings }) {
    return {
      'Program:exit'() {
        const file = new TestFile(view, readRunnerSettings(context.settings, settings));
        if (file.calls.length === 0 && file.fixtures.length === 0) {
          return;
        }
        const [{ requireFailureSafe = false }] = context.options;
        const index = formIndexOf(settings, context.cwd);
        const options = followOptions(index, settings, (call) => isFixtureUse(file, call));
        for (const found of faultyTestResources(new Phases(file), index, options, { requireFailureSafe })) {
          context.report(reportOf(found, file));
        }
      },
    };
  },
});
