import ts from 'typescript';

/**
 * The type of an expression. What a call gives is told by the function's signature where there is only one, and none of
 * its types is for TypeScript to infer: then the arguments need no check, which is most of what a call costs.
 */
export function typeOfExpression(node: ts.Node, checker: ts.TypeChecker): ts.Type {
  return (isPlainCall(node) ? typeBySignature(node, checker) : undefined) ?? checker.getTypeAtLocation(node);
}

/** No call in a `?.` chain, which may give `undefined` in place of what the function gives, and no `require` of JavaScript. */
function isPlainCall(node: ts.Node): node is ts.CallExpression | ts.NewExpression {
  const isOdd = (node.flags & (ts.NodeFlags.OptionalChain | ts.NodeFlags.JavaScriptFile)) !== 0;
  return !isOdd && (ts.isNewExpression(node) || ts.isCallExpression(node));
}

function typeBySignature(node: ts.CallExpression | ts.NewExpression, checker: ts.TypeChecker): ts.Type | undefined {
  const callee = checker.getTypeAtLocation(node.expression);
  const kind = ts.isNewExpression(node) ? ts.SignatureKind.Construct : ts.SignatureKind.Call;
  const [signature, ...others] = checker.getSignaturesOfType(callee, kind);
  return signature === undefined || others.length > 0 || signature.typeParameters !== undefined
    ? undefined
    : checker.getReturnTypeOfSignature(signature);
}
