import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { ownPackage } from './own-package.ts';
import { packageOfPath } from './package-of.ts';

/** A type by its name, and the package whose source or declarations have it; the project's own packages count, too. */
export interface DeclaredType {
  readonly name: string;
  readonly package: string | undefined;
}

/** Types that extend each other; in broken code they do so in a circle. */
const MOST_BASES = 10;

/**
 * What an expression's value may be, without `null` and `undefined`: for each type that it may have, the names by which
 * that is known, its own first, then those of what it extends. Empty when nothing is known.
 */
export function alternativesOf(
  node: TSESTree.Node,
  services: ParserServicesWithTypeInformation,
): readonly (readonly DeclaredType[])[] {
  return alternativesOfType(services.getTypeAtLocation(node), services.program);
}

/** The same for a type. */
export function alternativesOfType(type: ts.Type, program: ts.Program): readonly (readonly DeclaredType[])[] {
  if (tsutils.isTypeFlagSet(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
    return [];
  }
  const present = tsutils
    .unionConstituents(type)
    .filter((one) => !tsutils.isTypeFlagSet(one, ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void));
  return present.map((one) => [...namesOf(one, program)]);
}

function* namesOf(type: ts.Type, program: ts.Program, depth = 0): Generator<DeclaredType> {
  for (const symbol of [type.aliasSymbol, type.getSymbol()]) {
    const declaration = symbol?.declarations?.[0];
    if (
      symbol !== undefined &&
      declaration !== undefined &&
      !tsutils.isSymbolFlagSet(symbol, ts.SymbolFlags.TypeLiteral)
    ) {
      const path = declaration.getSourceFile().fileName;
      yield { name: symbol.name, package: packageOfPath(path) ?? ownPackage(path, program) };
    }
  }
  if (depth === MOST_BASES) {
    return;
  }
  if (type.isIntersection()) {
    for (const part of type.types) {
      yield* namesOf(part, program, depth + 1);
    }
  }
  const target = tsutils.isTypeReference(type) ? type.target : type;
  for (const base of target.isClassOrInterface() ? (target.getBaseTypes() ?? []) : []) {
    yield* namesOf(base, program, depth + 1);
  }
}
