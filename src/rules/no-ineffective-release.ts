import { Acquisitions } from '../lifetime/acquisitions.ts';
import { ineffectiveReleases } from '../lifetime/ineffective/faults.ts';
import { KnownResources } from '../lifetime/ineffective/known-resources.ts';
import { WaitingCallers } from '../lifetime/ineffective/waiting-caller.ts';
import { type Phases, phasesOf } from '../lifetime/phases.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { createRule } from './create-rule.ts';
import { type MessageId, messages, reportOf } from './no-ineffective-release/report.ts';

export type Options = readonly [
  {
    /** Also report closers that only tell a callback when they are done, and get none in a hook. */
    readonly checkCallbackClosers?: boolean;
  },
];

export default createRule<Options, MessageId>({
  name: 'no-ineffective-release',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Disallow a release that does nothing, or that nobody waits for',
      recommended: { recommended: true, strict: [{ checkCallbackClosers: true }] },
      requiresTypeChecking: true,
    },
    messages,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkCallbackClosers: {
            type: 'boolean',
            description: 'Also report closers that only tell a callback when they are done, and get none in a hook.',
          },
        },
      },
    ],
    defaultOptions: [{ checkCallbackClosers: false }],
  },
  create(context, { services, settings, view, resources, relativePath }) {
    const path = relativePath(view.path);
    return {
      'Program:exit'() {
        if (services === undefined) {
          return;
        }
        const [{ checkCallbackClosers = false }] = context.options;
        const index = resources();
        const runnerSettings = readRunnerSettings(context.settings, settings);
        const phases = (): Phases => phasesOf(view, path, runnerSettings);
        const known = new KnownResources(view, index, services, new Acquisitions(index));
        const callers = new WaitingCallers(phases, services);
        for (const fault of ineffectiveReleases(known, callers, { checkCallbackClosers })) {
          context.report(reportOf(fault, known, context.sourceCode));
        }
      },
    };
  },
});
