import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../ast/expressions.ts';
import { variableOf } from '../ast/variables.ts';
import type { TestFile } from './test-file.ts';

/** Whether a call is the `use(value)` by which a fixture hands its value to the tests and waits for them. */
export function isFixtureUse(
  { fixtures, view }: Pick<TestFile, 'fixtures' | 'view'>,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== T.Identifier || fixtures.length === 0) {
    return false;
  }
  const parameter = variableOf(view, callee)?.identifiers[0];
  return fixtures.some(({ setUp }) => setUp?.params[1] === parameter && parameter !== undefined);
}
