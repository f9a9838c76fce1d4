import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import type { SharedResource } from '../../lifetime/shared-resource.ts';
import type { SharedRelease } from '../../lifetime/tests/shared-releases.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { removedReleaseMessages, removedReleaseSuggestions } from '../../suggestions/removed-release.ts';
import { ownName } from '../../suggestions/teardown/runner-names.ts';
import { pathFrom } from '../path-from.ts';

export type MessageId = keyof typeof messages;

/** What the rule says. */
export const messages = {
  closesShared:
    '{{release}} closes what {{file}} makes once for all who import it ({{id}}, line {{line}}), and {{others}} of this program {{get}} it, too: {{when}}, the next of them finds it closed. {{remedy}}',
  closesBetweenTests:
    '{{release}} runs after each test, and closes what {{file}} makes once for all who import it ({{id}}, line {{line}}): the second test finds it closed. {{remedy}}',
  ...removedReleaseMessages,
} as const;

/** The report for a release of what the other tests of the same file use. */
export function betweenTestsReport(
  { node, phase, resource }: SharedRelease,
  file: TestFile,
): TSESLint.ReportDescriptor<MessageId> {
  const all = phase.during === 'hook' ? ownName({ is: 'hook', every: 'all' }, phase.call, file) : undefined;
  return {
    node,
    messageId: 'closesBetweenTests',
    data: {
      ...dataOf(node, resource, file.view),
      remedy: all === undefined ? 'Close it once, when all tests are over.' : `Close it once, in \`${all}\`.`,
    },
  };
}

/** The report for a release of what other test files use. */
export function reportOf(
  { node, resource }: SharedRelease,
  {
    file,
    others,
    home,
  }: { readonly file: TestFile; readonly others: readonly string[]; readonly home: string | undefined },
  sourceCode: TSESLint.SourceCode,
): TSESLint.ReportDescriptor<MessageId> {
  const { view } = file;
  return {
    node,
    messageId: 'closesShared',
    data: {
      ...dataOf(node, resource, view),
      others: othersText(view, others),
      get: others.length === 1 ? 'gets' : 'get',
      when: file.runners.map(({ title, sharesModules }) => `in ${title}, ${sharesModules ?? ''}`).join('; '),
      remedy:
        home === undefined
          ? 'Close it once for all, in a set-up file or the global teardown, or let each file make its own.'
          : `Leave it to ${quoted(view, home)}, which closes it already.`,
    },
    suggest: home === undefined ? [] : [...removedReleaseSuggestions(node, file, quoted(view, home), sourceCode)],
  };
}

function dataOf(
  { range }: TSESTree.Node,
  { entry, made }: SharedResource,
  view: FileView,
): Readonly<Record<'file' | 'id' | 'line' | 'release', string>> {
  return {
    release: `\`${view.text.slice(...range).replaceAll(/\s+/gu, ' ')}\``,
    file: quoted(view, made.view.path),
    id: entry.id,
    line: String(made.node.loc.start.line),
  };
}

function othersText(view: FileView, others: readonly string[]): string {
  const [first = ''] = others;
  return others.length === 1
    ? quoted(view, first)
    : `${quoted(view, first)} and ${others.length - 1} more test ${others.length === 2 ? 'file' : 'files'}`;
}

function quoted({ path: from }: FileView, path: string): string {
  return `\`${pathFrom(from, path)}\``;
}
