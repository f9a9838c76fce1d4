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
 * @param edits in any order; one that lies within another has been made in its text
 */
export function suggestion<MessageId extends string>(
  messageId: MessageId,
  data: Record<string, string>,
  edits: readonly TextEdit[],
): Suggestion<MessageId> {
  const outermost = edits.filter((edit) => !edits.some((other) => other !== edit && contains(other, edit)));
  return {
    messageId,
    data,
    fix: (fixer) => outermost.map(({ range, text }) => fixer.replaceTextRange([...range], text)),
  };
}

function contains({ range: [start, end] }: TextEdit, { range }: TextEdit): boolean {
  return start <= range[0] && range[1] <= end;
}
