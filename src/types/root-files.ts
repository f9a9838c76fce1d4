import { posix } from 'node:path';

import ts from 'typescript';

import { packageOfPath } from './package-of.ts';

const rootFiles = new WeakMap<ts.Program, readonly ts.SourceFile[]>();

/**
 * The files that a program was made for, in the order of their paths: what its `tsconfig.json` includes. Files that come
 * in by imports alone belong to other programs, and declarations hold no code.
 */
export function rootFilesOf(program: ts.Program): readonly ts.SourceFile[] {
  let known = rootFiles.get(program);
  if (known === undefined) {
    known = program
      .getRootFileNames()
      .map((name) => program.getSourceFile(name))
      .filter((file): file is ts.SourceFile => file?.isDeclarationFile === false)
      .filter(({ fileName }) => packageOfPath(fileName) === undefined)
      .toSorted((a, b) => compare(pathOf(a), pathOf(b)));
    rootFiles.set(program, known);
  }
  return known;
}

/** Whether a file is one of them. */
export function isRootFile(program: ts.Program, file: ts.SourceFile): boolean {
  let known = rootFileSets.get(program);
  if (known === undefined) {
    rootFileSets.set(program, (known = new Set(rootFilesOf(program))));
  }
  return known.has(file);
}

const rootFileSets = new WeakMap<ts.Program, ReadonlySet<ts.SourceFile>>();

/** A file's path with forward slashes. */
export function pathOf({ fileName }: ts.SourceFile): string {
  return fileName.replaceAll('\\', '/');
}

/** The order of two texts, whatever the language of the machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Which module a specifier in a file means, so that it can be compared with one in another file: the path of a file, or
 * the name of a package.
 */
export function moduleNamed(program: ts.Program, file: ts.SourceFile, specifier: string): string {
  const found = fileBehind(program, file, specifier);
  if (found !== undefined) {
    return pathOf(found);
  }
  return specifier.startsWith('.')
    ? posix.join(posix.dirname(pathOf(file)), specifier)
    : specifier.replace(/^node:/u, '');
}

/** The file of the project that a specifier in a file leads to. */
export function fileBehind(program: ts.Program, file: ts.SourceFile, specifier: string): ts.SourceFile | undefined {
  const node = specifiersOf(file).get(specifier);
  const declarations = node && program.getTypeChecker().getSymbolAtLocation(node)?.declarations;
  const found = declarations?.find(ts.isSourceFile);
  return found === undefined || found.isDeclarationFile || packageOfPath(found.fileName) !== undefined
    ? undefined
    : found;
}

const specifiers = new WeakMap<ts.SourceFile, ReadonlyMap<string, ts.StringLiteralLike>>();

/** One mention of each module specifier of a file. */
export function specifiersOf(file: ts.SourceFile): ReadonlyMap<string, ts.StringLiteralLike> {
  let known = specifiers.get(file);
  if (known === undefined) {
    const found = [...calledSpecifiers(file), ...file.statements.flatMap(specifierOf)];
    specifiers.set(file, (known = new Map(found.map((node) => [node.text, node]))));
  }
  return known;
}

function specifierOf(statement: ts.Statement): readonly ts.StringLiteralLike[] {
  const node =
    ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)
      ? statement.moduleSpecifier
      : ts.isImportEqualsDeclaration(statement) && ts.isExternalModuleReference(statement.moduleReference)
        ? statement.moduleReference.expression
        : undefined;
  return node !== undefined && ts.isStringLiteralLike(node) ? [node] : [];
}

/** `require('./db')` and `import('./db.js')` */
export function calledSpecifiers(file: ts.SourceFile): readonly ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    const [argument] = ts.isCallExpression(node) ? node.arguments : [];
    if (ts.isCallExpression(node) && argument !== undefined && ts.isStringLiteralLike(argument)) {
      const { expression } = node;
      if (
        expression.kind === ts.SyntaxKind.ImportKeyword ||
        (ts.isIdentifier(expression) && expression.text === 'require')
      ) {
        found.push(argument);
      }
    }
    ts.forEachChild(node, visit);
  };
  if (/\b(?:import|require)\s*\(/u.test(file.text)) {
    visit(file);
  }
  return found;
}
