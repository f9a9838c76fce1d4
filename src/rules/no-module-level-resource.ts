import picomatch from 'picomatch';

import type { FileView } from '../ast/file-view.ts';
import { moduleLevelAcquisitions } from '../lifetime/module-level.ts';
import { isLambda, isProgramFile } from '../lifetime/program-file.ts';
import { isOutOfReach } from '../lifetime/tool-config.ts';
import type { FormIndex } from '../resources/forms.ts';
import { isWrongAtModuleLevel } from '../resources/module-level-policy.ts';
import { globalSetupOf } from '../runners/setup-files.ts';
import { isTestCode } from '../runners/test-code.ts';
import { createRule, type RuleContext, type RuleInput } from './create-rule.ts';
import { type MessageId, messages, reportOf } from './no-module-level-resource/report.ts';

export type Options = readonly [
  {
    /** Also report what is made once per process and kept on `globalThis`. */
    readonly checkGlobalThisMemo?: boolean;
    /** Also report what holds little, such as HTTP agents. */
    readonly checkOptIn?: boolean;
    /** Globs of files that are programs although they export something. */
    readonly entryFiles?: readonly string[];
  },
];

export default createRule<Options, MessageId>({
  name: 'no-module-level-resource',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Disallow pools, clients, servers and other resources that are made while a module is loaded',
      recommended: { recommended: true, strict: [{ checkGlobalThisMemo: true, checkOptIn: true }] },
      profitsFromTypes: true,
    },
    messages,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          checkGlobalThisMemo: {
            type: 'boolean',
            description: 'Also report what is made once per process and kept on `globalThis`.',
          },
          checkOptIn: {
            type: 'boolean',
            description: 'Also report resources that hold little, such as HTTP agents.',
          },
          entryFiles: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description:
              'Globs, relative to the folder of the ESLint configuration, of programs that export something.',
          },
        },
      },
    ],
    defaultOptions: [{ checkGlobalThisMemo: false, checkOptIn: false, entryFiles: [] }],
  },
  create(context, input) {
    const index = input.resources();
    const path = input.relativePath(input.view.path);
    if (!canMention(context.sourceCode.text, index, input) || isOutOfReach(path)) {
      return {};
    }
    const [options] = context.options;
    return {
      'Program:exit'() {
        if (runsByItself(input.view, path, context, input)) {
          return;
        }
        for (const found of moduleLevelAcquisitions(input.view, index, input.settings.helpers?.disposes ?? [])) {
          const isWrong = isWrongAtModuleLevel(
            found.acquisition.entry,
            input.settings,
            path,
            options.checkOptIn === true,
          );
          if (isWrong && (!found.keptOnGlobalObject || options.checkGlobalThisMemo === true)) {
            context.report(reportOf(found, context.sourceCode, input));
          }
        }
      },
    };
  },
});

/** Without types only a file that names a resource can make one; with them, a factory may lie in another file. */
function canMention(text: string, index: FormIndex, { view }: RuleInput): boolean {
  return view.project !== undefined || index.isMentionedIn(text);
}

/** Programs own what they make, and tests have a rule of their own. */
function runsByItself(
  view: FileView,
  path: string,
  { options, sourceCode }: RuleContext<MessageId, Options>,
  { settings }: RuleInput,
): boolean {
  const entryFiles = options[0].entryFiles ?? [];
  return (
    isProgramFile(view, sourceCode.text) ||
    isLambda(view) ||
    isTestCode(view, path, settings.testFiles) ||
    globalSetupOf(view, path) !== undefined ||
    picomatch.isMatch(path, [...entryFiles], { dot: true })
  );
}
