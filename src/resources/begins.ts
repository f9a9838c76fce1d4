import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { calledMethod, calledName } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import type { AcquiringNode } from './acquisition.ts';
import { hasArguments, valueOf } from './arguments.ts';
import type { ResourceEntry } from './entry.ts';

/** Whether a call of a method makes a resource hold something: `client.connect()`. */
export function beginsBy({ view, node }: Place<AcquiringNode>, { holds }: ResourceEntry): boolean {
  const method = node.type === T.CallExpression ? calledMethod(node) : undefined;
  if (typeof holds === 'string' || method === undefined || !holds.calls.includes(method)) {
    return false;
  }
  // `listen({ port, signal })`: whoever has the controller closes it.
  if (hasArguments({ view, node }, [{ option: 'signal' }])) {
    return false;
  }
  const [first] = node.arguments;
  return holds.given === undefined || (first !== undefined && isOneOf({ view, node: first }, holds.given));
}

/** Whether a value is an instance of a class with one of these names, as far as can be seen. */
function isOneOf(place: Place, names: readonly string[]): boolean {
  const value = valueOf(place);
  const own = value?.type === T.NewExpression ? calledName(value) : undefined;
  return (
    names.includes(own ?? '') ||
    (place.view.project?.typesOf(place.node) ?? []).some(({ name }) => names.includes(name))
  );
}
