import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { waitedFor } from './checked-types.ts';
import { typeOfExpression } from './type-of-expression.ts';

/**
 * Whether what a method gives, waited for, has what it was called on as a member: `client.db().client`. Whoever gets
 * the one has the other, too.
 */
export function leadsBack(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  return hasMember(call, checker, leading, (type) => [type]);
}

/** The same, or whether it has a method that gives it: `page.browser()`. */
export function givesBack(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  return hasMember(call, checker, giving, (type) => [
    type,
    ...type
      .getCallSignatures()
      .filter((signature) => signature.getParameters().length === 0)
      .map((signature) => signature.getReturnType()),
  ]);
}

/**
 * By method, in one program, as a file that did not change has the same methods in the next one: the overloads that may
 * give such a value. Most have none, and to choose among overloads takes long.
 */
type Likely = WeakMap<ts.TypeChecker, Map<ts.Symbol, readonly ts.Signature[]>>;

const leading: Likely = new WeakMap();
const giving: Likely = new WeakMap();

/** @param reach the types of values that a member leads to */
function hasMember(
  call: ts.CallExpression,
  checker: ts.TypeChecker,
  known: Likely,
  reach: (member: ts.Type) => readonly ts.Type[],
): boolean {
  const { expression: callee } = call;
  const method = ts.isPropertyAccessExpression(callee) ? checker.getSymbolAtLocation(callee.name) : undefined;
  if (method === undefined || !ts.isPropertyAccessExpression(callee)) {
    return false;
  }
  const leadsTo = (given: ts.Type, isFound: (type: ts.Type) => boolean): boolean =>
    tsutils.isTypeFlagSet(given, ts.TypeFlags.Object) &&
    given.getProperties().some((one) => isPublic(one) && reach(checker.getTypeOfSymbol(one)).some(isFound));
  const hasMethod = (type: ts.Type): boolean =>
    isOpen(type) || type.getNonNullableType().getProperty(method.name) !== undefined;
  const isLikely = (signature: ts.Signature): boolean => {
    const given = waitedFor(signature.getReturnType(), checker);
    return isOpen(given) || leadsTo(given, hasMethod);
  };
  const ofProgram = known.get(checker) ?? new Map<ts.Symbol, readonly ts.Signature[]>();
  known.set(checker, ofProgram);
  const likely =
    ofProgram.get(method) ??
    checker.getTypeAtLocation(callee).getNonNullableType().getCallSignatures().filter(isLikely);
  ofProgram.set(method, likely);
  if (likely.every((signature) => givesText(signature, call, checker))) {
    return false;
  }
  const receiver = symbolOf(checker.getTypeAtLocation(callee.expression));
  const given = waitedFor(typeOfExpression(call, checker), checker);
  return receiver !== undefined && leadsTo(given, (type) => symbolOf(type) === receiver);
}

/** Whether it depends on the arguments of a call what a type is. */
function isOpen(type: ts.Type): boolean {
  return tsutils
    .typeConstituents(type)
    .some(
      (one) =>
        tsutils.isTypeFlagSet(one, ts.TypeFlags.Instantiable) ||
        (tsutils.isObjectType(one) && tsutils.isObjectFlagSet(one, ts.ObjectFlags.Mapped)),
    );
}

/** Whether a call gives back what it is given, and that is a text: `query<T extends Cursor>(cursor: T): T`. */
function givesText(signature: ts.Signature, call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const given = signature.getReturnType();
  const isText = (node: ts.Node | undefined): boolean =>
    node !== undefined && (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node));
  return signature
    .getParameters()
    .some((parameter, index) => isText(call.arguments[index]) && checker.getTypeOfSymbol(parameter) === given);
}

function symbolOf(type: ts.Type): ts.Symbol | undefined {
  return type.getNonNullableType().getSymbol();
}

function isPublic({ valueDeclaration }: ts.Symbol): boolean {
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return valueDeclaration !== undefined && (ts.getCombinedModifierFlags(valueDeclaration) & hidden) === 0;
}
