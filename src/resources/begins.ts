import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { valueOf } from './arguments.ts';
import type { ResourceEntry } from './entry.ts';

/** Whether a call of a method makes a resource hold something: `client.connect()`. */
export function beginsBy({ view, node }: Place<TSESTree.CallExpression>, { holds }: ResourceEntry): boolean {
  const callee = unwrap(node.callee);
  const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (typeof holds === 'string' || method === undefined || !holds.calls.includes(method)) {
    return false;
  }
  const [first] = node.arguments;
  return holds.given === undefined || (first !== undefined && isOneOf({ view, node: first }, holds.given));
}

/** Whether a value is an instance of a class with one of these names, as far as can be seen. */
function isOneOf(place: Place, names: readonly string[]): boolean {
  const value = valueOf(place);
  const callee = value?.type === T.NewExpression ? unwrap(value.callee) : undefined;
  const own = callee?.type === T.MemberExpression ? memberName(callee) : callee?.type === T.Identifier && callee.name;
  return (
    names.includes(own || '') ||
    (place.view.project?.typesOf(place.node) ?? []).some(({ name }) => names.includes(name))
  );
}
