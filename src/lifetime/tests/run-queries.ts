import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { Fate, Slot } from '../fates/fate.ts';
import { wrapped } from '../fates/members.ts';

/** Methods at the end of a query that only write it down. */
const writingMethods: ReadonlySet<string | undefined> = new Set([
  'compile',
  'toNative',
  'toQuery',
  'toSQL',
  'toSql',
  'toString',
]);

/**
 * Whether a use of what builds queries may run one: a query that is only written down, that another one takes as a
 * part, or whose client is only looked at, opens no connection.
 */
export function mayRunQuery({ node }: Extract<Fate, { does: 'use' }>, slots: readonly Slot[]): boolean {
  if (!beginsWith(node, new Set(slots.map(({ name }) => name)))) {
    return true;
  }
  let end = wrapped(node);
  for (let parent = parentOf(end); parent !== undefined; parent = parentOf(end)) {
    const isNext =
      (parent.type === T.MemberExpression && parent.object === end) ||
      (parent.type === T.CallExpression && parent.callee === end);
    if (!isNext) {
      const isArgument = parent.type === T.CallExpression || parent.type === T.NewExpression;
      return !isArgument && !isWritten(end);
    }
    end = wrapped(parent);
  }
  return true;
}

/** Whether a chain begins with one of the names, or with a call of it: `knex('users').select()`. */
function beginsWith(chain: TSESTree.Node, names: ReadonlySet<string>): boolean {
  let node = unwrap(chain);
  while (node.type === T.CallExpression || node.type === T.MemberExpression) {
    node = unwrap(node.type === T.CallExpression ? node.callee : node.object);
  }
  return node.type === T.Identifier && names.has(node.name);
}

function isWritten(chain: TSESTree.Node): boolean {
  const end = unwrap(chain);
  const callee = end.type === T.CallExpression ? unwrap(end.callee) : undefined;
  return callee?.type === T.MemberExpression && writingMethods.has(memberName(callee));
}
