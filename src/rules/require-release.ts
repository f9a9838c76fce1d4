import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../ast/expressions.ts';
import { followOptions } from '../lifetime/fates/roles.ts';
import { type ExceptionPaths, type LeakingResource, leaks } from '../lifetime/paths/leaks.ts';
import { type Phases, phasesOf } from '../lifetime/phases.ts';
import { isOutOfReach } from '../lifetime/tool-config.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { isInFixture, isTestModule } from '../runners/test-code.ts';
import { isTestSupportPath } from '../runners/test-paths.ts';
import { createRule } from './create-rule.ts';
import { type MessageId, messages, reportOf } from './require-release/report.ts';

export type Options = readonly [
  {
    /** Of which resources the paths matter on which something throws. */
    readonly exceptionPaths?: ExceptionPaths;
  },
];

export default createRule<Options, MessageId>({
  name: 'require-release',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Require that what a function opens or checks out is given back on every path through it',
      recommended: { recommended: true, strict: [{ exceptionPaths: 'all' }] },
      requiresTypeChecking: true,
    },
    messages,
    schema: [
      {
        type: 'object',
        additionalProperties: false,
        properties: {
          exceptionPaths: {
            type: 'string',
            enum: ['all', 'check-outs', 'none'],
            description: 'Of which resources the paths matter on which something throws.',
          },
        },
      },
    ],
    defaultOptions: [{ exceptionPaths: 'check-outs' }],
  },
  create(context, { services, settings, view, resources, relativePath }) {
    const path = relativePath(view.path);
    if (isOutOfReach(path)) {
      return {};
    }
    return {
      'Program:exit'() {
        // Test code has a rule of its own.
        const runnerSettings = readRunnerSettings(context.settings, settings);
        if (isTestModule(view, path, settings.testFiles, runnerSettings)) {
          return;
        }
        const index = resources();
        const options = followOptions(index, settings);
        const [{ exceptionPaths = 'check-outs' }] = context.options;
        // Unless asked, what a failing test leaves open is left to the end of its process.
        const isLenient = exceptionPaths === 'check-outs' && isTestSupportPath(path);
        const all = leaks(view, index, options, isLenient ? 'none' : exceptionPaths);
        if (all.length === 0) {
          return;
        }
        const phases = phasesOf(view, path, runnerSettings);
        for (const found of all) {
          if (!isInFixture(found.resource.making, view, runnerSettings) && !isLeftToRunner(found, phases)) {
            context.report(reportOf(found, context.sourceCode, services));
          }
        }
      },
    };
  },
});

/**
 * What nothing closes in a hook or a global set-up, wherever that is written: `require-teardown` tells of it, and a
 * `finally` would close it before the tests that it is for. A run whose set-up fails is over.
 */
function isLeftToRunner({ leak, resource: { making } }: LeakingResource, phases: Phases): boolean {
  const isNever = leak.why === 'never' || leak.why === 'dropped';
  const isFailure = leak.why === 'exception' && phases.of(making).every(({ during }) => during === 'global set-up');
  return (isNever || isFailure) && isInCallback(making, phases);
}

function isInCallback(node: TSESTree.Node, phases: Phases): boolean {
  const owner = enclosingFunction(node);
  return owner !== undefined && (phases.isCallback(owner) || isInCallback(owner, phases));
}
