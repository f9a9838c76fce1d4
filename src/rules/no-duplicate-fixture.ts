import picomatch from 'picomatch';

import { duplicatesIn, type Limits } from '../fixtures/duplicates.ts';
import { fixtureIndexOf } from '../fixtures/fixture-index.ts';
import { knownFilesFor } from '../fixtures/known-files.ts';
import { standsAlone } from '../fixtures/stands-alone.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { isRootFile } from '../types/root-files.ts';
import { createRule, type RuleContext } from './create-rule.ts';
import { type MessageId, messages, reportOf } from './no-duplicate-fixture/report.ts';

export type Options = readonly [
  {
    /** How large a fixture must be, in nodes of its syntax tree. */
    readonly minimumNodes?: number;
    /** How many files must have it. */
    readonly minimumFiles?: number;
    /** Which share of it must be equal. */
    readonly similarity?: number;
    /** Globs of files that may have copies. */
    readonly allowIn?: readonly string[];
  },
];

export default createRule<Options, MessageId>({
  name: 'no-duplicate-fixture',
  meta: {
    type: 'suggestion',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Disallow fixtures that are copied over several test files',
      recommended: 'recommended',
      requiresTypeChecking: true,
    },
    messages,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          minimumNodes: {
            type: 'integer',
            minimum: 1,
            description:
              'How many nodes of the syntax tree a fixture must have; two thirds of them if it acquires a resource.',
          },
          minimumFiles: {
            type: 'integer',
            minimum: 2,
            description: 'How many files must have a fixture that acquires no resource, is small and not shared yet.',
          },
          similarity: {
            type: 'number',
            minimum: 0,
            maximum: 1,
            description: 'Which share of a fixture must be equal. Below 1, literals may differ.',
          },
          allowIn: {
            type: 'array',
            items: { type: 'string' },
            uniqueItems: true,
            description: 'Globs, relative to the folder of the ESLint configuration, of files that may have copies.',
          },
        },
      },
    ],
    defaultOptions: [{ minimumNodes: 12, minimumFiles: 3, similarity: 1, allowIn: [] }],
  },
  create(context, { settings, services, view, resources, relativePath }) {
    const file = services?.esTreeNodeToTSNodeMap.get(context.sourceCode.ast);
    const runnerSettings = readRunnerSettings(context.settings, settings);
    const mayHaveFixtures = file !== undefined && knownFilesFor(runnerSettings).mayHaveFixtures(file);
    if (services === undefined || !mayHaveFixtures || !isRootFile(services.program, file)) {
      return {};
    }
    return {
      'Program:exit'() {
        const limits = limitsOf(context, relativePath);
        if (limits.isAllowed(view.path) || standsAlone(services.program, file)) {
          return;
        }
        const index = fixtureIndexOf(services.program, runnerSettings);
        const forms = resources();
        for (const found of duplicatesIn(file, index, forms, limits)) {
          context.report(reportOf(found, index, { sourceCode: context.sourceCode, services, view }));
        }
      },
    };
  },
});

/** The options, which ESLint has completed with the defaults. */
function limitsOf({ options }: RuleContext<MessageId, Options>, relativePath: (path: string) => string): Limits {
  const limits = options[0] as Required<Options[0]>;
  const isMatch = limits.allowIn.length === 0 ? () => false : picomatch([...limits.allowIn], { dot: true });
  return { ...limits, isAllowed: (path) => isMatch(relativePath(path)) };
}
