import { closingFinally } from '../lifetime/closing-finally.ts';
import { equivalentUsing } from '../lifetime/equivalent-using.ts';
import { sourceFileOf } from '../suggestions/source-file.ts';
import { useUsingMessages, useUsingSuggestions } from '../suggestions/use-using.ts';
import { createRule } from './create-rule.ts';

export type MessageId = 'closedInFinally' | keyof typeof useUsingMessages;

export default createRule<readonly [], MessageId>({
  name: 'prefer-await-using',
  meta: {
    type: 'suggestion',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Prefer `await using` to a `finally` that only closes what was opened before its `try`',
      recommended: 'strict',
      requiresTypeChecking: true,
    },
    messages: {
      closedInFinally:
        '`{{name}}` is closed by `{{release}}` on line {{line}}, in a `finally` that does nothing else. `{{keyword}} {{name}} = …` closes it at the end of the block, and also when something between here and the `try` throws.',
      ...useUsingMessages,
    },
    schema: [],
  },
  create(context, { services, view, resources }) {
    return {
      TryStatement(node) {
        const found = node.finalizer === null ? undefined : closingFinally(view, node);
        const index = resources();
        const keyword = found && services && equivalentUsing(found, view, index, services);
        if (found === undefined || services === undefined || keyword === undefined) {
          return;
        }
        const { declaration, isAwaited, name, release } = found;
        const file = sourceFileOf(context.sourceCode, services);
        context.report({
          node: declaration,
          messageId: 'closedInFinally',
          data: {
            name: name.name,
            keyword,
            line: String(release.loc.start.line),
            release: `${isAwaited ? 'await ' : ''}${context.sourceCode.getText(release)}`,
          },
          suggest: [...useUsingSuggestions(found, keyword, view, file, services)],
        });
      },
    };
  },
});
