import ts from 'typescript';

import type { FileTest } from '../ast/file-view.ts';
import { resolved } from './checked-types.ts';
import { ownPackage } from './own-package.ts';
import { packageOfPath } from './package-of.ts';

/** Classes that extend or make each other; what lies deeper may do anything. */
const DEEPEST_CLASS = 10;

/**
 * Whether a name stands for a class of the project whose instances only keep what they are given: neither it nor what it
 * extends calls anything while one is made, but functions of the language itself, and no symbol names a member. It is
 * told from the syntax that TypeScript has of every file already.
 *
 * @param name a mention of the class
 * @param test whether the text of a class, or the package that it is source of, names something that matters
 */
export function isInertClass(name: ts.Node, program: ts.Program, test: FileTest, depth = DEEPEST_CLASS): boolean {
  const [declaration, ...others] = declarationsOf(name, program);
  if (declaration === undefined || others.length > 0 || !ts.isClassDeclaration(declaration) || depth === 0) {
    return false;
  }
  const { fileName, isDeclarationFile } = declaration.getSourceFile();
  return (
    !isDeclarationFile &&
    packageOfPath(fileName) === undefined &&
    !test(declaration.getText(), ownPackage(fileName, program)) &&
    (declaration.heritageClauses ?? []).every((clause) => isInertClause(clause, program, test, depth)) &&
    declaration.members.every((member) => isInertMember(member, program, test, depth))
  );
}

function declarationsOf(name: ts.Node, program: ts.Program): readonly ts.Declaration[] {
  const checker = program.getTypeChecker();
  return resolved(checker.getSymbolAtLocation(name), checker)?.declarations ?? [];
}

/** Whether the library of the language declares what a name, or the first of a chain of members, stands for. */
function isOfLanguage(name: ts.Expression, program: ts.Program): boolean {
  if (ts.isPropertyAccessExpression(name)) {
    return isOfLanguage(name.expression, program);
  }
  // Packages add to the interfaces of some.
  const declarations = ts.isIdentifier(name) ? declarationsOf(name, program) : [];
  return declarations.some((one) => program.isSourceFileDefaultLibrary(one.getSourceFile()));
}

function isInertClause(
  { token, types }: ts.HeritageClause,
  program: ts.Program,
  test: FileTest,
  depth: number,
): boolean {
  return (
    token === ts.SyntaxKind.ImplementsKeyword ||
    types.every(({ expression: base }) => isOfLanguage(base, program) || isInertClass(base, program, test, depth - 1))
  );
}

function isInertMember(member: ts.ClassElement, program: ts.Program, test: FileTest, depth: number): boolean {
  if (member.name !== undefined && ts.isComputedPropertyName(member.name)) {
    return false;
  }
  const isInert = (node: ts.Node): boolean => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { expression: callee } = node;
      const isPlain =
        callee.kind === ts.SyntaxKind.SuperKeyword ||
        isOfLanguage(callee, program) ||
        (ts.isNewExpression(node) && isInertClass(callee, program, test, depth - 1));
      if (!isPlain) {
        return false;
      }
    }
    return ts.forEachChild(node, (child) => !isInert(child) || undefined) !== true;
  };
  const code = ts.isConstructorDeclaration(member)
    ? member.body
    : ts.isPropertyDeclaration(member)
      ? member.initializer
      : undefined;
  return code === undefined || ts.isFunctionLike(code) || isInert(code);
}
