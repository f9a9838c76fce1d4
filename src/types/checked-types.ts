import { AST_NODE_TYPES as T, type ParserServicesWithTypeInformation, type TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { canUseUsing } from './using-at-run-time.ts';

/** Whether the value of an expression is a `Promise`, and not only like one. */
export function isPromise(node: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  return services.getTypeAtLocation(node).getSymbol()?.name === 'Promise';
}

/** Whether the value of an expression is a promise, or may be one: `pool?.end()`, or what has no type. */
export function mayBePromise(node: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  return tsutils
    .unionConstituents(services.getTypeAtLocation(node))
    .some(
      (type) =>
        tsutils.isTypeFlagSet(type, ts.TypeFlags.Any | ts.TypeFlags.Unknown) || type.getSymbol()?.name === 'Promise',
    );
}

/**
 * Whether the value of an expression, waited for, can be called, or a member of it.
 *
 * @param path the member, from the value down; empty for the value itself
 * @param given how many arguments the call gives
 */
export function isCallable(
  node: TSESTree.Node,
  path: readonly string[],
  given: number,
  services: ParserServicesWithTypeInformation,
): boolean {
  const checker = services.program.getTypeChecker();
  let type: ts.Type | undefined = awaited(services.getTypeAtLocation(node), checker);
  for (const member of path) {
    if (type === undefined || tsutils.isTypeFlagSet(type, ts.TypeFlags.Any)) {
      return type !== undefined;
    }
    if (member === '*') {
      const list = type.getNonNullableType();
      type = checker.isArrayType(list) ? checker.getIndexTypeOfType(list, ts.IndexKind.Number) : undefined;
      continue;
    }
    const property = memberOf(type.getNonNullableType(), member, checker);
    type =
      property === undefined || tsutils.isSymbolFlagSet(property, ts.SymbolFlags.Optional)
        ? undefined
        : checker.getTypeOfSymbol(property);
  }
  if (type === undefined) {
    return false;
  }
  const signatures = type.getNonNullableType().getCallSignatures();
  return (
    tsutils.isTypeFlagSet(type, ts.TypeFlags.Any) ||
    signatures.some(({ parameters }) => parameters.slice(given).every((one) => isOptional(one)))
  );
}

/**
 * Whether a function takes a value as its only argument that has to be given.
 *
 * @param name a mention of the function
 */
export function takes(
  name: TSESTree.Identifier,
  value: TSESTree.Node,
  services: ParserServicesWithTypeInformation,
): boolean {
  const checker = services.program.getTypeChecker();
  const given = awaited(services.getTypeAtLocation(value), checker);
  const signatures = services.getTypeAtLocation(name).getCallSignatures();
  return signatures.some(({ parameters: [first, ...others] }) => {
    return (
      first !== undefined &&
      given !== undefined &&
      checker.isTypeAssignableTo(given.getNonNullableType(), checker.getTypeOfSymbol(first)) &&
      others.every((one) => isOptional(one))
    );
  });
}

/** Whether a call gives nothing, at once or once it was waited for. */
export function givesNothing(call: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  const type = awaited(services.getTypeAtLocation(call), services.program.getTypeChecker());
  return type !== undefined && tsutils.isTypeFlagSet(type, ts.TypeFlags.Void | ts.TypeFlags.Undefined);
}

/** Methods of a value that is itself to be given back, and needs what it came from until then. */
const handleMethods = ['cancel', 'close', 'destroy', 'disconnect', 'dispose', 'end', 'on', 'quit', 'release', 'stop'];

/**
 * Whether a call has done all that it is there for once it was waited for: it gives a value, and no value that may still
 * need what it was called on. A call that gives nothing has changed something, which may be what it was called on.
 */
export function isOverWith(call: TSESTree.Expression, services: ParserServicesWithTypeInformation): boolean {
  const type = awaited(services.getTypeAtLocation(call), services.program.getTypeChecker());
  return (
    type !== undefined &&
    tsutils
      .unionConstituents(type)
      .every(
        (one) =>
          !tsutils.isTypeFlagSet(one, ts.TypeFlags.Any | ts.TypeFlags.Void) &&
          !handleMethods.some((method) => one.getProperty(method)?.declarations?.some(isMethod)),
      )
  );
}

function isMethod(node: ts.Declaration): boolean {
  return ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
}

/** Whether the value may be `null` or `undefined`. */
export function mayBeNothing(node: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  const type = services.getTypeAtLocation(node);
  return services.program.getTypeChecker().getNonNullableType(type) !== type;
}

/** Whether the type has a member. */
export function hasMember(node: TSESTree.Node, member: string, services: ParserServicesWithTypeInformation): boolean {
  return services.getTypeAtLocation(node).getProperty(member) !== undefined;
}

/**
 * The `using` declaration that releases the value of an expression, waited for.
 *
 * @param since the first version in which the value has the symbol, where Node.js itself made it
 * @returns undefined when its type lacks the symbol, the file is compiled without what `using` needs, or the package
 *   allows a version of Node.js that cannot run it
 */
export function usingFor(
  node: TSESTree.Node,
  since: string | undefined,
  services: ParserServicesWithTypeInformation,
): 'await using' | 'using' | undefined {
  const checker = services.program.getTypeChecker();
  const type = awaited(services.getTypeAtLocation(node), checker);
  if (type === undefined || !canUseUsing(node, since, services)) {
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

/** What a name that stands for something else stands for: an import for what is imported. */
export function resolved(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Symbol | undefined {
  return symbol !== undefined && tsutils.isSymbolFlagSet(symbol, ts.SymbolFlags.Alias)
    ? checker.getAliasedSymbol(symbol)
    : symbol;
}

/** What a value gives that is waited for, where it is neither `null` nor `undefined`. */
export function waitedFor(type: ts.Type, checker: ts.TypeChecker): ts.Type {
  return checker.getNonNullableType(checker.getAwaitedType(type) ?? type);
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

/** Whether a call may leave a parameter out; one of plain JavaScript always may be. */
export function isOptional({ valueDeclaration: declaration }: ts.Symbol): boolean {
  return (
    declaration !== undefined &&
    ts.isParameter(declaration) &&
    (declaration.questionToken !== undefined ||
      declaration.dotDotDotToken !== undefined ||
      declaration.initializer !== undefined ||
      /\.[cm]?jsx?$/u.test(declaration.getSourceFile().fileName))
  );
}
