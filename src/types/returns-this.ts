import ts from 'typescript';

/** Whether the method that a call resolves to returns `this`, or a promise of it, as it is declared or as its body says. */
export function returnsThis(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const declaration = checker.getResolvedSignature(call)?.declaration;
  const declared = declaration?.type;
  return (
    (declared !== undefined && isThis(declared)) ||
    (declaration !== undefined && ts.isMethodDeclaration(declaration) && givesThis(declaration.body))
  );
}

function isThis(type: ts.Node): boolean {
  if (ts.isTypeReferenceNode(type)) {
    const [only] = type.typeArguments ?? [];
    return ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise' && only !== undefined && isThis(only);
  }
  return type.kind === ts.SyntaxKind.ThisType;
}

/** Whether a `return this` is among the statements of a body. */
function givesThis(node: ts.Node | undefined): boolean {
  if (node === undefined || ts.isFunctionLike(node) || ts.isClassLike(node)) {
    return false;
  }
  return ts.isReturnStatement(node)
    ? node.expression?.kind === ts.SyntaxKind.ThisKeyword
    : ts.forEachChild(node, (child) => givesThis(child) || undefined) === true;
}
