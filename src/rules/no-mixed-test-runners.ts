import type { TSESLint } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import { unnamedSetUp } from '../fixtures/unnamed-set-up.ts';
import { type ForeignUse, foreignUsesOf } from '../runners/foreign-uses.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { type Replacement, replacementFor } from '../runners/replacement.ts';
import type { Runner } from '../runners/runner.ts';
import { type RunnerSettings, TestFile } from '../runners/test-file.ts';
import type { TestsRunner } from '../runners/tests-runner.ts';
import { importFromRunner, importFromRunnerMessages } from '../suggestions/import-from-runner.ts';
import { pathFrom } from './path-from.ts';
import { createRule } from './create-rule.ts';

export type Options = readonly [];

export type MessageId = keyof typeof messages;

const messages = {
  foreignGlobal:
    '`{{name}}` is a global of {{foreign}}, but {{runner}} runs the tests of this file: it is not defined there. {{remedy}}',
  foreignHook: '`{{name}}` is a hook of {{foreign}}, but {{runner}} runs the tests of this file: {{harm}}. {{remedy}}',
  foreignName: '`{{name}}` belongs to {{foreign}}, but {{runner}} runs the tests of this file: {{harm}}. {{remedy}}',
  unnamedSetUp:
    'This `{{name}}` never runs: {{config}} does not name this set-up file, and no file of the program imports it. Add it to `setupFiles` there, or delete it.',
  ...importFromRunnerMessages,
} as const;

export default createRule<Options, MessageId>({
  name: 'no-mixed-test-runners',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description:
        'Disallow hooks, tests, mocks and assertions of one test runner in a file whose tests another one runs',
      recommended: 'recommended',
      profitsFromTypes: true,
    },
    messages,
    schema: [],
  },
  create(context, { services, settings, view, relativePath }) {
    return {
      'Program:exit'() {
        const runnerSettings = readRunnerSettings(context.settings, settings);
        const file = new TestFile(view, runnerSettings);
        const unnamed = services && unnamedSetUp(file, relativePath(view.path), services.program);
        if (unnamed !== undefined) {
          const { hook, config } = unnamed;
          const data = { name: hook.name, config: pathFrom(view.path, config) };
          context.report({ node: hook.node.callee, messageId: 'unnamedSetUp', data });
        }
        const mixed = foreignUsesOf(file, runnerSettings);
        // Jasmine has globals of Mocha and of Jest.
        if (mixed === undefined || [view.text, relativePath(view.path)].some((text) => /jasmine/iu.test(text))) {
          return;
        }
        for (const use of mixed.uses) {
          context.report(
            reportOf(use, mixed.tests, { view, settings: runnerSettings, sourceCode: context.sourceCode }),
          );
        }
      },
    };
  },
});

interface LintedFile {
  readonly view: FileView;
  readonly settings: RunnerSettings;
  readonly sourceCode: TSESLint.SourceCode;
}

function reportOf(
  use: ForeignUse,
  tests: TestsRunner,
  { view, settings, sourceCode }: LintedFile,
): TSESLint.ReportDescriptor<MessageId> {
  const replacement = replacementFor(view, use, tests, settings);
  const runner = titles(tests.runners);
  const foreign = titles(use.runners);
  const suggestion = replacement && importFromRunner(sourceCode, view, use, tests, replacement);
  return {
    node: use.node,
    messageId: use.binding.by === 'global' ? 'foreignGlobal' : use.kind === 'hook' ? 'foreignHook' : 'foreignName',
    data: {
      name: use.name,
      foreign,
      runner,
      harm: use.runners[0].outside[use.kind] ?? '',
      remedy: replacement
        ? `${remedyOf(replacement)} instead.`
        : `Remove it, or move it to a file whose tests ${foreign} runs.`,
    },
    suggest: suggestion ? [suggestion] : [],
  };
}

/** `Jest, Mocha or Vitest` */
function titles(runners: readonly Runner[]): string {
  const names = runners.map(({ title }) => title);
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' or ');
}

function remedyOf(replacement: Replacement): string {
  switch (replacement.by) {
    case 'import':
      return `Import \`${replacement.name}\` from '${replacement.source}'`;
    case 'global':
      return `Use the global \`${replacement.name}\``;
    case 'member':
      return `Use \`${replacement.name}\``;
  }
}
