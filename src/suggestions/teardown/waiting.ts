import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isInside } from '../../ast/expressions.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';
import { asyncEdits } from './function-edits.ts';
import { returnsOf } from './returned-teardown.ts';
import type { ListedStatement } from './statements.ts';

/** The statements behind one, to the end of its block. */
export function restOf({ statement, block }: ListedStatement): readonly TSESTree.Statement[] {
  return (block.body as readonly TSESTree.Statement[]).filter((one) => one.range[0] >= statement.range[1]);
}

/**
 * The edits that let a function wait: for a release, and for what it returns before that.
 *
 * @param rest what comes before the release
 * @param mayBecomeAsync whether nobody minds when the function gives a promise
 * @returns undefined when the function cannot wait, or it is not certain what it returns
 */
export function waitingEdits(
  owner: FunctionNode,
  rest: readonly TSESTree.Node[],
  isReleaseAwaited: boolean,
  mayBecomeAsync: boolean,
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const returned = returnsOf(owner).flatMap(({ argument }) =>
    argument !== null && rest.some((step) => isInside(argument, step)) ? [waitedArgument(argument)] : [],
  );
  if (!isReleaseAwaited && returned.length === 0) {
    return [];
  }
  const waits = owner.async || mayBecomeAsync ? asyncEdits(owner, file) : undefined;
  const known = returned.filter((edits) => edits !== undefined);
  return waits === undefined || known.length < returned.length ? undefined : [...waits, ...known.flat()];
}

/** `return await query()`: otherwise the resource would be released before the query is over. */
function waitedArgument(argument: TSESTree.Expression): readonly TextEdit[] | undefined {
  switch (argument.type) {
    case T.AwaitExpression:
    case T.Literal:
    case T.TemplateLiteral:
      return [];
    case T.CallExpression:
    case T.ChainExpression:
    case T.Identifier:
    case T.MemberExpression:
    case T.NewExpression:
      return [{ range: [argument.range[0], argument.range[0]], text: 'await ' }];
    default:
      return undefined;
  }
}
