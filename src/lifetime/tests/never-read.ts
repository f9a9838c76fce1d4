import { isInside } from '../../ast/expressions.ts';
import type { Fate, Slot } from '../fates/fate.ts';

/**
 * Whether no code looks at what was put into a variable, or even names it: what a hook makes is made for tests, also
 * for those that have yet to be written. A value that is compared, inspected or dropped is not forgotten, only left unused.
 */
export function isNeverRead(fates: readonly Fate[], slots: readonly Slot[]): boolean {
  const closings = fates.flatMap(({ does, node }) => (does === 'release' ? [node] : []));
  const isGiven = slots.length > 0 || fates.some(({ does }) => does === 'return');
  return (
    isGiven &&
    fates.every(({ does }) => does === 'release' || does === 'return') &&
    slots.every(({ variable }) =>
      variable?.references.every(
        ({ identifier, writeExpr }) => writeExpr != null || closings.some((one) => isInside(identifier, one)),
      ),
    )
  );
}
