import { AST_NODE_TYPES as T, type ParserServicesWithTypeInformation, type TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import * as ts from 'typescript';

import type { ReleaseForm } from '../resources/entry.ts';

/**
 * The name of a class whose instances `new` makes, where the name alone says the whole type.
 *
 * @returns the type as it can be written where the expression stands: `Pool`, `Queue<Job>`
 */
export function writtenInstanceType(
  node: TSESTree.NewExpression,
  services: ParserServicesWithTypeInformation,
  textOf: (node: TSESTree.Node) => string,
): string | undefined {
  if (node.callee.type !== T.Identifier) {
    return undefined;
  }
  const checker = services.program.getTypeChecker();
  const symbol = resolved(services.getSymbolAtLocation(node.callee), checker);
  if (symbol === undefined || !tsutils.isSymbolFlagSet(symbol, ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) {
    return undefined;
  }
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  const made = services.getTypeAtLocation(node);
  const parameters = declared.isClassOrInterface() ? (declared.typeParameters?.length ?? 0) : 0;
  if (parameters === 0) {
    return made === declared ? node.callee.name : undefined;
  }
  return made.getSymbol() === symbol && node.typeArguments?.params.length === parameters
    ? node.callee.name + textOf(node.typeArguments)
    : undefined;
}

/** Whether the value of an expression, waited for, can be released in a form. */
export function hasRelease(
  node: TSESTree.Node,
  release: ReleaseForm,
  services: ParserServicesWithTypeInformation,
): boolean {
  const checker = services.program.getTypeChecker();
  let type: ts.Type | undefined = awaited(services.getTypeAtLocation(node), checker);
  for (const member of 'method' in release ? release.method.split('.') : []) {
    if (type === undefined || tsutils.isTypeFlagSet(type, ts.TypeFlags.Any)) {
      return type !== undefined;
    }
    const property = memberOf(type.getNonNullableType(), member, checker);
    type =
      property === undefined || tsutils.isSymbolFlagSet(property, ts.SymbolFlags.Optional)
        ? undefined
        : checker.getTypeOfSymbol(property);
  }
  if (type === undefined || 'call' in release) {
    return type !== undefined;
  }
  const signatures = type.getNonNullableType().getCallSignatures();
  const given = release.returns === 'callback' ? 1 : 0;
  return (
    tsutils.isTypeFlagSet(type, ts.TypeFlags.Any) ||
    signatures.some(({ parameters }) => parameters.slice(given).every((one) => isOptional(one)))
  );
}

/** Whether the type has a member. */
export function hasMember(node: TSESTree.Node, member: string, services: ParserServicesWithTypeInformation): boolean {
  return services.getTypeAtLocation(node).getProperty(member) !== undefined;
}

/**
 * The `using` declaration that releases the value of an expression, waited for.
 *
 * @returns undefined when its type lacks the symbol, or the file is compiled without what `using` needs
 */
export function usingFor(
  node: TSESTree.Node,
  services: ParserServicesWithTypeInformation,
): 'await using' | 'using' | undefined {
  const checker = services.program.getTypeChecker();
  const type = awaited(services.getTypeAtLocation(node), checker);
  if (
    type === undefined ||
    !('isAwaitUsingDeclarationList' in ts || 'NodeFlags' in ts) ||
    ts.NodeFlags.AwaitUsing === undefined
  ) {
    return undefined;
  }
  const has = (symbol: 'asyncDispose' | 'dispose', name: string): boolean =>
    tsutils.getWellKnownSymbolPropertyOfType(type, symbol, checker) !== undefined &&
    checker.resolveName(name, services.esTreeNodeToTSNodeMap.get(node), ts.SymbolFlags.Interface, false) !== undefined;
  if (has('asyncDispose', 'AsyncDisposable')) {
    return 'await using';
  }
  return has('dispose', 'Disposable') ? 'using' : undefined;
}

/**
 * Whether code around an expression has narrowed its type, in a way that the expression depends on.
 *
 * @param node a name, or members below a name
 */
export function isNarrowed(
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  services: ParserServicesWithTypeInformation,
): boolean {
  const checker = services.program.getTypeChecker();
  const declared = declaredType(node, services, checker);
  const narrow = services.getTypeAtLocation(node);
  if (declared === undefined || declared === narrow) {
    return declared === undefined;
  }
  const expected = checker.getContextualType(services.esTreeNodeToTSNodeMap.get(node) as ts.Expression);
  return expected === undefined || !checker.isTypeAssignableTo(declared, expected);
}

function declaredType(
  node: TSESTree.Identifier | TSESTree.MemberExpression,
  services: ParserServicesWithTypeInformation,
  checker: ts.TypeChecker,
): ts.Type | undefined {
  if (node.type === T.MemberExpression) {
    if (node.computed) {
      return undefined;
    }
    const object = services.getTypeAtLocation(node.object).getNonNullableType();
    const property = object.getProperty(node.property.name);
    return property === undefined ? object.getStringIndexType() : checker.getTypeOfSymbol(property);
  }
  const tsNode = services.esTreeNodeToTSNodeMap.get(node);
  const symbol = ts.isShorthandPropertyAssignment(tsNode.parent)
    ? checker.getShorthandAssignmentValueSymbol(tsNode.parent)
    : checker.getSymbolAtLocation(tsNode);
  const target = resolved(symbol, checker);
  return target && checker.getTypeOfSymbol(target);
}

function resolved(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  return symbol !== undefined && tsutils.isSymbolFlagSet(symbol, ts.SymbolFlags.Alias)
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

function awaited(type: ts.Type, checker: ts.TypeChecker): ts.Type | undefined {
  return checker.getAwaitedType(type);
}

function memberOf(type: ts.Type, name: string, checker: ts.TypeChecker): ts.Symbol | undefined {
  const wellKnown = /^\[?Symbol\.(\w+)\]?$/.exec(name)?.[1];
  return wellKnown === undefined
    ? type.getProperty(name)
    : tsutils.getWellKnownSymbolPropertyOfType(type, wellKnown, checker);
}

function isOptional(parameter: ts.Symbol): boolean {
  const declaration = parameter.valueDeclaration;
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    (declaration.questionToken !== undefined ||
      declaration.dotDotDotToken !== undefined ||
      declaration.initializer !== undefined)
  );
}
