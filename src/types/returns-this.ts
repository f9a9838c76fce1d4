import ts from 'typescript';

/** Whether the method that a call resolves to returns `this`, or a promise of it, as it is declared or as its body says. */
export function returnsThis(call: ts.CallExpression, checker: ts.TypeChecker): boolean {
  const { expression: callee } = call;
  const overloads = ts.isPropertyAccessExpression(callee)
    ? checker.getSymbolAtLocation(callee.name)?.declarations
    : undefined;
  // To choose among overloads takes long, and those of most methods all return something else.
  if (overloads?.every((one) => isMethod(one) && !givesThis(one)) === true) {
    return false;
  }
  const declaration = checker.getResolvedSignature(call)?.declaration;
  return declaration !== undefined && givesThis(declaration);
}

function isMethod(node: ts.Declaration): node is ts.MethodDeclaration | ts.MethodSignature {
  return ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
}

function givesThis(declaration: ts.JSDocSignature | ts.SignatureDeclaration): boolean {
  const { type } = declaration;
  return (
    (type !== undefined && isThis(type)) ||
    (ts.isMethodDeclaration(declaration) && declaration.body !== undefined && givesThisInside(declaration.body))
  );
}

function isThis(type: ts.Node): boolean {
  if (ts.isTypeReferenceNode(type)) {
    const [only] = type.typeArguments ?? [];
    return ts.isIdentifier(type.typeName) && type.typeName.text === 'Promise' && only !== undefined && isThis(only);
  }
  return type.kind === ts.SyntaxKind.ThisType;
}

const known = new WeakMap<ts.Node, boolean>();

/** Whether a method's body returns `this`: asked for each call of the method. */
function givesThisInside(body: ts.Node): boolean {
  const found = known.get(body) ?? hasReturnOfThis(body);
  known.set(body, found);
  return found;
}

/** Whether a `return this` is among the statements of a body. */
function hasReturnOfThis(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isClassLike(node)) {
    return false;
  }
  return ts.isReturnStatement(node)
    ? node.expression?.kind === ts.SyntaxKind.ThisKeyword
    : ts.forEachChild(node, (child) => hasReturnOfThis(child) || undefined) === true;
}
