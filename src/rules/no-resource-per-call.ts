import { followOptions } from '../lifetime/fates/roles.ts';
import { resourcesPerCall } from '../lifetime/per-call.ts';
import { isProgramFile } from '../lifetime/program-file.ts';
import { isOutOfReach } from '../lifetime/tool-config.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { isTestCode } from '../runners/test-code.ts';
import { isTestSupportPath } from '../runners/test-paths.ts';
import { createRule } from './create-rule.ts';
import { nodeText } from './require-release/words.ts';

export type MessageId = 'perCall';

export default createRule<readonly [], MessageId>({
  name: 'no-resource-per-call',
  meta: {
    type: 'problem',
    languages: ['js/js'],
    docs: {
      description: 'Disallow a pool or a shared client that is made anew in each call of a function',
      recommended: 'strict',
      requiresTypeChecking: true,
    },
    messages: {
      perCall:
        '{{call}} ({{id}}) is made anew in each call of this function, so that every call opens connections of its own and no two share them. Make one where the program starts, and hand it in.',
    },
    schema: [],
  },
  create(context, { settings, view, resources, relativePath }) {
    const path = relativePath(view.path);
    if (isOutOfReach(path) || isTestSupportPath(path)) {
      return {};
    }
    return {
      'Program:exit'() {
        const isTest = isTestCode(view, path, settings.testFiles, readRunnerSettings(context.settings, settings));
        if (isTest) {
          return;
        }
        const index = resources();
        const isProgram = isProgramFile(view, view.text);
        const options = followOptions(index, settings);
        for (const { acquisition, making } of resourcesPerCall(view, path, isProgram, index, options)) {
          context.report({
            node: making,
            messageId: 'perCall',
            data: { call: nodeText(making, view), id: acquisition.entry.id },
          });
        }
      },
    };
  },
});
