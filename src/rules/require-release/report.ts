import { dirname, relative } from 'node:path';

import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { partGiven } from '../../lifetime/paths/given-part.ts';
import type { Leak } from '../../lifetime/paths/leak.ts';
import type { LeakingResource } from '../../lifetime/paths/leaks.ts';
import type { LocalResource } from '../../lifetime/paths/local-resource.ts';
import { scopedReleaseMessages, scopedReleaseSuggestions } from '../../suggestions/scoped-release/suggestions.ts';
import { isTransaction } from '../../lifetime/paths/transaction.ts';
import type { TypeServices } from '../../types/services.ts';
import { remedyOf } from './closer.ts';
import { nodeText, pathText } from './words.ts';

export type MessageId = keyof typeof messages;

/** What the rule says. */
export const messages = {
  dropped:
    '{{call}} opens a resource ({{id}}) that is kept nowhere, so nothing can ever close it. Keep it in a variable, and call {{closer}} {{place}}.',
  never:
    '{{what}} ({{id}}{{where}}) is neither {{done}} in this function nor handed on, so it stays open. Call {{closer}} {{place}}.',
  started:
    '{{call}} starts anew with each request, and nothing stops it: one more goes on after each of them. Keep it in a variable, and call {{closer}} when the request is closed.',
  collected:
    '{{call}} ({{id}}{{where}}) is put into `{{into}}`, from where it is neither {{done}} nor handed on, so it stays open. Call {{closer}} for each of them {{place}}.',
  path: '{{what}} ({{id}}{{where}}) is not {{done}} {{path}}. Call {{closer}} {{place}}.',
  exception:
    '{{what}} ({{id}}{{where}}) is not {{done}} if {{thrower}} on line {{line}} throws. Call {{closer}} {{place}}.',
  overwritten:
    '{{what}} ({{id}}{{where}}) is still open when line {{line}} puts another value in its place: nothing can close it then. Call {{closer}} before.',
  madeAnew:
    '{{what}} ({{id}}{{where}}) is opened anew each time the loop comes here, and only the last one is {{done}}. Call {{closer}} {{place}} inside the loop.',
  ...scopedReleaseMessages,
} as const;

/** The report for a resource that a function loses. */
export function reportOf(
  found: LeakingResource,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): TSESLint.ReportDescriptor<MessageId> {
  const { resource, leak } = found;
  const { acquisition, holding, making, slots, view } = resource;
  // Of `await Promise.all([open(a), open(b)])` no name is certain to be there.
  const isOneOfSeveral = parentOf(making)?.type === T.ArrayExpression || leak.why === 'collected';
  const name = isOneOfSeveral
    ? undefined
    : slots.find(({ within, isCollection }) => !isCollection && !within.includes('&'))?.name;
  const call = nodeText(making, view);
  const part = leak.why === 'never' ? partGiven(resource)?.node : undefined;
  return {
    node: holding,
    messageId: messageOf(leak, resource),
    data: {
      call,
      what: name === undefined ? call : `\`${name}\``,
      id: acquisition.entry.id,
      where: whereText(resource, name !== undefined),
      done: doneOf(resource),
      ...remedyOf(leak, resource, services),
      ...(part && { place: `once ${nodeText(part, view)} of line ${lineOf(part)} is no longer used` }),
      ...detailsOf(leak, view),
    },
    // A `finally` would close it under the hands of the callers.
    suggest: part === undefined ? scopedReleaseSuggestions(found, sourceCode, services) : [],
  };
}

/** What is to be done with it, as a message says it; the function that gives back a lock is called. */
function doneOf(resource: LocalResource): string {
  const [form] = resource.acquisition.entry.release;
  const usual = resource.isCheckOut ? 'given back' : 'closed';
  return isTransaction(resource) ? 'ended' : form !== undefined && 'self' in form ? 'called' : usual;
}

function messageOf(leak: Leak, { acquisition, making }: LocalResource): MessageId {
  if (acquisition.entry.category === 'timer' && (leak.why === 'dropped' || leak.why === 'never')) {
    return 'started';
  }
  const isLoop =
    leak.why === 'overwritten' && leak.at.range[0] <= making.range[0] && making.range[1] <= leak.at.range[1];
  return isLoop ? 'madeAnew' : leak.why;
}

function detailsOf(leak: Leak, view: FileView): Readonly<Record<string, string>> {
  switch (leak.why) {
    case 'path':
      return { path: pathText(leak.exit, leak.branch, view) };
    case 'collected':
      return { into: leak.into.name };
    case 'exception':
      return { thrower: nodeText(leak.at, view), line: lineOf(leak.at) };
    case 'overwritten':
      return { line: lineOf(leak.at) };
    default:
      return {};
  }
}

function lineOf({ loc }: TSESTree.Node): string {
  return String(loc.start.line);
}

/** Which call made it, and where that stands when it is in another function. */
function whereText({ acquisition: { made }, making, view }: LocalResource, isNamed: boolean): string {
  if (made.node === making) {
    return isNamed ? `, from ${nodeText(making, view)} on line ${lineOf(making)}` : '';
  }
  const line = lineOf(made.node);
  return made.view.path === view.path
    ? `, made on line ${line}`
    : `, made in \`${relative(dirname(view.path), made.view.path).replaceAll('\\', '/')}\` on line ${line}`;
}
