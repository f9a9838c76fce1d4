import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { Place } from '../../ast/file-view.ts';
import { memberOf, originOf } from '../../ast/origin.ts';
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

/** Whether all that a resource holds was made elsewhere and handed to it: `new Queue('mail', { connection: redis })`. */
export function holdsOnlyLent({ entry: { holdsOnly = [] }, made }: Acquisition): boolean {
  return made.node.arguments.some((argument) => {
    const options = originOf({ ...made, node: argument });
    return holdsOnly.some((name) => {
      const given = options && memberOf(options, name);
      return given?.kind === 'value' && isConnection(given.place);
    });
  });
}

/** A `new`, or a call that gives more than plain options. */
function isConnection({ view, node }: Place): boolean {
  return (
    node.type === T.NewExpression ||
    (node.type === T.CallExpression && view.project?.hasMembers(node, ['disconnect']) !== false)
  );
}
