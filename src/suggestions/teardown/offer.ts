import { type Suggestion, suggestion } from '../suggestion.ts';
import type { TextEdit } from '../text-edits.ts';
import { joinedEdits } from './joined-edits.ts';
import type { HookRelease } from './new-hook.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const teardownSuggestionMessages = {
  releaseInHook: 'Release `{{name}}` in the `{{hook}}` on line {{line}}.',
  releaseInNewHook: 'Release `{{name}}` in a new `{{hook}}`.',
  returnRelease: 'Return a function that releases `{{name}}`{{called}}.',
  releaseWhenTestEnds: 'Release `{{name}}` with `{{callee}}`, right after it is acquired.',
  releaseInFinally: 'Release `{{name}}` in a `finally`.',
  releaseByUsing: 'Release `{{name}}` at the end of its block, with `{{keyword}}`.',
  releaseAfterCall: 'Release `{{name}}` after `{{call}}`.',
  releaseInCleanup: 'Release `{{name}}` with `onCleanup`.',
  releaseOnFailure: 'Release `{{name}}` when what follows fails.',
  releaseInTeardown: 'Release `{{name}}` in `{{function}}`.',
  changeHook: 'Release `{{name}}` in `{{hook}}` instead of `{{wrong}}`.',
  assignToOuter: 'Assign to the outer `{{name}}`.',
} as const;

export type Offer = Suggestion<keyof typeof teardownSuggestionMessages>;

/** @param edits none of which lies within another; no offer without them */
export function offer(
  messageId: keyof typeof teardownSuggestionMessages,
  data: Record<string, string>,
  edits: readonly TextEdit[] | undefined,
): readonly Offer[] {
  return edits === undefined || edits.length === 0 ? [] : [suggestion(messageId, data, joinedEdits(edits))];
}

/** @param others edits that belong to the release */
export function offerHook(
  name: string,
  release: HookRelease | undefined,
  others: readonly TextEdit[] = [],
): readonly Offer[] {
  if (release === undefined) {
    return [];
  }
  const { hook, line, edits } = release;
  return line === undefined
    ? offer('releaseInNewHook', { name, hook }, [...others, ...edits])
    : offer('releaseInHook', { name, hook, line: String(line) }, [...others, ...edits]);
}
