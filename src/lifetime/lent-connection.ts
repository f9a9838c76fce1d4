import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import type { Acquisition } from '../resources/acquisition.ts';
import { propertyOf, valueOf } from '../resources/arguments.ts';

/**
 * Whether all that a resource holds may have been made elsewhere and handed to it: `new Queue('mail', { connection })`
 * with a client rather than with its options.
 */
export function holdsOnlyLent({ entry: { holdsOnly = [] }, made }: Acquisition): boolean {
  return made.node.arguments.some((argument) => {
    const options = holdsOnly.length === 0 ? undefined : valueOf({ ...made, node: argument });
    return holdsOnly.some((name) => {
      const given = options && propertyOf(options, name);
      return given !== undefined && mayBeConnection({ ...made, node: given });
    });
  });
}

/** What is written down is known to be options. */
function mayBeConnection(place: Place): boolean {
  const origin = originOf(place);
  const { view, node } = origin?.kind === 'value' ? origin.place : place;
  switch (node.type) {
    case T.ArrayExpression:
    case T.Literal:
    case T.ObjectExpression:
    case T.TemplateLiteral:
      return false;
    case T.NewExpression:
      return true;
    default:
      return view.project?.mayHaveMember(node, 'disconnect') !== false;
  }
}
