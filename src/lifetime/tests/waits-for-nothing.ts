import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { returnsValue } from '../evaluation.ts';
import type { Phases } from '../phases.ts';
import { isPromise } from '../promise-type.ts';

/** Whether a test is over when it returns: it waits for no query, so that what opens with the first one holds nothing. */
export function waitsForNothing(node: TSESTree.Node, phases: Phases): boolean {
  const test = enclosingFunction(node);
  return (
    test !== undefined &&
    !test.async &&
    test.params.length === 0 &&
    phases.isCallback(test) &&
    phases.of(node).every(({ during }) => during === 'test') &&
    test.body.type === T.BlockStatement &&
    !returnsValue(test)
  );
}

/** `poolOf(store)`, of which a function gets it, and `sequelize.define('user', {})`, which gives no promise. */
export function runsNothing(use: TSESTree.Node, view: FileView): boolean {
  return (
    use.type === T.CallExpression &&
    !use.arguments.some(isFunction) &&
    (unwrap(use.callee).type === T.Identifier || (view.project !== undefined && !isPromise(view, use)))
  );
}
