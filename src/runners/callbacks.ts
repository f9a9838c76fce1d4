import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, staticString, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import type { RunnerFunction } from './runner.ts';

/**
 * The argument that a runner's function gets as its callback.
 *
 * @returns undefined when there is none, as in `test.todo('…')` and `test.skip(condition, 'why')`
 */
export function callbackIn(
  { arguments: given }: TSESTree.CallExpression,
  does: RunnerFunction,
  view: FileView,
): TSESTree.Node | undefined {
  const values = given.map((argument) => unwrap(argument));
  const written = values.findIndex((value) => isFunction(value));
  const hasTitle = does.is === 'suite' || does.is === 'test';
  if (written >= 0) {
    // Playwright's `test.skip(({ browserName }) => …, 'why')` asks the function whether to skip.
    const isCondition = hasTitle && written === 0 && values[1] !== undefined && isText(values[1]);
    return isCondition ? undefined : values[written];
  }
  const [first, ...others] = values.filter((value, index) => mayBeFunction(value) || (hasTitle && index === 0));
  if (!hasTitle) {
    return first;
  }
  return others[0] ?? (first && functionBehind(view, first) ? first : undefined);
}

/** Whether a call without a callback still names a test: `test.todo('later')`. */
export function hasTitleOnly({ arguments: given }: TSESTree.CallExpression, does: RunnerFunction): boolean {
  return (does.is === 'suite' || does.is === 'test') && given[0] !== undefined && isText(unwrap(given[0]));
}

/** The function that an expression is or names in its own file. */
export function functionBehind(view: FileView, expression: TSESTree.Node): FunctionNode | undefined {
  const node = unwrap(expression);
  if (isFunction(node)) {
    return node;
  }
  if (node.type !== T.Identifier && node.type !== T.MemberExpression) {
    return undefined;
  }
  const origin = originOf({ view, node });
  const found = origin?.kind === 'value' && origin.place.view === view ? origin.place.node : undefined;
  return isFunction(found) ? found : undefined;
}

function mayBeFunction({ type }: TSESTree.Node): boolean {
  return type === T.Identifier || type === T.MemberExpression || type === T.CallExpression;
}

function isText(node: TSESTree.Node): boolean {
  return node.type === T.TemplateLiteral || staticString(node) !== undefined;
}
