import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { typeOfExpression } from './type-of-expression.ts';

/** Whether a call gives something known that nobody has to wait for: no promise, and nothing like one. */
export function givesAtOnce(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const type = typeOfExpression(call, checker);
  return (
    !tsutils.isTypeFlagSet(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown) &&
    tsutils.unionConstituents(type).every((one) => one.getProperty('then') === undefined)
  );
}
