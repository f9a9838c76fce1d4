import type { TSESLint } from '@typescript-eslint/utils';

import type { LeakingResource } from '../../lifetime/paths/leaks.ts';
import type { TypeServices } from '../../types/services.ts';
import { isCheckedJavaScript, sourceFileOf } from '../source-file.ts';
import { type Suggestion, suggestion } from '../suggestion.ts';
import { joinedEdits } from '../teardown/joined-edits.ts';
import type { TextEdit } from '../text-edits.ts';
import { releaseByUsing } from './by-using.ts';
import { existingReleases } from './existing-releases.ts';
import { releaseInFinally } from './in-finally.ts';
import { inHand } from './in-hand.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const scopedReleaseMessages = {
  releaseInFinally: 'Release `{{name}}` in a `finally`.',
  releaseByUsing: 'Release `{{name}}` at the end of its block, with `{{keyword}}`.',
} as const;

type Offer = Suggestion<keyof typeof scopedReleaseMessages>;

/** The edits that release a resource on every path, the best first; empty when none is certain to be right. */
export function scopedReleaseSuggestions(
  { resource }: LeakingResource,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): readonly Offer[] {
  const file = sourceFileOf(sourceCode, services);
  const existing = existingReleases(resource, file);
  const hand = inHand(resource);
  if (existing === undefined || hand === undefined || services === undefined || isCheckedJavaScript(file)) {
    return [];
  }
  const { name } = hand.variable;
  const scoped = { resource, hand, existing, file, services };
  const using = releaseByUsing(scoped);
  return [
    ...(using ? offer('releaseByUsing', { name, keyword: using.keyword }, using.edits) : []),
    ...offer('releaseInFinally', { name }, releaseInFinally(scoped)),
  ];
}

function offer(
  messageId: keyof typeof scopedReleaseMessages,
  data: Record<string, string>,
  edits: readonly TextEdit[] | undefined,
): readonly Offer[] {
  return edits === undefined ? [] : [suggestion(messageId, data, joinedEdits(edits))];
}
