import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { TextEdit } from '../text-edits.ts';
import { bodyEdits } from './function-edits.ts';
import type { Handle } from './handle.ts';
import { releaseFunctionLines } from './release-text.ts';
import { acquiredBy, acquirerOf } from './acquired.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * The edits that let a before-hook return a function that releases the resource.
 *
 * @returns undefined when the hook may throw before it returns, or returns something already
 */
export function returnedTeardown(
  handle: Handle,
  callback: FunctionNode,
  unreleased: Unreleased,
): readonly TextEdit[] | undefined {
  const { file } = unreleased;
  const { body } = callback;
  const acquired = acquiredBy(unreleased);
  if (
    body.type !== T.BlockStatement ||
    callback.generator ||
    callback.returnType !== undefined ||
    acquirerOf(unreleased) !== callback ||
    acquired?.block !== body ||
    returnsOf(callback).length > 0 ||
    mayThrowAfter(acquired.statement, body)
  ) {
    return undefined;
  }
  const [first = '', ...others] = releaseFunctionLines(handle, handle.admitsNothing, 'anything', file);
  const lines = [`return ${first}`, ...others];
  return bodyEdits(callback, body.body.length, terminated(lines, file.layout.semicolon), file);
}

/** The own `return` statements of a function. */
export function returnsOf(callback: FunctionNode): readonly TSESTree.ReturnStatement[] {
  return [...allNodes(callback.body)].filter(
    (node): node is TSESTree.ReturnStatement => node.type === T.ReturnStatement && enclosingFunction(node) === callback,
  );
}

/** Lines with what ends a statement behind the last. */
export function terminated(lines: readonly string[], semicolon: string): readonly string[] {
  return lines.map((line, index) => (index === lines.length - 1 ? line + semicolon : line));
}

function mayThrowAfter(statement: TSESTree.Node, body: TSESTree.BlockStatement): boolean {
  return body.body.some(
    (one) =>
      one.range[0] >= statement.range[1] &&
      [...allNodes(one)].some(
        ({ type }) =>
          type === T.CallExpression ||
          type === T.NewExpression ||
          type === T.AwaitExpression ||
          type === T.ThrowStatement,
      ),
  );
}
