import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, parentOf } from '../ast/expressions.ts';
import type { TestFile } from '../runners/test-file.ts';
import { deletedStatements } from './deleted-statements.ts';
import { type Suggestion, suggestion } from './suggestion.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const removedReleaseMessages = {
  leaveToShared: 'Delete this release, and leave it to {{home}}.',
} as const;

/**
 * Deletes a release, with its hook when nothing else is in it, and what nothing needs any more.
 *
 * @param node the call, or the function that a hook is given
 */
export function removedReleaseSuggestions(
  node: TSESTree.Node,
  file: TestFile,
  home: string,
  sourceCode: TSESLint.SourceCode,
): readonly Suggestion<keyof typeof removedReleaseMessages>[] {
  const statement = statementOf(node, file);
  const edits = statement && deletedStatements([statement], sourceCode);
  return edits === undefined ? [] : [suggestion('leaveToShared', { home }, edits)];
}

/** The statement that does nothing but release, or that is a hook with nothing else in it. */
function statementOf(node: TSESTree.Node, file: TestFile): TSESTree.Node | undefined {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.ExpressionStatement) {
      const block = parentOf(outer);
      const isAlone = block?.type === T.BlockStatement && block.body.length === 1 && isFunction(parentOf(block));
      if (!isAlone) {
        return outer;
      }
      inner = parentOf(block) as TSESTree.Node;
      outer = inner;
      continue;
    }
    const isHook = file.callAt(outer) !== undefined && file.callAt(outer)?.does.is === 'hook';
    const isPart =
      isHook ||
      outer.type === T.AwaitExpression ||
      outer.type === T.UnaryExpression ||
      (isFunction(outer) && outer.body === inner);
    if (!isPart) {
      return undefined;
    }
    inner = outer;
  }
  return undefined;
}
