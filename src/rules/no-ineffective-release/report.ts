import { basename } from 'node:path';

import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../../ast/expressions.ts';
import { CHECKED_OUT } from '../../lifetime/ineffective/closers.ts';
import type { Fault } from '../../lifetime/ineffective/fault.ts';
import type { KnownResources } from '../../lifetime/ineffective/known-resources.ts';
import { awaitedReleaseMessages, awaitedReleaseSuggestions } from '../../suggestions/awaited-release/suggestions.ts';
import { aboutText, leakText, nameText, releasedText, shortText } from './words.ts';

export type MessageId = keyof typeof messages;

/** What the rule says. */
export const messages = {
  notAwaited:
    '{{what}}{{about}} is still being closed when {{caller}} is over, because nothing waits for the promise of `{{call}}`: {{leak}}. Write `await {{call}}`{{instead}}.',
  notAwaitedInLoop:
    '{{what}}{{about}} is still being closed when {{caller}} is over, because `{{loop}}` does not wait for the promises of its callback: {{leak}}. Write `await Promise.all({{list}}.map(…))` instead.',
  notAwaitedInCallback:
    '{{what}}{{about}} is still being closed when {{caller}} is over, because `{{together}}` does not get the promise of `{{call}}` from its callback: {{leak}}. Write `{{keyword}} {{call}}`{{instead}} there.',
  doneTooEarly:
    '{{what}}{{about}} is still being closed when `{{signal}}` on line {{line}} says that all is done, because nothing waits for the promise of `{{call}}`. Call `{{signal}}` once that is settled.',
  notCalled: '`{{member}}` is only named here, not called, so {{what}}{{about}} stays open. Write `{{member}}()`.',
  wrongCloser:
    '`{{call}}` ends a connection that belongs to a pool{{about}}, instead of giving it back: the pool may count it as taken for ever. Call `{{right}}`.',
  nothingToAwait:
    '`await` does not wait for `{{call}}`, which gives no promise: {{what}}{{about}} is still being closed when the next line runs. Give it a callback: `{{guard}}await new Promise((resolve) => {{withCallback}})`.',
  callbackNotAwaited:
    '{{what}}{{about}} is still being closed when {{caller}} is over, because `{{call}}` only tells a callback when it is done: {{leak}}. Write `{{guard}}await new Promise((resolve) => {{withCallback}})`.',
  usingPromise: '`{{declaration}}` gets a promise, and so does not release what that gives. Write `{{right}}`.',
  usingWithoutAwait:
    '`using` does not release {{what}}, which has `Symbol.asyncDispose` but no `Symbol.dispose`. Write `await using`.',
  releasedTwice:
    '{{what}} is released when this block ends, but line {{line}} also releases it, with `{{other}}`: who uses it after the first of them gets a closed one. Declare it with `const` here, or leave out the other.',
  usingShared:
    '{{what}} is released when this block ends, but `{{keeper}}` keeps it for all who ask for it: after the first of them the others get a closed one. Declare it with `const` here, and release it where the program ends.',
  ...awaitedReleaseMessages,
} as const;

/** The report for a release that does nothing. */
export function reportOf(
  fault: Fault,
  known: KnownResources,
  sourceCode: TSESLint.SourceCode,
): TSESLint.ReportDescriptor<MessageId> {
  return {
    ...described(fault, known, sourceCode),
    node: fault.node,
    suggest: awaitedReleaseSuggestions(fault, known, sourceCode),
  };
}

function described(
  fault: Fault,
  known: KnownResources,
  sourceCode: TSESLint.SourceCode,
): { readonly messageId: MessageId; readonly data: Record<string, string> } {
  const textOf = (node: TSESTree.Node): string => shortText(sourceCode.getText(node));
  const { node } = fault;
  const call = textOf(node);
  const released = 'id' in node ? node : releasedOf(node);
  const id = 'closer' in fault ? fault.closer.id : CHECKED_OUT;
  const data = {
    call,
    what: isOfProject(fault) ? `What \`${call}\` closes` : releasedText(released, sourceCode),
    about: aboutText(released, id, known),
  };
  const withCallback = call.replace(/\(\)$/u, '(resolve)');
  // Where `server?.close(resolve)` calls nothing, the promise is never settled.
  const guard = call.startsWith(`${textOf(released)}?.`) ? `if (${textOf(released)}) ` : '';
  switch (fault.why) {
    case 'dropped': {
      const { caller, use } = fault;
      const base = { ...data, caller: caller.text, leak: leakText(caller) };
      const instead = use.discard === undefined ? '' : ` instead of \`void\``;
      if (use.keptBack !== undefined) {
        const { callback, together } = use.keptBack;
        const keyword = callback.async ? 'await' : 'return';
        return {
          messageId: 'notAwaitedInCallback',
          data: { ...base, instead, keyword, together: textOf(together.callee) },
        };
      }
      if (use.loop !== undefined) {
        const { callee } = use.loop;
        const loop = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : '';
        const list = callee.type === 'MemberExpression' ? textOf(callee.object) : '';
        return { messageId: 'notAwaitedInLoop', data: { ...base, loop, list } };
      }
      const lost = use.together === undefined ? call : textOf(use.together);
      return { messageId: 'notAwaited', data: { ...base, call: lost, instead } };
    }
    case 'done too early': {
      const line = String(fault.signal.loc.start.line);
      return { messageId: 'doneTooEarly', data: { ...data, signal: textOf(fault.signal), line } };
    }
    case 'not called':
      return { messageId: 'notCalled', data: { ...data, member: call } };
    case 'wrong closer':
      return {
        messageId: 'wrongCloser',
        data: { ...data, right: `${nameText(released, sourceCode)}.${fault.right}()` },
      };
    case 'nothing to await':
      return { messageId: 'nothingToAwait', data: { ...data, guard, withCallback } };
    case 'callback not waited for': {
      const { caller } = fault;
      return {
        messageId: 'callbackNotAwaited',
        data: { ...data, guard, withCallback, caller: caller.text, leak: leakText(caller) },
      };
    }
    case 'using on a promise': {
      const { id, init } = fault.node;
      const right = `${fault.isAsync ? 'await using' : 'using'} ${textOf(id)} = await ${init ? textOf(init) : '…'}`;
      return { messageId: 'usingPromise', data: { declaration: `using ${textOf(id)}`, right } };
    }
    case 'using without await':
      return { messageId: 'usingWithoutAwait', data: { what: `\`${textOf(fault.node.id)}\`` } };
    case 'released twice': {
      const { other } = fault;
      const line = String(other.loc.start.line);
      const member = other.parent?.parent ?? other;
      return {
        messageId: 'releasedTwice',
        data: { what: `\`${textOf(fault.node.id)}\``, line, other: textOf(member) },
      };
    }
    case 'using on what is shared':
      return {
        messageId: 'usingShared',
        data: { what: `\`${textOf(fault.node.id)}\``, keeper: basename(fault.keeper.path) },
      };
  }
}

/** `stopServer()`, whose name is not that of what it closes. */
function isOfProject(fault: Fault): boolean {
  return (
    'closer' in fault &&
    fault.closer.entry === undefined &&
    fault.node.type === 'CallExpression' &&
    fault.node.callee.type === 'Identifier'
  );
}

/** What a release is called on; for a function of a module the function. */
function releasedOf(node: TSESTree.CallExpression | TSESTree.MemberExpression): TSESTree.Node {
  const member = node.type === 'CallExpression' ? node.callee : node;
  return member.type === 'MemberExpression' ? member.object : member;
}
