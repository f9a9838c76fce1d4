import { dirname, relative } from 'node:path';

import { AST_NODE_TYPES, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Place } from '../../ast/file-view.ts';
import type { ModuleLevelAcquisition } from '../../lifetime/module-level.ts';
import { closerText, moduleCalled } from '../../resources/closer-text.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { moduleResourceSuggestionMessages, moduleResourceSuggestions } from '../../suggestions/module-resource.ts';
import type { RuleInput } from '../create-rule.ts';

export type MessageId = keyof typeof messages;

/** What the rule says, and the titles of what it offers. */
export const messages = {
  madeAtLoad:
    '{{what}} ({{id}}) is made{{where}} while this module is loaded: whoever imports the file first opens it, and nobody decides when to call {{closer}}. Make it in a function whose caller closes it.',
  heldAtLoad:
    '{{call}} runs while this module is loaded: whoever imports the file opens {{what}} ({{id}}, made{{where}}), and nobody decides when to call {{closer}}. Call it in a function whose caller closes it.',
  timerAtLoad:
    '{{what}} starts while this module is loaded and is never cleared: it keeps every process alive that imports the file. Start it in a function and stop it with {{closer}}, or call `unref()` on it.',
  unrefTimer: 'Let the process end while this timer runs, with `unref()`.',
  ...moduleResourceSuggestionMessages,
} as const;

/** The report for a resource that loading a module acquires. */
export function reportOf(
  found: ModuleLevelAcquisition,
  sourceCode: TSESLint.SourceCode,
  { services, view }: RuleInput,
): TSESLint.ReportDescriptor<MessageId> {
  const { node, begunOn, variable } = found;
  const { entry, made } = found.acquisition;
  const isItself = isResourceItself(found, view);
  return {
    node,
    messageId: begunOn !== undefined ? 'heldAtLoad' : entry.category === 'timer' ? 'timerAtLoad' : 'madeAtLoad',
    data: {
      id: entry.id,
      what: variable === undefined ? callText(made) : `\`${variable.name}\``,
      where: placeOf(made, node, view),
      call: callText({ view, node }),
      closer:
        isItself || !isKnown(node, variable, view)
          ? closerText(entry, isItself ? variable?.name : undefined, moduleCalled(found.acquisition, node))
          : closerOfPart(entry),
    },
    suggest: suggestionsFor(found, isItself, sourceCode, { services, view }),
  };
}

/** Whether a name stands for something else that the types tell of. */
function isKnown(node: TSESTree.Node, variable: unknown, { project }: FileView): boolean {
  return variable !== undefined && (project?.typesOf(node).length ?? 0) > 0;
}

/** The closer of what lies somewhere in the value, whose name is not known. */
function closerOfPart(entry: ResourceEntry): string {
  const [form] = entry.release;
  const part = entry.category.split(' ').at(-1) ?? entry.category;
  return form !== undefined && 'method' in form
    ? `\`${form.method}()\` of the ${part} in it`
    : closerText(entry, undefined);
}

/** `new Pool()`, without its arguments and however long the chain before it is. */
function callText({ view, node }: Place<TSESTree.CallExpression | TSESTree.NewExpression>): string {
  const callee = view.text.slice(...node.callee.range).replaceAll(/\s+/gu, ' ');
  const short = callee.length > 40 ? `…${callee.slice(callee.lastIndexOf('.'))}` : callee;
  return `\`${node.type === AST_NODE_TYPES.NewExpression ? 'new ' : ''}${short}()\``;
}

/** Where the catalogued call stands, when it is not the reported expression itself. */
function placeOf(made: Place, node: TSESTree.Node, view: FileView): string {
  if (made.node === node) {
    return '';
  }
  const line = String(made.node.loc.start.line);
  return made.view.path === view.path
    ? ` on line ${line}`
    : ` in \`${relative(dirname(view.path), made.view.path).replaceAll('\\', '/')}\` on line ${line}`;
}

/** Whether the reported expression gives the resource, and not something that only holds it. */
function isResourceItself({ node, begunOn, acquisition }: ModuleLevelAcquisition, view: FileView): boolean {
  const [form] = acquisition.entry.release;
  if (acquisition.made.node === node || acquisition.made.node === begunOn || form === undefined) {
    return true;
  }
  return 'method' in form && view.project?.hasMembers(node, form.method.split('.').slice(0, 1)) === true;
}

function suggestionsFor(
  { node, acquisition: { entry, resolves } }: ModuleLevelAcquisition,
  isItself: boolean,
  sourceCode: TSESLint.SourceCode,
  { services, view }: Pick<RuleInput, 'services' | 'view'>,
): TSESLint.SuggestionReportDescriptor<MessageId>[] {
  const release = isItself ? entry.release[0] : undefined;
  const offered: TSESLint.SuggestionReportDescriptor<MessageId>[] = [
    ...moduleResourceSuggestions({ sourceCode, path: view.path, acquisition: node, resolves, release, services }),
  ];
  if (entry.category === 'timer' && view.project?.hasMembers(node, ['unref']) === true) {
    offered.push({ messageId: 'unrefTimer', fix: (fixer) => fixer.insertTextAfter(node, '.unref()') });
  }
  return offered;
}
