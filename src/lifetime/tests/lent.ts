import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { Place } from '../../ast/file-view.ts';
import { memberOf, originOf } from '../../ast/origin.ts';
import type { Acquisition } from '../../resources/acquisition.ts';

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
