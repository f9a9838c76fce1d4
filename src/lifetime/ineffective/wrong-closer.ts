import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Fault } from './fault.ts';
import type { KnownResources } from './known-resources.ts';

/** `client.end()` on what `pool.connect()` gave, unless it is also given back. */
export function wrongCloser(node: TSESTree.CallExpression, known: KnownResources): Fault | undefined {
  const callee = unwrap(node.callee);
  const name = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type !== T.MemberExpression || name === undefined || !known.index.wrongClosers.has(name)) {
    return undefined;
  }
  const checkout = known.checkoutOf(callee.object);
  const [right] = checkout?.release ?? [];
  if (checkout?.wrong?.includes(name) !== true || right === undefined) {
    return undefined;
  }
  const receiver = unwrap(callee.object);
  const uses = receiver.type === T.Identifier ? (variableOf(known.view, receiver)?.references ?? []) : [];
  const isGivenBack = uses.some(({ identifier }) => {
    const member = parentOf(identifier);
    return member?.type === T.MemberExpression && checkout.release.includes(memberName(member) ?? '');
  });
  return isGivenBack ? undefined : { why: 'wrong closer', node, right, takenBackBy: checkout.takenBackBy?.[0] };
}
