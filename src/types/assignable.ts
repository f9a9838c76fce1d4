import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';

/** Whether a variable takes the value of an expression. */
export function isAssignable(
  value: TSESTree.Expression,
  variable: TSESTree.Node,
  services: ParserServicesWithTypeInformation,
): boolean {
  const checker = services.program.getTypeChecker();
  return checker.isTypeAssignableTo(services.getTypeAtLocation(value), services.getTypeAtLocation(variable));
}
