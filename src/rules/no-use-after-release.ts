import { followOptions } from '../lifetime/fates/roles.ts';
import { type LateUse, lateUses } from '../lifetime/paths/late-uses.ts';
import { phasesOf } from '../lifetime/phases.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { createRule } from './create-rule.ts';
import { type MessageId, messages, reportOf } from './no-use-after-release/report.ts';

export default createRule<readonly [], MessageId>({
  name: 'no-use-after-release',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Disallow the use of a resource after it was given back, or outside of the scope of its `using`',
      recommended: 'recommended',
      requiresTypeChecking: true,
    },
    messages,
    schema: [],
  },
  create(context, { settings, view, resources, relativePath }) {
    return {
      'Program:exit'() {
        const index = resources();
        for (const found of lateUses(view, index, followOptions(index, settings))) {
          if (!(found.why === 'leaves using' && isInSetUp(found))) {
            context.report(reportOf(found, context.sourceCode));
          }
        }
      },
    };

    /** Of a `using` in a before-hook, whose value the tests get closed, `require-teardown` tells. */
    function isInSetUp({ resource }: LateUse): boolean {
      const runnerSettings = readRunnerSettings(context.settings, settings);
      return phasesOf(view, relativePath(view.path), runnerSettings)
        .of(resource.making)
        .some((phase) => phase.during === 'hook' && phase.hook.when === 'before');
    }
  },
});
