import { getWellKnownSymbolPropertyOfType } from 'ts-api-utils';
import type * as ts from 'typescript';

export type DisposalSymbol = 'asyncDispose' | 'dispose';

const symbols = ['asyncDispose', 'dispose'] as const;

/** The symbols of the disposable protocol that a type has, the asynchronous one first. */
export function disposalSymbolsOf(type: ts.Type, checker: ts.TypeChecker): readonly DisposalSymbol[] {
  return symbols.filter((symbol) => getWellKnownSymbolPropertyOfType(type, symbol, checker) !== undefined);
}

/** The members of a type that the disposable protocol calls, in the same order. */
export function disposersOf(type: ts.Type, checker: ts.TypeChecker): readonly ts.Symbol[] {
  return symbols.flatMap((symbol) => getWellKnownSymbolPropertyOfType(type, symbol, checker) ?? []);
}
