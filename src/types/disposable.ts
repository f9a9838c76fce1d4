import { getWellKnownSymbolPropertyOfType } from 'ts-api-utils';
import type * as ts from 'typescript';

export type DisposalSymbol = 'asyncDispose' | 'dispose';

/** The symbols of the disposable protocol that a type has, the asynchronous one first. */
export function disposalSymbolsOf(type: ts.Type, checker: ts.TypeChecker): readonly DisposalSymbol[] {
  return (['asyncDispose', 'dispose'] as const).filter(
    (symbol) => getWellKnownSymbolPropertyOfType(type, symbol, checker) !== undefined,
  );
}
