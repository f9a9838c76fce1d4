import { Acquisitions } from '../lifetime/acquisitions.ts';
import { followOptions } from '../lifetime/fates/roles.ts';
import { Phases } from '../lifetime/phases.ts';
import { inReach, type InReach } from '../lifetime/tests/in-reach.ts';
import { testResources } from '../lifetime/tests/test-resources.ts';
import { isFixtureUse } from '../runners/fixture-use.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { TestFile } from '../runners/test-file.ts';
import { exportedInReachMessages, exportedInReachSuggestions } from '../suggestions/exported-in-reach.ts';
import { inReachMessages, inReachSuggestions } from '../suggestions/in-reach.ts';
import { createRule } from './create-rule.ts';
import { pathFrom } from './path-from.ts';
import { nodeText } from './require-release/words.ts';

export type MessageId =
  | 'builtIn'
  | 'exported'
  | 'fixture'
  | 'maker'
  | 'slot'
  | keyof typeof exportedInReachMessages
  | keyof typeof inReachMessages;

export default createRule<readonly [], MessageId>({
  name: 'prefer-shared-fixture',
  meta: {
    type: 'suggestion',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Prefer the resource that a fixture or a hook already gives to a test to another one like it',
      recommended: 'strict',
      profitsFromTypes: true,
    },
    messages: {
      builtIn:
        '{{what}} ({{id}}) is made by this file, though the runner gives each test one: take `{{name}}` from the argument of the test, and leave it to the runner to close it.',
      exported:
        '{{what}} ({{id}}) is made for this test alone, though {{where}} exports the same as `{{name}}`: import that one, and leave it to whoever closes it for all.',
      fixture:
        '{{what}} ({{id}}) is made for this test alone, though the fixture `{{name}}` ({{where}}) is the same: take it from the argument of the test.',
      maker:
        '{{what}} ({{id}}) is made by this test, though `{{name}}`, which {{where}} exports, makes the same: call that.',
      slot: '{{what}} ({{id}}) is made for this test alone, though `{{name}}`, which `{{hook}}` on line {{line}} makes, is the same: use that one.',
      ...inReachMessages,
      ...exportedInReachMessages,
    },
    schema: [],
  },
  create(context, { services, settings, view, resources, relativePath }) {
    return {
      'Program:exit'() {
        const file = new TestFile(view, readRunnerSettings(context.settings, settings));
        if (!file.calls.some(({ does }) => does.is === 'test')) {
          return;
        }
        const index = resources();
        const options = followOptions(index, settings, (call) => isFixtureUse(file, call));
        const made = testResources(new Phases(file, undefined), index, options);
        const acquisitions = new Acquisitions(index);
        for (const resource of made) {
          const found = inReach(resource, made, view, acquisitions, relativePath);
          if (found !== undefined) {
            const what = nodeText(resource.making, view);
            const data = { what, id: resource.acquisition.entry.id, ...wordsOf(found, view.path) };
            const suggest =
              found.is === 'module'
                ? exportedInReachSuggestions(resource, found, context.sourceCode, services)
                : inReachSuggestions(resource, found, context.sourceCode, services);
            context.report({ node: resource.making, messageId: messageOf(found), data, suggest: [...suggest] });
          }
        }
      },
    };
  },
});

function messageOf(found: InReach): MessageId {
  switch (found.is) {
    case 'built-in':
      return 'builtIn';
    case 'module':
      return found.maker === undefined ? 'exported' : 'maker';
    default:
      return found.is;
  }
}

function wordsOf(found: InReach, path: string): Record<string, string> {
  const { name } = found;
  switch (found.is) {
    case 'slot':
      return { name, hook: found.hook.name, line: String(found.hook.node.loc.start.line) };
    case 'fixture': {
      const { node, view } = found.made;
      const line = node.loc.start.line;
      return { name, where: view.path === path ? `line ${line}` : `${pathFrom(path, view.path)}:${line}` };
    }
    case 'module':
      return { name, where: `\`${pathFrom(path, found.made.view.path)}\`` };
    case 'built-in':
      return { name };
  }
}
