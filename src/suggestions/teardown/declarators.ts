import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Variable } from '../../ast/file-view.ts';
import type { SourceFile } from '../source-file.ts';

export type OnlyDeclarator = TSESTree.VariableDeclarator & {
  readonly id: TSESTree.Identifier;
  readonly init: TSESTree.Expression;
};

/** The declaration of a variable, where it declares nothing else and is a statement of its own. */
export function onlyDeclarator({ defs }: Variable): OnlyDeclarator | undefined {
  const declarator = defs[0]?.node as TSESTree.Node | undefined;
  return defs.length === 1 &&
    declarator?.type === T.VariableDeclarator &&
    declarator.id.type === T.Identifier &&
    declarator.init !== null &&
    declarator.parent.declarations.length === 1 &&
    (declarator.parent.parent.type === T.BlockStatement || declarator.parent.parent.type === T.Program)
    ? (declarator as OnlyDeclarator)
    : undefined;
}

/** Whether a variable's annotation says that it may have no value: `let pool: Pool | undefined`. */
export function admitsNothing({ defs }: Variable): boolean {
  const definition = defs[0]?.node as TSESTree.Node | undefined;
  const annotation =
    definition?.type === T.VariableDeclarator ? definition.id.typeAnnotation?.typeAnnotation : undefined;
  return (
    annotation?.type === T.TSUnionType &&
    annotation.types.some(({ type }) => type === T.TSUndefinedKeyword || type === T.TSNullKeyword)
  );
}

/**
 * Whether TypeScript knows the type of a variable in a closure: that of a mere `let pool;` it follows from one
 * assignment to the next, though only in the function itself.
 */
export function isKnownInClosures({ defs, references, scope }: Variable, { isTyped, services }: SourceFile): boolean {
  const definition = defs[0]?.node as TSESTree.Node | undefined;
  const isBare =
    definition?.type === T.VariableDeclarator &&
    definition.id.type === T.Identifier &&
    definition.id.typeAnnotation === undefined &&
    definition.init === null;
  if (!isBare || !isTyped) {
    return true;
  }
  const options = services?.program.getCompilerOptions();
  // Without types: closures that are there already show that nobody minds.
  return options === undefined
    ? references.some(({ from }) => from.variableScope !== scope.variableScope)
    : !(options.noImplicitAny ?? options.strict ?? false);
}
