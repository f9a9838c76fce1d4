import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, parentOf } from '../ast/expressions.ts';
import type { TestFile } from '../runners/test-file.ts';
import { layoutOf } from './layout.ts';
import { leftoversOf } from './shared-fixture-leftovers.ts';
import { importEdits } from './shared-fixture-imports.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import { removalOf } from './teardown/statements.ts';

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
  const leftovers = statement && leftoversOf([statement], new Set(), sourceCode);
  if (statement === undefined || leftovers === undefined) {
    return [];
  }
  const gone = [statement, ...leftovers.statements];
  const [first] = leftovers.imports;
  const specifier = first && (first.parent as TSESTree.ImportDeclaration).source.value;
  const change = { removed: leftovers.imports, specifier: specifier ?? '', added: [], comments: '' };
  const imports = first === undefined ? [] : importEdits(change, sourceCode, layoutOf(sourceCode));
  if (imports === undefined || gone.some((one) => sourceCode.getCommentsInside(one).length > 0)) {
    return [];
  }
  const deletions = gone.map((one) => removalOf(one, { sourceCode }));
  return [suggestion('leaveToShared', { home }, [...imports, ...deletions])];
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
