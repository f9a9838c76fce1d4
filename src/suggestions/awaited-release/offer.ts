import { joinedEdits } from '../teardown/joined-edits.ts';
import { type Suggestion, suggestion } from '../suggestion.ts';
import type { TextEdit } from '../text-edits.ts';
import { useUsingMessages } from '../use-using.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const awaitedReleaseMessages = {
  awaitRelease: 'Wait for `{{call}}` with `await`{{how}}.',
  returnRelease: 'Return the promise of `{{call}}`.',
  awaitAll: 'Wait for all of them with `Promise.all`{{how}}.',
  callRelease: 'Call `{{call}}`{{how}}.',
  rightCloser: 'Call `{{call}}` instead.',
  waitForCallback: 'Wait for the callback of `{{call}}`.',
  awaitUsing: 'Write `{{declaration}}`.',
  ...useUsingMessages,
} as const;

export type Offer = Suggestion<keyof typeof awaitedReleaseMessages>;

/** @param edits none of which lies within another; no offer without them */
export function offer(
  messageId: keyof typeof awaitedReleaseMessages,
  data: Record<string, string>,
  edits: readonly TextEdit[] | undefined,
): readonly Offer[] {
  return edits === undefined ? [] : [suggestion(messageId, data, joinedEdits(edits))];
}
