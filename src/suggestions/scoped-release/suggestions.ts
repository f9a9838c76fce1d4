import type { TSESLint } from '@typescript-eslint/utils';

import { isFunction } from '../../ast/expressions.ts';
import type { LeakingResource } from '../../lifetime/paths/leaks.ts';
import { isTransaction } from '../../lifetime/paths/transaction.ts';
import type { TypeServices } from '../../types/services.ts';
import { isCheckedJavaScript, sourceFileOf } from '../source-file.ts';
import { type Suggestion, suggestion } from '../suggestion.ts';
import { joinedEdits } from '../teardown/joined-edits.ts';
import type { TextEdit } from '../text-edits.ts';
import { releaseByUsing, type UsingDeclaration } from './by-using.ts';
import { existingReleases } from './existing-releases.ts';
import { releaseInContinuation } from './in-continuation.ts';
import { releaseInFinally } from './in-finally.ts';
import { inHand } from './in-hand.ts';
import { namedInPlace } from './named-in-place.ts';
import { rollBackOnFailure } from './on-failure.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const scopedReleaseMessages = {
  releaseInFinally: 'Release `{{name}}` in a `finally`.',
  rollBackOnFailure: 'Roll `{{name}}` back when what comes before its `commit` fails.',
  releaseByUsing: 'Release `{{name}}` at the end of its block, with `{{keyword}}`.',
} as const;

type Offer = Suggestion<keyof typeof scopedReleaseMessages>;

/** The edits that release a resource on every path, the best first; empty when none is certain to be right. */
export function scopedReleaseSuggestions(
  { resource: leaking, leak }: LeakingResource,
  sourceCode: TSESLint.SourceCode,
  services: TypeServices | undefined,
): readonly Offer[] {
  const file = sourceFileOf(sourceCode, services);
  if (!isFunction(leaking.owner)) {
    return [];
  }
  const resource = { ...leaking, owner: leaking.owner };
  const existing = existingReleases(resource, file);
  if (existing === undefined || services === undefined || isCheckedJavaScript(file)) {
    return [];
  }
  if (resource.slots.length === 0) {
    const named = namedInPlace(resource, file, services);
    return named === undefined ? [] : scopeOffers(named.name, named.byUsing, named.inFinally);
  }
  const continued = existing.units.length === 0 ? releaseInContinuation(resource, file, services) : undefined;
  if (continued !== undefined) {
    return offer('releaseInFinally', { name: continued.name }, continued.edits);
  }
  const hand = inHand(resource);
  if (hand === undefined) {
    return [];
  }
  const { name } = hand.variable;
  const scoped = { resource, hand, existing, file, services };
  return isTransaction(resource)
    ? offer('rollBackOnFailure', { name }, leak.why === 'exception' ? rollBackOnFailure(scoped) : undefined)
    : scopeOffers(name, releaseByUsing(scoped), releaseInFinally(scoped));
}

function scopeOffers(
  name: string,
  using: UsingDeclaration | undefined,
  inFinally: readonly TextEdit[] | undefined,
): readonly Offer[] {
  // A `finally` that only closes is what `prefer-await-using` would report.
  return using
    ? offer('releaseByUsing', { name, keyword: using.keyword }, using.edits)
    : offer('releaseInFinally', { name }, inFinally);
}

function offer(
  messageId: keyof typeof scopedReleaseMessages,
  data: Record<string, string>,
  edits: readonly TextEdit[] | undefined,
): readonly Offer[] {
  return edits === undefined ? [] : [suggestion(messageId, data, joinedEdits(edits))];
}
