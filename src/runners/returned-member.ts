import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { memberOf, type Origin, originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';

/**
 * Where a member comes from of what a function of the project returns: `const { test } = createTestRunner(driver)`.
 *
 * @returns undefined when the function cannot be looked into, or has several results
 */
export function returnedMember(call: Place, name: string, budget: number): Origin | undefined {
  const node = call.node.type === T.CallExpression ? call.node : undefined;
  const origin = node && originOf({ ...call, node: node.callee }, budget);
  const callee = origin && trailOf(origin).at(-1);
  if (callee?.kind !== 'value' || !isFunction(callee.place.node)) {
    return undefined;
  }
  const result = resultOf(callee.place.node);
  const value = result && originOf({ view: callee.place.view, node: result }, budget);
  return value?.kind === 'value' ? memberOf(value, name, budget) : undefined;
}

/** The only expression that a function returns, as its last statement. */
function resultOf({ body }: FunctionNode): TSESTree.Node | undefined {
  if (body.type !== T.BlockStatement) {
    return body;
  }
  const last = body.body.at(-1);
  return last?.type === T.ReturnStatement ? (last.argument ?? undefined) : undefined;
}
