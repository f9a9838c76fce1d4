import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import { resolved } from './checked-types.ts';

/**
 * Whether what a file exports can take the place of something in the linted file: each has a type that the other could
 * have.
 *
 * @param own an expression, or a variable's name where it is declared
 * @param isCalled it is what the export gives that takes its place
 */
export function isInterchangeable(
  own: TSESTree.Node,
  file: ts.SourceFile,
  exportedAs: string,
  services: ParserServicesWithTypeInformation,
  isCalled = false,
): boolean {
  const checker = services.program.getTypeChecker();
  const module = checker.getSymbolAtLocation(file);
  const exported = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === exportedAs);
  const target = resolved(exported, checker);
  if (target === undefined) {
    return false;
  }
  const type = services.getTypeAtLocation(own);
  const value = checker.getTypeOfSymbol(target);
  const other = isCalled ? value.getCallSignatures()[0]?.getReturnType() : value;
  return other !== undefined && checker.isTypeAssignableTo(type, other) && checker.isTypeAssignableTo(other, type);
}
