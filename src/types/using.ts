import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';

import { type DisposalSymbol, disposalSymbolsOf } from './disposable.ts';
import { promiseOf } from './promised.ts';

/** What `using` finds on a value: whether it is a promise, and how its value, waited for, is disposed of. */
export function disposalOf(
  node: TSESTree.Expression,
  services: ParserServicesWithTypeInformation,
): { readonly isPromise: boolean; readonly symbols: readonly DisposalSymbol[] } {
  const checker = services.program.getTypeChecker();
  const type = services.getTypeAtLocation(node);
  const isPromise = promiseOf(node, services) === 'yes' && disposalSymbolsOf(type, checker).length === 0;
  const value = isPromise ? checker.getAwaitedType(type) : type;
  return { isPromise, symbols: value === undefined ? [] : disposalSymbolsOf(value.getNonNullableType(), checker) };
}
