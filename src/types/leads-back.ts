import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { typeOfExpression } from './type-of-expression.ts';

/**
 * Whether what a method gives, waited for, has what it was called on as a member: `client.db().client`. Whoever gets
 * the one has the other, too.
 */
export function leadsBack(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  return hasMember(call, checker, (type) => [type]);
}

/** The same, or whether it has a method that gives it: `page.browser()`. */
export function givesBack(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  return hasMember(call, checker, (type) => [
    type,
    ...type
      .getCallSignatures()
      .filter((signature) => signature.getParameters().length === 0)
      .map((signature) => signature.getReturnType()),
  ]);
}

/** @param reach the types of values that a member leads to */
function hasMember(
  call: ts.CallExpression,
  checker: ts.TypeChecker,
  reach: (member: ts.Type) => readonly ts.Type[],
): boolean {
  const { expression: callee } = call;
  if (!ts.isPropertyAccessExpression(callee)) {
    return false;
  }
  const receiver = symbolOf(checker.getTypeAtLocation(callee.expression));
  const type = typeOfExpression(call, checker);
  const given = (checker.getAwaitedType(type) ?? type).getNonNullableType();
  return (
    receiver !== undefined &&
    tsutils.isTypeFlagSet(given, ts.TypeFlags.Object) &&
    given
      .getProperties()
      .some(
        (member) =>
          isPublic(member) && reach(checker.getTypeOfSymbol(member)).some((type) => symbolOf(type) === receiver),
      )
  );
}

function symbolOf(type: ts.Type): ts.Symbol | undefined {
  return type.getNonNullableType().getSymbol();
}

function isPublic({ valueDeclaration }: ts.Symbol): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return valueDeclaration !== undefined && (ts.getCombinedModifierFlags(valueDeclaration) & hidden) === 0;
}
