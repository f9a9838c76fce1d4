import ts from 'typescript';

/** Whether a call is of a method that only returns a function, a plain value or a member, none of which can fail. */
export function givesWhatIsWritten({ expression: callee }: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const declarations = ts.isPropertyAccessExpression(callee)
    ? checker.getSymbolAtLocation(callee.name)?.declarations
    : undefined;
  return declarations?.every((one) => ts.isMethodDeclaration(one) && onlyReturns(one)) === true;
}

function onlyReturns({ body }: ts.MethodDeclaration): boolean {
  const [statement, ...rest] = body?.statements ?? [];
  return (
    statement !== undefined &&
    rest.length === 0 &&
    ts.isReturnStatement(statement) &&
    (statement.expression === undefined || isWritten(statement.expression))
  );
}

function isWritten(value: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(value)
    ? isWritten(value.expression)
    : ts.isFunctionLike(value) ||
        ts.isLiteralExpression(value) ||
        ts.isIdentifier(value) ||
        value.kind === ts.SyntaxKind.ThisKeyword ||
        value.kind === ts.SyntaxKind.TrueKeyword ||
        value.kind === ts.SyntaxKind.FalseKeyword ||
        value.kind === ts.SyntaxKind.NullKeyword;
}
