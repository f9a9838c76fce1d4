import ts from 'typescript';

import { resolved } from './checked-types.ts';

/** Functions that call each other; what lies deeper may call anything. */
const DEEPEST_CALL = 6;

/**
 * Whether the function that a name stands for, or one that it calls by a name, may call a method of certain names. It is
 * told from the syntax that TypeScript has of every file already.
 *
 * @param name a mention of the function
 * @param isMethod whether a method has one of the names
 * @returns true also where the function cannot be seen
 */
export function mayCallMethod(
  name: ts.Node,
  isMethod: (name: string) => boolean,
  checker: ts.TypeChecker,
  seen = new Set<ts.Node>(),
  depth = DEEPEST_CALL,
): boolean {
  const symbol = resolved(checker.getSymbolAtLocation(name), checker);
  const calls = (callee: ts.Expression): boolean =>
    ts.isIdentifier(callee)
      ? mayCallMethod(callee, isMethod, checker, seen, depth - 1)
      : !ts.isPropertyAccessExpression(callee) || isMethod(callee.name.text);
  const mayCall = (node: ts.Node): boolean =>
    (ts.isCallExpression(node) && calls(node.expression)) ||
    ts.forEachChild(node, (child) => mayCall(child) || undefined) === true;
  return (
    depth === 0 ||
    symbol?.declarations === undefined ||
    symbol.declarations.some((declaration) => {
      const body = bodyOf(declaration);
      if (typeof body !== 'object' || seen.has(body)) {
        return body === 'unknown';
      }
      seen.add(body);
      return mayCall(body);
    })
  );
}

/** What runs when a declared function is called: nothing to be seen of what a package declares, or of an overload. */
function bodyOf(declaration: ts.Declaration): ts.Node | 'none' | 'unknown' {
  if (ts.isFunctionDeclaration(declaration)) {
    return declaration.body ?? 'none';
  }
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
    return value.body;
  }
  return declaration.getSourceFile().isDeclarationFile ? 'none' : 'unknown';
}
