import ts from 'typescript';

/** Whether the method that a call resolves to is declared to return `this`, or a promise of it. */
export function returnsThis(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const declared = checker.getResolvedSignature(call)?.declaration?.type;
  return declared !== undefined && isThis(declared);
}

function isThis(type: ts.Node): boolean {
  if (ts.isTypeReferenceNode(type)) {
    const [only] = type.typeArguments ?? [];
    return ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise' && only !== undefined && isThis(only);
  }
  return type.kind === ts.SyntaxKind.ThisType;
}
