import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';

/**
 * The edits that take away a `finally` which would be left empty, and with it a `try` that has no `catch`.
 *
 * @returns undefined when a comment would go with it
 */
export function withoutFinally(
  { block, finalizer, handler, range: [start] }: TSESTree.TryStatement,
  { sourceCode }: SourceFile,
): readonly TextEdit[] | undefined {
  if (finalizer === null || sourceCode.getCommentsInside(finalizer).length > 0) {
    return undefined;
  }
  const end = finalizer.range[1];
  if (handler !== null) {
    return [{ range: [handler.range[1], end], text: '' }];
  }
  // What it declares is to stay its own.
  const [from, to] = block.body.some(isDeclaration) ? block.range : contentOf(block, sourceCode);
  return [
    { range: [start, from], text: '' },
    { range: [to, end], text: '' },
  ];
}

function isDeclaration({ type }: TSESTree.Statement): boolean {
  return type === T.ClassDeclaration || type === T.FunctionDeclaration || type === T.VariableDeclaration;
}

function contentOf(block: TSESTree.BlockStatement, sourceCode: SourceFile['sourceCode']): TSESTree.Range {
  const first = sourceCode.getFirstToken(block, { skip: 1, includeComments: true });
  const last = sourceCode.getLastToken(block, { skip: 1, includeComments: true });
  const isEmpty = first === null || last === null || first.range[0] > last.range[0];
  return isEmpty ? block.range : [first.range[0], last.range[1]];
}
