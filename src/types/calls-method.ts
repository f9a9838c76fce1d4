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
  const calls = (callee: ts.Expression): boolean => {
    if (ts.isIdentifier(callee)) {
      return mayCallMethod(callee, isMethod, checker, seen, depth - 1);
    }
    return !ts.isPropertyAccessExpression(callee) || isMethod(callee.name.text) || holdsFunctions(callee, checker);
  };
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

/** Whether what a method is called on is a module, a class or an object that is written down: `db.reset()` runs a function. */
function holdsFunctions({ expression: object }: ts.PropertyAccessExpression, checker: ts.TypeChecker): boolean {
  if (ts.isPropertyAccessExpression(object)) {
    return holdsFunctions(object, checker);
  }
  const symbol = ts.isIdentifier(object) ? resolved(checker.getSymbolAtLocation(object), checker) : undefined;
  return (symbol?.declarations ?? []).some((declaration) => {
    const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration;
    return (
      !declaration.getSourceFile().isDeclarationFile &&
      value !== undefined &&
      (ts.isSourceFile(value) || ts.isClassLike(value) || ts.isObjectLiteralExpression(value))
    );
  });
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
