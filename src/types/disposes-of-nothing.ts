import ts from 'typescript';

import { disposersOf } from './disposable.ts';
import { packageOfPath } from './package-of.ts';

/** Functions that call each other; what lies deeper may do anything. */
const DEEPEST_CALL = 6;

/** Functions of one disposer; what calls more may do anything. */
const MOST_FUNCTIONS = 60;

/**
 * Functions that by their names ask for something, keep it, send off what waits, end an iteration, or write into a log:
 * none gives anything back.
 */
const harmlessName = /^(?:get|has|is|set|should)(?![a-z])|^(?:debug|error|flush|info|log|return|trace|warn)$/u;

/** Files of TypeScript's own library that tell of the language alone. */
const ofLanguage = /\/lib\.(?:es\d*|esnext|decorators)\b[\w.]*\.d\.ts$/u;

/**
 * Whether disposing of a value only changes what lies in the heap: `[Symbol.dispose]() { this.entries.clear(); }`. Its
 * disposers must be methods of the project, and whatever they call must be known.
 */
export function disposesOfNothing(type: ts.Type, checker: ts.TypeChecker): boolean {
  const seen = new Set<ts.Node>();
  const disposers = disposersOf(type, checker);
  return (
    disposers.length > 0 &&
    disposers.every(
      ({ valueDeclaration: method }) =>
        method !== undefined && ts.isMethodDeclaration(method) && staysInHeap(method, checker, seen, DEEPEST_CALL),
    )
  );
}

function staysInHeap(
  declaration: ts.SignatureDeclaration,
  checker: ts.TypeChecker,
  seen: Set<ts.Node>,
  depth: number,
): boolean {
  if (seen.has(declaration)) {
    return true;
  }
  seen.add(declaration);
  const body = 'body' in declaration ? declaration.body : undefined;
  const { fileName, isDeclarationFile } = declaration.getSourceFile();
  const isOwn = !isDeclarationFile && packageOfPath(fileName) === undefined;
  const isInside = (node: ts.Node): boolean =>
    isHarmless(node, checker, seen, depth) && ts.forEachChild(node, (child) => !isInside(child) || undefined) !== true;
  return body !== undefined && isOwn && depth > 0 && seen.size <= MOST_FUNCTIONS && isInside(body);
}

function isHarmless(node: ts.Node, checker: ts.TypeChecker, seen: Set<ts.Node>, depth: number): boolean {
  if (!ts.isCallExpression(node)) {
    return !ts.isTaggedTemplateExpression(node);
  }
  const { expression: callee } = node;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (ts.isIdentifier(name) && harmlessName.test(name.text)) {
    return true;
  }
  const declaration = checker.getResolvedSignature(node)?.declaration;
  return (
    declaration !== undefined &&
    !ts.isJSDocSignature(declaration) &&
    (isOfLanguage(declaration) || staysInHeap(declaration, checker, seen, depth - 1))
  );
}

/** `map.clear()`, `JSON.stringify()`, but no function of the DOM. */
function isOfLanguage(declaration: ts.Node): boolean {
  return ofLanguage.test(declaration.getSourceFile().fileName);
}
