import { relative, dirname } from 'node:path';

import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import type { Phase } from '../../lifetime/phases.ts';
import { assertsBefore } from '../../lifetime/tests/failure-safe.ts';
import type { SkippedRelease } from '../../lifetime/tests/skipped-releases.ts';
import type { Fault, FaultyResource, TestResource } from '../../lifetime/tests/test-resource.ts';
import type { Runner } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { teardownSuggestionMessages, teardownSuggestions } from '../../suggestions/teardown/teardown.ts';
import type { TypeServices } from '../../types/services.ts';
import { closerOf, releaseText, slotOf } from './closer.ts';
import { remedyText } from './remedy.ts';
import { callText, leakText, runnerNames, stepText, timeText } from './words.ts';

export type MessageId = keyof typeof messages;

/** What the rule says. */
export const messages = {
  never: '{{what}} ({{id}}{{where}}) is opened {{when}} and nothing closes it: {{leak}}. Call {{closer}} {{remedy}}.',
  shadowed:
    '{{what}} ({{id}}{{where}}) is opened {{when}} and nothing closes it: it is a variable of its own that hides the outer `{{name}}`, which line {{line}} closes. So {{leak}}. Assign to the outer `{{name}}` instead.',
  releasedTooSeldom:
    '{{what}} ({{id}}{{where}}) is opened {{when}}, for each test, but closed in `{{hook}}` on line {{line}}, once: all but the last stay open. Call {{closer}} {{remedy}}.',
  releasedTooOften:
    '{{what}} ({{id}}{{where}}) is opened {{when}}, once, but closed in `{{hook}}` on line {{line}}, after each test: the second test gets a closed one. Call {{closer}} {{remedy}}.',
  otherSuite:
    '{{what}} ({{id}}{{where}}) is opened {{when}}, but the `{{hook}}` on line {{line}} that closes it belongs to another suite. Call {{closer}} {{remedy}} of the same suite.',
  onlyOnSuccess:
    '{{what}} ({{id}}{{where}}) is opened {{when}} and closed in `{{hook}}` on line {{line}}, which {{runner}} does not run when a test fails. Call {{closer}} {{remedy}}.',
  returnedInVain:
    '{{what}} ({{id}}{{where}}) is opened {{when}} and closed only in a function that the hook returns, which {{runner}} does not call: {{leak}}. Call {{closer}} {{remedy}}.',
  releasedWhileLoading:
    '{{what}} ({{id}}{{where}}) is closed on line {{line}} while the tests are still being collected: they get a closed one. Call {{closer}} {{remedy}}.',
  usingInHook:
    '{{what}} ({{id}}{{where}}) is declared with `using` in a hook, so it is closed when the hook ends, before the test that gets it through `{{name}}` starts. Call {{closer}} {{remedy}} instead.',
  onlyWhenPassing:
    '{{what}} ({{id}}{{where}}) is closed on line {{line}} only when everything before it in this test succeeds: {{failure}} leaves it open, and {{leak}}. Call {{closer}} {{remedy}}.',
  onlyWhenFailing:
    '{{what}} ({{id}}{{where}}) is opened {{when}} and closed on line {{line}} only when the test fails: otherwise it stays open, and {{leak}}. Call {{closer}} {{remedy}}.',
  setUpMayThrow:
    '{{what}} ({{id}}{{where}}) stays open when {{second}} on line {{line}} throws: {{runner}} does not run the teardown of a fixture whose set-up failed. Put what follows into a `try` that calls {{closer}} when it fails.',
  skippedInHook:
    '{{what}} ({{id}}{{where}}) stays open when {{first}} on line {{line}} throws, which this hook runs first. Put {{closer}} into a `finally`.',
  skippedByHook:
    '{{what}} ({{id}}{{where}}) stays open when {{first}} on line {{line}} throws: {{runner}} runs that `{{hook}}` first and then skips this one. Close both in one hook, with {{closer}} in a `finally`.',
  ...teardownSuggestionMessages,
} as const;

const messageOf = {
  never: 'never',
  shadowed: 'shadowed',
  'made for each, released once': 'releasedTooSeldom',
  'made once, released for each': 'releasedTooOften',
  'other suite': 'otherSuite',
  'only on success': 'onlyOnSuccess',
  'returned in vain': 'returnedInVain',
  'released while loading': 'releasedWhileLoading',
  'using in a hook': 'usingInHook',
  'only when the test passes': 'onlyWhenPassing',
  'only when the test fails': 'onlyWhenFailing',
  'set-up may throw': 'setUpMayThrow',
} as const satisfies Readonly<Record<Fault['why'], MessageId>>;

/**
 * The report for a resource of test code that is not given back.
 *
 * @param inTurn whether what is suggested runs every release of a hook though one throws
 */
export function reportOf(
  found: FaultyResource,
  file: TestFile,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
  inTurn: boolean,
): TSESLint.ReportDescriptor<MessageId> {
  const { resource, fault } = found;
  const { view } = file;
  const runners = runnersOf(fault.phase, file);
  return {
    node: resource.node,
    messageId: messageOf[fault.why],
    data: {
      what: whatText(resource, view),
      id: resource.acquisition.entry.id,
      where: whereText(resource, view),
      when: timeText(fault.phase, view),
      leak: leakText(runners, fault.phase, resource.acquisition.entry),
      closer:
        fault.why === 'only when the test passes'
          ? releaseText(fault.release.node, resource, view, services)
          : closerOf(resource, view, services),
      remedy: remedyText(fault.phase, runners, file),
      runner: runnerNames(runners),
      ...placeOf(fault, resource, view),
    },
    suggest: [...teardownSuggestions(found, file, sourceCode, services, inTurn)],
  };
}

/** The runners whose tests the resource outlives. */
function runnersOf(phase: Phase, file: TestFile): readonly Runner[] {
  return 'call' in phase ? phase.call.runners : 'runners' in phase ? phase.runners : file.runners;
}

/** The report for a release that another one may skip. */
export function skippedReport(
  { resource, node, first, hook }: SkippedRelease,
  { runners, view }: TestFile,
  services: TypeServices | undefined,
): TSESLint.ReportDescriptor<MessageId> {
  return {
    node,
    messageId: hook === undefined ? 'skippedInHook' : 'skippedByHook',
    data: {
      what: whatText(resource, view),
      id: resource.acquisition.entry.id,
      where: whereText(resource, view),
      first: `\`${view.text.slice(...first.range).replaceAll(/\s+/gu, ' ')}\``,
      line: lineOf(first),
      closer: releaseText(node, resource, view, services),
      runner: runnerNames(hook?.runners ?? runners),
      hook: hook?.name ?? '',
    },
  };
}

function placeOf(fault: Fault, resource: TestResource, view: FileView): Readonly<Record<string, string>> {
  switch (fault.why) {
    case 'never':
      return {};
    case 'shadowed':
      return { name: fault.slot.name, line: lineOf(fault.release) };
    case 'using in a hook':
      return { name: fault.through };
    case 'set-up may throw':
      return { second: stepText({ view, node: fault.second }), line: lineOf(fault.second) };
    case 'only when the test passes':
      return {
        line: lineOf(fault.release.node),
        failure: assertsBefore(fault.release.node, resource.node) ? 'a failing assertion' : 'an error',
      };
    case 'returned in vain':
    case 'released while loading':
    case 'only when the test fails':
      return { line: lineOf(fault.release.node) };
    default:
      return { line: lineOf(fault.release.node), hook: 'call' in fault.at ? fault.at.call.name : fault.at.root.name };
  }
}

function lineOf({ loc }: TSESTree.Node): string {
  return String(loc.start.line);
}

function whatText(resource: TestResource, view: FileView): string {
  const slot = slotOf(resource);
  const path = slot?.within.every((member) => /^[$\w]+$/u.test(member)) === true ? slot.within : [];
  return slot === undefined ? callText({ view, node: resource.making }) : `\`${[slot.name, ...path].join('.')}\``;
}

/** Where the catalogued call stands, when it is in a function or class of the project. */
function whereText({ making, acquisition: { made } }: TestResource, view: FileView): string {
  if (made.node === making) {
    return '';
  }
  const line = lineOf(made.node);
  return made.view.path === view.path
    ? `, made on line ${line}`
    : `, made in \`${relative(dirname(view.path), made.view.path).replaceAll('\\', '/')}\` on line ${line}`;
}
