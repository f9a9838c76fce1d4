const STOP_WORDS = new Set(
  'a an and are as at be by for from has in into is it its of on or our that the their this to we who with you your'.split(
    ' ',
  ),
);

const MIN_LENGTH = 2;

/** The words that say what a text is about: most frequent first, equally frequent ones in order of appearance. */
export function extractKeywords(text: string, limit = 10): string[] {
  const counts = new Map<string, number>();
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []) {
    if (word.length < MIN_LENGTH || STOP_WORDS.has(word)) continue;
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, limit)
    .map(([word]) => word);
}
