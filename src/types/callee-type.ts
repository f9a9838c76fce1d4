import { AST_NODE_TYPES as T, type ParserServicesWithTypeInformation, type TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { resolved } from './checked-types.ts';

/**
 * The type of what a call or `new` gives, by the name of what is called: `Pool`, `Queue<Job>`,
 * `ReturnType<typeof createPool>`.
 *
 * @param textOf the source text of a node
 * @returns undefined where the name alone does not say the whole type
 */
export function typeByCallee(
  node: TSESTree.CallExpression | TSESTree.NewExpression,
  services: ParserServicesWithTypeInformation,
  textOf: (node: TSESTree.Node) => string,
): string | undefined {
  const isNew = node.type === T.NewExpression;
  const instance = isNew ? instanceType(node, services, textOf) : undefined;
  if (instance !== undefined) {
    return instance;
  }
  const made = services.getTypeAtLocation(node);
  const callee = services.getTypeAtLocation(node.callee);
  const signatures = isNew ? callee.getConstructSignatures() : callee.getCallSignatures();
  const isSaid =
    isEntityName(node.callee, services) &&
    signatures.length > 0 &&
    signatures.every((one) => one.typeParameters === undefined && one.getReturnType() === made);
  if (!isSaid) {
    return undefined;
  }
  return (
    ownAnnotation(signatures, node, services) ??
    `${isNew ? 'InstanceType' : 'ReturnType'}<typeof ${textOf(node.callee)}>`
  );
}

/** The name that a function of the same file gives the type of its value: it means the same all over the file. */
function ownAnnotation(
  signatures: readonly ts.Signature[],
  node: TSESTree.Node,
  services: ParserServicesWithTypeInformation,
): string | undefined {
  const declaration = signatures.length === 1 ? signatures[0]?.getDeclaration() : undefined;
  const type = declaration?.type;
  const isOwn = declaration?.parent === services.esTreeNodeToTSNodeMap.get(node).getSourceFile();
  const isName = type !== undefined && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName);
  return isOwn && isName && type.typeArguments === undefined ? type.getText() : undefined;
}

/** A class whose instances have its name as their type. */
function instanceType(
  { callee, typeArguments }: TSESTree.NewExpression,
  services: ParserServicesWithTypeInformation,
  textOf: (node: TSESTree.Node) => string,
): string | undefined {
  if (callee.type !== T.Identifier) {
    return undefined;
  }
  const checker = services.program.getTypeChecker();
  const symbol = resolved(services.getSymbolAtLocation(callee), checker);
  if (symbol === undefined || !tsutils.isSymbolFlagSet(symbol, ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) {
    return undefined;
  }
  const declared = checker.getDeclaredTypeOfSymbol(symbol);
  const made = services.getTypeAtLocation(callee.parent);
  if (typeArguments === undefined) {
    return made === declared && !isGeneric(declared) ? callee.name : undefined;
  }
  // What is not given has the same defaults in a type.
  const isClass = tsutils.isSymbolFlagSet(symbol, ts.SymbolFlags.Class);
  return isClass && made.getSymbol() === symbol ? callee.name + textOf(typeArguments) : undefined;
}

function isGeneric(type: ts.Type): boolean {
  return type.isClassOrInterface() && (type.typeParameters ?? []).length > 0;
}

/** A name, or members below a name, as `typeof` takes it in a type. The file's own variables may be about to go. */
function isEntityName(node: TSESTree.Node, services: ParserServicesWithTypeInformation): boolean {
  if (node.type === T.MemberExpression) {
    return !node.computed && !node.optional && isEntityName(node.object, services);
  }
  const tsNode = services.esTreeNodeToTSNodeMap.get(node);
  const declarations = node.type === T.Identifier ? services.getSymbolAtLocation(node)?.declarations : undefined;
  return (
    declarations?.every((one) => !ts.isVariableDeclaration(one) || one.getSourceFile() !== tsNode.getSourceFile()) ===
    true
  );
}
