import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import type { NamedType } from '../ast/file-view.ts';
import { packageOfPath } from './package-of.ts';

/**
 * A type and what it extends. Without end only in broken code, hence the bound.
 *
 * @param implemented whether the interfaces that a class implements count, too
 */
export function* namedTypes(type: ts.Type, implemented = false, depth = 0): Generator<NamedType> {
  // An intersection, or members that are written down, have only the name that they were given: `RedisClientType`.
  const own = type.getSymbol();
  const isNameless = own === undefined || tsutils.isSymbolFlagSet(own, ts.SymbolFlags.TypeLiteral);
  const symbol = isNameless ? (type.aliasSymbol ?? own) : own;
  const declaration = symbol?.declarations?.[0];
  if (symbol !== undefined && declaration !== undefined) {
    yield { name: symbol.name, package: packageOfPath(declaration.getSourceFile().fileName) };
    if (implemented && ts.isClassDeclaration(declaration)) {
      yield* implementedTypes(declaration);
    }
  }
  // `Fetcher<Task, Result>` has its bases from `Fetcher`.
  const declared = tsutils.isTypeReference(type) ? type.target : type;
  if (declared.isClassOrInterface() && depth < 10) {
    for (const base of declared.getBaseTypes() ?? []) {
      yield* namedTypes(base, implemented, depth + 1);
    }
  }
}

/** The interfaces that a class names; they are taken to be declared where the class is. */
function* implementedTypes(declaration: ts.ClassDeclaration): Generator<NamedType> {
  for (const { token, types } of declaration.heritageClauses ?? []) {
    for (const { expression } of token === ts.SyntaxKind.ImplementsKeyword ? types : []) {
      yield { name: expression.getText(), package: packageOfPath(declaration.getSourceFile().fileName) };
    }
  }
}
