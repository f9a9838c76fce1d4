import { followOptions } from '../lifetime/fates/roles.ts';
import { factoryFaults, hasCloserKey } from '../lifetime/owners/factory-faults.ts';
import { ownerFaults } from '../lifetime/owners/faults.ts';
import { isProgramFile } from '../lifetime/program-file.ts';
import { isOutOfReach } from '../lifetime/tool-config.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { isTestCode, isTestModule } from '../runners/test-code.ts';
import { isTestSupportPath } from '../runners/test-paths.ts';
import { createRule } from './create-rule.ts';
import { factoryReportOf, type MessageId, messages, reportOf } from './require-owner-release/report.ts';

export default createRule<readonly [], MessageId>({
  name: 'require-owner-release',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Require that classes, and functions with a closer, close what they open for later',
      recommended: 'strict',
      requiresTypeChecking: true,
    },
    messages,
    schema: [],
  },
  create(context, { services, settings, view, resources, relativePath }) {
    const path = relativePath(view.path);
    if (isOutOfReach(path)) {
      return {};
    }
    return {
      'Program:exit'() {
        if (!/\bclass\b/u.test(view.text) && !hasCloserKey(view)) {
          return;
        }
        // The classes of a program live as long as the process does; tests have a rule of their own.
        const runnerSettings = readRunnerSettings(context.settings, settings);
        if (isTestModule(view, path, settings.testFiles, runnerSettings) || isProgramFile(view, view.text)) {
          return;
        }
        const index = resources();
        const isForTests = (): boolean =>
          isTestSupportPath(path) || isTestCode(view, path, settings.testFiles, runnerSettings);
        const options = followOptions(index, settings);
        for (const fault of factoryFaults(view, index, options)) {
          context.report(factoryReportOf(fault, context.sourceCode, services));
        }
        for (const fault of ownerFaults(view, index, options)) {
          // What helps tests may leave closing to them, unless it has a closer, and that leaves something out.
          if (fault.why !== 'noCloser' || !isForTests()) {
            context.report(reportOf(fault, context.sourceCode, services));
          }
        }
      },
    };
  },
});
