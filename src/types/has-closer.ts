import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

/** Parts of a value that are looked at: a function that opens several things gives few of them. */
const MOST_PARTS = 12;

/**
 * Whether a value of a type, waited for, can be released: it has a method that closes, it can be called, or a part of it
 * can be. True for what may be anything.
 */
export function hasCloser(
  type: ts.Type,
  isCloser: (name: string) => boolean,
  checker: ts.TypeChecker,
  depth = 1,
): boolean {
  const given = checker.getAwaitedType(type) ?? type;
  return tsutils.unionConstituents(given).some((one) => {
    if (tsutils.isTypeFlagSet(one, ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) {
      return true;
    }
    if (!tsutils.isTypeFlagSet(one, ts.TypeFlags.Object | ts.TypeFlags.Intersection)) {
      return false;
    }
    const properties = one.getProperties();
    if (one.getCallSignatures().length > 0 || properties.some(({ name }) => isCloser(name) || isDisposal(name))) {
      return true;
    }
    if (depth === 0) {
      return false;
    }
    const parts =
      checker.isArrayType(one) || checker.isTupleType(one)
        ? checker.getTypeArguments(one as ts.TypeReference)
        : properties.length > MOST_PARTS
          ? []
          : properties.map((property) => checker.getTypeOfSymbol(property));
    return parts.some((part) => hasCloser(part, isCloser, checker, depth - 1));
  });
}

/** The name of a property that a well-known symbol names. */
function isDisposal(name: string): boolean {
  return name.startsWith('__@dispose') || name.startsWith('__@asyncDispose');
}
