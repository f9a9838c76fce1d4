import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../../ast/expressions.ts';
import type { LateUse } from '../../lifetime/paths/late-uses.ts';
import { lateUseMessages, lateUseSuggestions } from '../../suggestions/late-use/suggestions.ts';
import { nodeText } from '../require-release/words.ts';

export type MessageId = keyof typeof messages;

/** What the rule says. */
export const messages = {
  used: '{{what}} ({{id}}, from {{call}} on line {{made}}) is used here after {{release}} on line {{line}} gave it back. Use it before, or get another one.',
  releasedAgain:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) was given back by {{release}} on line {{line}} already: {{use}} fails. Release it once, in a `finally`.',
  returned:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) is returned here, but {{release}} on line {{line}} gives it back before anybody gets it. Release it only where it is not returned.',
  returnedEarly:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) is given back by {{release}} on line {{line}} before {{use}} is done. Write `return await`.',
  leavesUsing:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) is closed at the end of the block that declares it with `using`, so whoever gets it here has a closed one. Declare it with `const`, and let them close it.',
  partLeavesUsing:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) is closed at the end of the block that declares it with `using`, and {{part}} breaks off then: whoever gets that here cannot use it to its end. Declare it with `const`{{instead}}.',
  partReturned:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) is closed by {{release}} on line {{line}}, and {{part}} breaks off then: whoever gets that here cannot use it to its end. Close it only where that is not returned.',
  notWaitedFor:
    '{{what}} ({{id}}, from {{call}} on line {{made}}) is closed at the end of the block that declares it with `using`, before {{use}} is done. Write `return await`.',
  ...lateUseMessages,
} as const;

/** The report for a use that comes too late. */
export function reportOf(late: LateUse, sourceCode: TSESLint.SourceCode): TSESLint.ReportDescriptor<MessageId> {
  const { node, resource, why } = late;
  const { acquisition, making, slots, view } = resource;
  const name = slots.find(({ isCollection, within }) => !isCollection && !within.includes('&'))?.name;
  const call = nodeText(making, view);
  const data = {
    what: name === undefined ? call : `\`${name}\``,
    id: acquisition.entry.id,
    call,
    made: lineOf(making),
    use: nodeText(node, view),
  };
  return {
    node,
    messageId: messageOf[why],
    data: {
      ...data,
      ...partData(late),
      ...('release' in late && { release: nodeText(late.release, view), line: lineOf(late.release) }),
    },
    suggest: [...lateUseSuggestions(late, sourceCode)],
  };
}

/** How a message calls what needs the resource, and what to do instead. */
function partData(late: LateUse): Record<string, string> {
  if (!('part' in late)) {
    return {};
  }
  const { part, resource } = late;
  const callee = unwrap(part.callee);
  const name = callee.type === T.MemberExpression ? (memberName(callee) ?? '') : '';
  const isClosing = resource.acquisition.entry.ownedBy?.includes(name) === true;
  const text = nodeText(part, resource.view);
  return {
    part: text,
    instead: isClosing ? `: ${text} closes it at its end` : `, and close it after ${text} has ended`,
  };
}

const messageOf = {
  released: 'used',
  'released again': 'releasedAgain',
  returned: 'returned',
  'not waited for': 'returnedEarly',
  'leaves using': 'leavesUsing',
  'part leaves using': 'partLeavesUsing',
  'part returned': 'partReturned',
  'not waited for in using': 'notWaitedFor',
} as const satisfies Readonly<Record<LateUse['why'], MessageId>>;

function lineOf({ loc }: TSESTree.Node): string {
  return String(loc.start.line);
}
