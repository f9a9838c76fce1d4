import type { Place } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import { hasArguments } from '../../resources/arguments.ts';

/**
 * Whether a call of the project hands on an option with which what it makes holds nothing: `new Gateway({ server })` of
 * a class whose constructor gives its options to `new WebSocketServer(options)`.
 */
export function isToldToHoldNothing({ entry, made, through }: Acquisition, call: Place<AcquiringNode>): boolean {
  // What a call of the project leaves out may well be given further on.
  const tests = (entry.inertWhen ?? []).filter((test) => 'option' in test && !('absent' in test));
  return [call, ...through.map(({ place }) => place)].some(
    (place) => place.node !== made.node && hasArguments(place, tests),
  );
}
