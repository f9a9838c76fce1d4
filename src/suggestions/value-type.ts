import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { writtenInstanceType } from './checked-types.ts';
import type { ModuleBinding } from './module-binding.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The type of a binding's value, where it can be written down with the names that the file has.
 *
 * @returns the annotation, the type of a cast, or the class that is instantiated; undefined when only inference knows it
 */
export function writtenType(binding: ModuleBinding, file: SourceFile): string | undefined {
  const { annotation, initialiser } = binding;
  const textOf = (node: TSESTree.Node): string => file.sourceCode.getText(node);
  if (annotation !== undefined) {
    return parenthesised(annotation, textOf(annotation));
  }
  switch (initialiser.type) {
    case T.TSAsExpression:
      return isConstOrAny(initialiser.typeAnnotation)
        ? undefined
        : parenthesised(initialiser.typeAnnotation, textOf(initialiser.typeAnnotation));
    case T.NewExpression:
      return file.services === undefined
        ? ownClass(initialiser, file)
        : writtenInstanceType(initialiser, file.services, textOf);
    default:
      return undefined;
  }
}

/** Without type information, only a class of the same file is known not to be generic. */
function ownClass({ callee }: TSESTree.NewExpression, { sourceCode }: SourceFile): string | undefined {
  if (callee.type !== T.Identifier) {
    return undefined;
  }
  const declares = sourceCode.ast.body.some((statement) => {
    const declaration = statement.type === T.ExportNamedDeclaration ? statement.declaration : statement;
    return (
      declaration?.type === T.ClassDeclaration &&
      declaration.id?.name === callee.name &&
      declaration.typeParameters === undefined
    );
  });
  return declares ? callee.name : undefined;
}

function isConstOrAny(type: TSESTree.TypeNode): boolean {
  return (
    type.type === T.TSAnyKeyword ||
    (type.type === T.TSTypeReference && type.typeName.type === T.Identifier && type.typeName.name === 'const')
  );
}

/** A function type swallows what is joined to it. */
function parenthesised({ type }: TSESTree.TypeNode, text: string): string {
  return type === T.TSFunctionType || type === T.TSConstructorType || type === T.TSConditionalType ? `(${text})` : text;
}
