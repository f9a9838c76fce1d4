import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import { getWellKnownSymbolPropertyOfType } from 'ts-api-utils';
import ts from 'typescript';

/**
 * Whether a class of the project disposes of its instances by just one of their own methods:
 * `[Symbol.asyncDispose]() { return this.close(); }`.
 *
 * @param node an instance
 */
export function disposesBy(
  node: TSESTree.Node,
  symbol: 'asyncDispose' | 'dispose',
  method: string,
  services: ParserServicesWithTypeInformation,
): boolean {
  const type = services.getTypeAtLocation(node).getNonNullableType();
  const property = getWellKnownSymbolPropertyOfType(type, symbol, services.program.getTypeChecker());
  const declaration = property?.valueDeclaration;
  if (declaration === undefined || !ts.isMethodDeclaration(declaration)) {
    return false;
  }
  const [statement, ...others] = declaration.body?.statements ?? [];
  const call =
    statement !== undefined && (ts.isReturnStatement(statement) || ts.isExpressionStatement(statement))
      ? statement.expression
      : undefined;
  const bare = call !== undefined && ts.isAwaitExpression(call) ? call.expression : call;
  if (others.length > 0 || bare === undefined || !ts.isCallExpression(bare) || bare.arguments.length > 0) {
    return false;
  }
  const { expression: callee } = bare;
  return (
    ts.isPropertyAccessExpression(callee) &&
    callee.expression.kind === ts.SyntaxKind.ThisKeyword &&
    callee.name.text === method
  );
}
