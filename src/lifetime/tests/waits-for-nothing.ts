import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, unwrap } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Phases } from '../phases.ts';

/**
 * Whether a test is over when it returns: it waits for no query, so that what a class of the project makes only on the
 * way to its first one holds nothing.
 */
export function waitsForNothing(node: TSESTree.Node, phases: Phases): boolean {
  const test = enclosingFunction(node);
  return (
    test !== undefined &&
    !test.async &&
    test.params.length === 0 &&
    phases.isCallback(test) &&
    phases.of(node).every(({ during }) => during === 'test') &&
    test.body.type === T.BlockStatement &&
    ![...allNodes(test.body)].some(
      (inner) => inner.type === T.ReturnStatement && inner.argument !== null && enclosingFunction(inner) === test,
    )
  );
}

/** `poolOf(store)`: a function of the file gets it. */
export function isHandedToFunction(use: TSESTree.Node): boolean {
  return use.type === T.CallExpression && unwrap(use.callee).type === T.Identifier;
}
