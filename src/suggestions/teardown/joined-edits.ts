import type { TextEdit } from '../text-edits.ts';

/**
 * Edits of which those that touch are one: several insertions at one place, or an insertion right behind a removal.
 *
 * @param edits in the order in which their texts follow one another where they touch; none may lie within another
 */
export function joinedEdits(edits: readonly TextEdit[]): readonly TextEdit[] {
  const joined: TextEdit[] = [];
  for (const edit of edits.toSorted((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1])) {
    const last = joined.at(-1);
    if (last?.range[1] === edit.range[0]) {
      joined[joined.length - 1] = { range: [last.range[0], edit.range[1]], text: last.text + edit.text };
    } else {
      joined.push(edit);
    }
  }
  return joined;
}
