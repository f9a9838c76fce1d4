import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { type Acquisitions, isAcquiringNode } from '../acquisitions.ts';
import { checkOutIn } from '../check-outs.ts';
import { definitionOf } from '../definition.ts';

/**
 * What a call in a test file checks out of a pool that another file makes. A pool of the file itself is reported or
 * released there, with all it lends but what outlives it; of what else lends, nobody knows when it ends.
 */
export function checkedOut(
  made: Place<AcquiringNode>,
  index: FormIndex,
  acquisitions: Acquisitions,
): readonly Acquisition[] {
  const isJudged = isOfOtherFile(made) || outlivesLender(made, index, acquisitions);
  const checkOut = isJudged ? checkOutIn(made, index, acquisitions) : undefined;
  if (checkOut === undefined) {
    return [];
  }
  const { lent: entry, resolves } = checkOut;
  return [{ entry, made, resolves, holds: typeof entry.holds === 'string', within: [], through: [] }];
}

function isOfOtherFile({ view, node }: Place<AcquiringNode>): boolean {
  const callee = unwrap(node.callee);
  if (callee.type !== T.MemberExpression || originOf({ view, node: callee.object })?.kind !== 'module') {
    return false;
  }
  const lender = definitionOf({ view, node: callee.object });
  return lender !== undefined && isAcquiringNode(lender.node);
}

/** `redis.duplicate()` of a client that has connected: one that waits for `connect()` makes others that wait, too. */
function outlivesLender({ view, node }: Place<AcquiringNode>, index: FormIndex, acquisitions: Acquisitions): boolean {
  const callee = unwrap(node.callee);
  const member = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type !== T.MemberExpression || member === undefined || !index.outlivingMethods.has(member)) {
    return false;
  }
  const lender = definitionOf({ view, node: callee.object });
  return (
    lender !== undefined &&
    isAcquiringNode(lender.node) &&
    acquisitions.of({ ...lender, node: lender.node }) !== undefined
  );
}
