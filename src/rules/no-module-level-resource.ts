import { dirname, relative } from 'node:path';

import { AST_NODE_TYPES, type TSESTree } from '@typescript-eslint/utils';
import picomatch from 'picomatch';

import type { FileView, Place, Variable } from '../ast/file-view.ts';
import { type ModuleLevelAcquisition, moduleLevelAcquisitions } from '../lifetime/module-level.ts';
import { isProgramFile } from '../lifetime/program-file.ts';
import { isToolConfig } from '../lifetime/tool-config.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import type { FormIndex } from '../resources/forms.ts';
import { formIndexOf } from '../resources/index-of-settings.ts';
import { isWrongAtModuleLevel } from '../resources/module-level-policy.ts';
import { closerText } from '../resources/closer-text.ts';
import { isTestCode } from '../runners/test-code.ts';
import { createRule, type RuleContext, type RuleInput } from './create-rule.ts';

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

export type MessageId = 'madeAtLoad' | 'heldAtLoad' | 'timerAtLoad';

export default createRule<Options, MessageId>({
  name: 'no-module-level-resource',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'Disallow pools, clients, servers and other resources that are made while a module is loaded',
      recommended: { recommended: true, strict: [{ checkGlobalThisMemo: true, checkOptIn: true }] },
      profitsFromTypes: true,
    },
    messages: {
      madeAtLoad:
        '{{what}} ({{id}}) is made{{where}} while this module is loaded: whoever imports the file first opens it, and nobody decides when to call {{closer}}. Make it in a function whose caller closes it.',
      heldAtLoad:
        '{{call}} runs while this module is loaded: whoever imports the file opens {{what}} ({{id}}, made{{where}}), and nobody decides when to call {{closer}}. Call it in a function whose caller closes it.',
      timerAtLoad:
        '{{what}} starts while this module is loaded and is never cleared: it keeps every process alive that imports the file. Start it in a function and stop it with {{closer}}, or call `unref()` on it.',
    },
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
            description: 'Globs, relative to the working directory, of programs that export something.',
          },
        },
      },
    ],
    defaultOptions: [{ checkGlobalThisMemo: false, checkOptIn: false, entryFiles: [] }],
  },
  create(context, input) {
    const index = formIndexOf(input.settings, context.cwd);
    const path = relative(context.cwd, context.physicalFilename).replaceAll('\\', '/');
    if (!canMention(context.sourceCode.text, index, input) || isOutOfReach(path)) {
      return {};
    }
    const [options = {}] = context.options;
    return {
      'Program:exit'() {
        if (runsByItself(input.view, path, context, input)) {
          return;
        }
        for (const found of moduleLevelAcquisitions(input.view, index)) {
          const isWrong = isWrongAtModuleLevel(
            found.acquisition.entry,
            input.settings,
            path,
            options.checkOptIn === true,
          );
          if (isWrong && (!found.keptOnGlobalObject || options.checkGlobalThisMemo === true)) {
            context.report(problemOf(found, input.view, context));
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

/** Declarations are never executed, and configuration is loaded by its tool alone. */
function isOutOfReach(path: string): boolean {
  return /\.d\.[cm]?ts$/u.test(path) || isToolConfig(path);
}

/** Programs own what they make, and tests have a rule of their own. */
function runsByItself(
  view: FileView,
  path: string,
  { options, sourceCode }: RuleContext<MessageId, Options>,
  { settings }: RuleInput,
): boolean {
  const entryFiles = options[0]?.entryFiles ?? [];
  return (
    isProgramFile(view, sourceCode.text) ||
    isTestCode(view, path, settings.testFiles) ||
    picomatch.isMatch(path, [...entryFiles], { dot: true })
  );
}

function problemOf(
  { node, acquisition, begunOn, variable }: ModuleLevelAcquisition,
  view: FileView,
  { sourceCode }: RuleContext<MessageId, Options>,
) {
  const { entry, made } = acquisition;
  const isNew = made.node.type === AST_NODE_TYPES.NewExpression;
  const callee = made.view.text.slice(...made.node.callee.range);
  return {
    node,
    messageId: begunOn !== undefined ? 'heldAtLoad' : entry.category === 'timer' ? 'timerAtLoad' : 'madeAtLoad',
    data: {
      id: entry.id,
      what: variable === undefined ? `\`${isNew ? 'new ' : ''}${callee}()\`` : `\`${variable.name}\``,
      where: placeOf(made, node, view),
      call: `\`${sourceCode.getText(node.callee)}()\``,
      closer: closerText(entry, closedByName(entry, variable, node, made, view)),
    },
  } as const;
}

/** Where the catalogued call stands, when it is not the reported expression itself. */
function placeOf(made: Place, node: TSESTree.Node, view: FileView): string {
  if (made.node === node) {
    return '';
  }
  const line = String(made.node.loc.start.line);
  return made.view.path === view.path
    ? ` on line ${line}`
    : ` in \`${relative(dirname(view.path), made.view.path).replaceAll('\\', '/')}\`, line ${line},`;
}

/** The variable, if it is known to be the resource and not something that holds it. */
function closedByName(
  { release: [form] }: ResourceEntry,
  variable: Variable | undefined,
  node: TSESTree.Node,
  made: Place,
  view: FileView,
): string | undefined {
  const isItself =
    made.node === node ||
    (form !== undefined && 'method' in form && view.project?.hasMembers(node, form.method.split('.').slice(0, 1)));
  return isItself === true ? variable?.name : undefined;
}
