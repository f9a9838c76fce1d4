import { followOptions } from '../lifetime/fates/roles.ts';
import { lateUses } from '../lifetime/paths/late-uses.ts';
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
  create(context, { settings, view, resources }) {
    return {
      'Program:exit'() {
        const index = resources();
        for (const found of lateUses(view, index, followOptions(index, settings))) {
          context.report(reportOf(found, context.sourceCode));
        }
      },
    };
  },
});
