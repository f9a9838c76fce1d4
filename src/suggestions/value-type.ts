import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { typeByCallee } from '../types/callee-type.ts';
import { isPromise } from '../types/checked-types.ts';
import { awaits } from './load-time.ts';
import type { ModuleBinding } from './module-binding.ts';
import type { SourceFile } from './source-file.ts';

/** What is known of a variable's type where it is declared. */
export type TypedInitialiser = Pick<ModuleBinding, 'annotation' | 'initialiser'>;

/**
 * The type of a binding's value, where it can be written down with the names that the file has.
 *
 * @returns the annotation, the type of a cast, or what the callee's name says; undefined when only inference knows it
 */
export function writtenType(binding: TypedInitialiser, file: SourceFile): string | undefined {
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
    case T.CallExpression:
    case T.NewExpression:
      return file.services === undefined
        ? ownClass(initialiser, file)
        : typeByCallee(initialiser, file.services, textOf);
    case T.AwaitExpression: {
      const promise = awaitedCall(binding, file)?.type;
      return promise && `Awaited<${promise}>`;
    }
    default:
      return undefined;
  }
}

/** A call whose promise a binding waits for, and the type of the promise. */
export interface AwaitedCall {
  readonly call: TSESTree.CallExpression;
  readonly type: string;
}

/** @returns undefined when the binding's value is more than one call, or the type cannot be written down */
export function awaitedCall({ annotation, initialiser }: TypedInitialiser, file: SourceFile): AwaitedCall | undefined {
  const { services, sourceCode } = file;
  const call = initialiser.type === T.AwaitExpression ? initialiser.argument : undefined;
  if (
    annotation !== undefined ||
    call?.type !== T.CallExpression ||
    services === undefined ||
    awaits(sourceCode, call)
  ) {
    return undefined;
  }
  const type = isPromise(call, services) ? typeByCallee(call, services, (node) => sourceCode.getText(node)) : undefined;
  return type === undefined ? undefined : { call, type };
}

/** Whether everything that is exported must have its type written down. */
export function isolatesDeclarations({ services }: SourceFile): boolean {
  return services?.program.getCompilerOptions().isolatedDeclarations === true;
}

/** Without type information, only a class of the same file is known not to be generic. */
function ownClass(
  { type, callee }: TSESTree.CallExpression | TSESTree.NewExpression,
  { sourceCode }: SourceFile,
): string | undefined {
  if (type !== T.NewExpression || callee.type !== T.Identifier) {
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
