import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import type ts from 'typescript';

import { resolved } from './checked-types.ts';

/**
 * Whether what a file exports can take the place of something in the linted file: each has a type that the other could
 * have.
 *
 * @param own an expression, or a variable's name where it is declared
 */
export function isInterchangeable(
  own: TSESTree.Node,
  file: ts.SourceFile,
  exportedAs: string,
  services: ParserServicesWithTypeInformation,
): boolean {
  const checker = services.program.getTypeChecker();
  const module = checker.getSymbolAtLocation(file);
  const exported = module && checker.getExportsOfModule(module).find((symbol) => symbol.name === exportedAs);
  const target = resolved(exported, checker);
  if (target === undefined) {
    return false;
  }
  const type = services.getTypeAtLocation(own);
  const other = checker.getTypeOfSymbol(target);
  return checker.isTypeAssignableTo(type, other) && checker.isTypeAssignableTo(other, type);
}
