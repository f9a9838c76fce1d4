import { Acquisitions } from '../lifetime/acquisitions.ts';
import { followOptions } from '../lifetime/fates/roles.ts';
import { Phases } from '../lifetime/phases.ts';
import { inReach, type InReach } from '../lifetime/tests/in-reach.ts';
import { testResources } from '../lifetime/tests/test-resources.ts';
import { isFixtureUse } from '../runners/fixture-use.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { TestFile } from '../runners/test-file.ts';
import { inReachMessages, inReachSuggestions } from '../suggestions/in-reach.ts';
import { createRule } from './create-rule.ts';
import { pathFrom } from './path-from.ts';
import { nodeText } from './require-release/words.ts';

export type MessageId = 'builtIn' | 'fixture' | 'slot' | keyof typeof inReachMessages;

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
      fixture:
        '{{what}} ({{id}}) is made for this test alone, though the fixture `{{name}}` ({{where}}) is the same: take it from the argument of the test.',
      slot: '{{what}} ({{id}}) is made for this test alone, though `{{name}}`, which `{{hook}}` on line {{line}} makes, is the same: use that one.',
      ...inReachMessages,
    },
    schema: [],
  },
  create(context, { services, settings, view, resources }) {
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
          const found = inReach(resource, made, view, acquisitions);
          if (found !== undefined) {
            const what = nodeText(resource.making, view);
            const data = { what, id: resource.acquisition.entry.id, ...wordsOf(found, view.path) };
            const suggest = [...inReachSuggestions(resource, found, context.sourceCode, services)];
            context.report({ node: resource.making, messageId: messageOf(found), data, suggest });
          }
        }
      },
    };
  },
});

function messageOf({ is }: InReach): 'builtIn' | 'fixture' | 'slot' {
  return is === 'built-in' ? 'builtIn' : is;
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
    case 'built-in':
      return { name };
  }
}
