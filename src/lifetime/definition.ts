import type { Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';

/** The function, class or expression that an expression stands for, in whichever file of the project it lies. */
export function definitionOf(place: Place): Place | undefined {
  const origin = originOf(place);
  const end = origin && trailOf(origin).at(-1);
  return end?.kind === 'value' ? end.place : undefined;
}
