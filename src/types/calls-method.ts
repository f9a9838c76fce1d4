import ts from 'typescript';

import { resolved } from './checked-types.ts';
import { packageOfPath } from './package-of.ts';

/** Functions that call each other; what lies deeper may call anything. */
const DEEPEST_CALL = 6;

interface Search {
  readonly isMethod: (name: string) => boolean;
  readonly checker: ts.TypeChecker;
  /** Bodies that were looked into. */
  readonly seen: Set<ts.Node>;
  readonly depth: number;
  /** The body that is looked into. */
  readonly body: ts.Node;
  /** Whether what the function is given counts. */
  readonly ofArguments: boolean;
}

/**
 * Whether the function that a name stands for, or one that it calls by a name, may call a method of certain names on
 * what was there before the call: not on `this`, nor on what it makes itself. It is told from the syntax that TypeScript
 * has of every file already.
 *
 * @param name a mention of the function
 * @param isMethod whether a method has one of the names
 * @param ofArguments whether a method of what the function is given counts
 * @returns true also where the function cannot be seen
 */
export function mayCallMethod(
  name: ts.Node,
  isMethod: (name: string) => boolean,
  checker: ts.TypeChecker,
  ofArguments = false,
): boolean {
  return mayCallInside(name, { isMethod, checker, seen: new Set(), depth: DEEPEST_CALL, body: name, ofArguments });
}

function mayCallInside(name: ts.Node, search: Search): boolean {
  const symbol = resolved(search.checker.getSymbolAtLocation(name), search.checker);
  return (
    search.depth === 0 ||
    symbol?.declarations === undefined ||
    symbol.declarations.some((declaration) => {
      const body = bodyOf(declaration);
      if (typeof body !== 'object' || search.seen.has(body)) {
        return body === 'unknown';
      }
      search.seen.add(body);
      return mayCall(body, { ...search, body });
    })
  );
}

function mayCall(node: ts.Node, search: Search): boolean {
  if (ts.isFunctionLike(node) && node !== search.body && !isHandedOn(node)) {
    return false;
  }
  return (
    (ts.isCallExpression(node) && calls(unwrapped(node.expression), search)) ||
    ts.forEachChild(node, (child) => mayCall(child, search) || undefined) === true
  );
}

/**
 * Whether a function may run where it stands, as the callback of an array's method or of a promise does: others are found
 * by their names, if they are called at all.
 */
function isHandedOn(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isNewExpression(parent) ||
    (ts.isParenthesizedExpression(parent) && isHandedOn(parent)) ||
    (ts.isCallExpression(parent) && (parent.expression === node || ts.isPropertyAccessExpression(parent.expression)))
  );
}

function calls(callee: ts.Expression, search: Search): boolean {
  if (ts.isIdentifier(callee)) {
    return mayCallInside(callee, { ...search, depth: search.depth - 1, ofArguments: false });
  }
  if (ts.isArrowFunction(callee) || ts.isFunctionExpression(callee)) {
    // What is made around it was there before.
    return mayCall(callee.body, { ...search, body: callee.body });
  }
  return (
    !ts.isPropertyAccessExpression(callee) ||
    (search.isMethod(callee.name.text) && mayBeThere(callee.expression, search)) ||
    holdsFunctions(callee, search.checker)
  );
}

/** Whether an expression may stand for what was there before a function was called. */
function mayBeThere(expression: ts.Expression, search: Search, depth = DEEPEST_CALL): boolean {
  const node = unwrapped(expression);
  if (depth === 0) {
    return true;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) {
    return mayBeThere(node.expression, search, depth - 1);
  }
  if (!ts.isIdentifier(node)) {
    return node.kind !== ts.SyntaxKind.ThisKeyword && !ts.isNewExpression(node);
  }
  const declarations = resolved(search.checker.getSymbolAtLocation(node), search.checker)?.declarations ?? [];
  return declarations.length === 0 || declarations.some((one) => isThere(one, search, depth - 1));
}

function isThere(declaration: ts.Declaration, search: Search, depth: number): boolean {
  const { fileName, isDeclarationFile } = declaration.getSourceFile();
  if (isDeclarationFile || packageOfPath(fileName) !== undefined) {
    return false;
  }
  const variable = withoutPattern(declaration);
  if (ts.isParameter(variable)) {
    return search.ofArguments;
  }
  const isOwn = ts.isVariableDeclaration(variable) && isInside(variable, search.body);
  return !isOwn || variable.initializer === undefined || mayBeThere(variable.initializer, search, depth);
}

function isInside(node: ts.Node, body: ts.Node): boolean {
  return node.getSourceFile() === body.getSourceFile() && body.pos <= node.pos && node.end <= body.end;
}

/** TypeScript 4.8, the oldest that is supported, has neither the syntax nor `isSatisfiesExpression`. */
function isSatisfies(node: ts.Node): node is ts.SatisfiesExpression {
  return node.kind === ts.SyntaxKind.SatisfiesExpression;
}

/** An expression without what leaves its value as it is, once it is waited for. */
function unwrapped(node: ts.Expression): ts.Expression {
  return ts.isAwaitExpression(node) ||
    ts.isParenthesizedExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isAssertionExpression(node) ||
    isSatisfies(node)
    ? unwrapped(node.expression)
    : node;
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

/**
 * What runs when a declared function is called: nothing to be seen of what a package declares, of an overload, or of a
 * parameter, which may be any function.
 */
function bodyOf(declaration: ts.Declaration): ts.Node | 'none' | 'unknown' {
  if (ts.isFunctionDeclaration(declaration)) {
    return declaration.body ?? 'none';
  }
  const value = ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  if (value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))) {
    return value.body;
  }
  return ts.isParameter(withoutPattern(declaration)) || declaration.getSourceFile().isDeclarationFile
    ? 'none'
    : 'unknown';
}

/** The variable or the parameter that a name is taken out of: all of `{ pool }`. */
function withoutPattern(declaration: ts.Declaration): ts.Declaration {
  return ts.isBindingElement(declaration) ? ts.walkUpBindingElementsAndPatterns(declaration) : declaration;
}
