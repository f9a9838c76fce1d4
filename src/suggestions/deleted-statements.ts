import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

import { layoutOf } from './layout.ts';
import { importEdits } from './shared-fixture-imports.ts';
import { leftoversOf } from './shared-fixture-leftovers.ts';
import { removalOf } from './teardown/statements.ts';
import type { TextEdit } from './text-edits.ts';

/**
 * The edits that delete statements, and what nothing needs any more without them.
 *
 * @returns undefined when an effect or a comment would be lost
 */
export function deletedStatements(
  statements: readonly TSESTree.Node[],
  sourceCode: TSESLint.SourceCode,
): readonly TextEdit[] | undefined {
  const leftovers = leftoversOf(statements, new Set(), sourceCode);
  if (leftovers === undefined) {
    return undefined;
  }
  const gone = [...statements, ...leftovers.statements];
  const [first] = leftovers.imports;
  const specifier = first && (first.parent as TSESTree.ImportDeclaration).source.value;
  const change = { removed: leftovers.imports, specifier: specifier ?? '', added: [], comments: '' };
  const imports = first === undefined ? [] : importEdits(change, sourceCode, layoutOf(sourceCode));
  return imports === undefined || gone.some((one) => sourceCode.getCommentsInside(one).length > 0)
    ? undefined
    : [...imports, ...gone.map((one) => removalOf(one, { sourceCode }))];
}
