import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import * as tsutils from 'ts-api-utils';
import ts from 'typescript';

import { resolved } from './checked-types.ts';

/** A type by the name under which a module exports it. */
export interface ImportableType {
  readonly name: string;
  readonly module: string;
}

/**
 * The type of an expression's value, where a name alone says it: `Server` of `node:http`.
 *
 * @param modules modules that the file imports from, by which the type can be reached; beside those of Node.js
 */
export function importableType(
  node: TSESTree.Node,
  modules: readonly TSESTree.StringLiteral[],
  services: ParserServicesWithTypeInformation,
): ImportableType | undefined {
  const checker = services.program.getTypeChecker();
  const type = services.getTypeAtLocation(node);
  const symbol = type.getSymbol();
  if (symbol === undefined || !isSaidByName(type, checker)) {
    return undefined;
  }
  const { name } = symbol;
  const from = modules.find((specifier) => {
    const module = checker.getSymbolAtLocation(services.esTreeNodeToTSNodeMap.get(specifier));
    const found = module && checker.getExportsOfModule(module).find((one) => one.name === name);
    return resolved(found, checker) === symbol;
  });
  const module = from?.value ?? ambientModule(symbol);
  return module === undefined ? undefined : { name, module };
}

/** Whether a class or interface has no type arguments but those that it has by default. */
function isSaidByName(type: ts.Type, checker: ts.TypeChecker): boolean {
  const target = tsutils.isTypeReference(type) ? type.target : type;
  if (!target.isClassOrInterface()) {
    return false;
  }
  const given = tsutils.isTypeReference(type) ? checker.getTypeArguments(type) : [];
  return (target.typeParameters ?? []).every((parameter, index) => parameter.getDefault() === given[index]);
}

/** The module of Node.js that declares a type. */
function ambientModule(symbol: ts.Symbol): string | undefined {
  for (let node: ts.Node | undefined = symbol.declarations?.[0]; node !== undefined; node = node.parent) {
    if (ts.isModuleDeclaration(node)) {
      const isModule = ts.isStringLiteral(node.name) && node.getSourceFile().fileName.includes('/@types/node/');
      return isModule ? `node:${node.name.text.replace(/^node:/u, '')}` : undefined;
    }
  }
  return undefined;
}
