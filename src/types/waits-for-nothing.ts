import ts from 'typescript';

/**
 * Whether an async function is over when its call is: it waits for nothing, and gives nothing that others wait for. Who
 * does not wait for its promise misses nothing.
 */
export function waitsForNothing(declaration: ts.FunctionLikeDeclaration): boolean {
  const isAsync = ts.getModifiers(declaration)?.some(isAsyncKeyword) === true;
  return isAsync && declaration.body !== undefined && ts.isBlock(declaration.body) && !mayWait(declaration.body);
}

function isAsyncKeyword({ kind }: ts.ModifierLike | ts.Modifier): boolean {
  return kind === ts.SyntaxKind.AsyncKeyword;
}

function mayWait(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) {
    return false;
  }
  return (
    ts.isAwaitExpression(node) ||
    (ts.isForOfStatement(node) && node.awaitModifier !== undefined) ||
    (ts.isReturnStatement(node) && node.expression !== undefined) ||
    ts.forEachChild(node, (child) => mayWait(child) || undefined) === true
  );
}
