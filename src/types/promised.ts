import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { isOptional } from './checked-types.ts';

/** Whether the value of an expression is a promise, or like one; `unknown` where its type does not say. */
export function promiseOf(node: TSESTree.Node, services: ParserServicesWithTypeInformation): 'no' | 'unknown' | 'yes' {
  const type = services.getTypeAtLocation(node);
  if (tsutils.isTypeFlagSet(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown)) {
    return 'unknown';
  }
  const present = tsutils
    .unionConstituents(type)
    .filter((one) => !tsutils.isTypeFlagSet(one, ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void));
  return present.length > 0 && present.every((one) => one.getProperty('then') !== undefined) ? 'yes' : 'no';
}

/** Whether a call of a member, without arguments, gives a promise. */
export function givesPromise(member: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  const signatures = services.getTypeAtLocation(member).getNonNullableType().getCallSignatures();
  const plain = signatures.find(({ parameters }) => parameters.every(isOptional));
  return plain?.getReturnType().getProperty('then') !== undefined;
}

/** Whether a value is a list, whose `map` visits what its `forEach` does. */
export function isList(node: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  const type = services.getTypeAtLocation(node);
  const checker = services.program.getTypeChecker();
  return checker.isArrayType(type) || checker.isTupleType(type);
}
