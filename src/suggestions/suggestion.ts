import type { TSESLint } from '@typescript-eslint/utils';

import type { TextEdit } from './text-edits.ts';

/** An edit that a report offers: its title is the message with the data filled in. */
export interface Suggestion<MessageId extends string = string> {
  readonly messageId: MessageId;
  readonly data: Record<string, string>;
  readonly fix: TSESLint.ReportFixFunction;
}

/**
 * A suggestion that makes several edits of the same file at once.
 *
 * @param edits edits that do not overlap, in any order
 */
export function suggestion<MessageId extends string>(
  messageId: MessageId,
  data: Record<string, string>,
  edits: readonly TextEdit[],
): Suggestion<MessageId> {
  return {
    messageId,
    data,
    fix: (fixer) => edits.map(({ range, text }) => fixer.replaceTextRange([...range], text)),
  };
}
