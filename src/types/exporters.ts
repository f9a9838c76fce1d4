import ts from 'typescript';

import { rootFilesOf } from './root-files.ts';

const exportersOfPrograms = new WeakMap<ts.Program, ReadonlyMap<string, readonly ts.SourceFile[]>>();

/** The root files of a program that declare and export a name, in the order of their paths. */
export function exportersOf(program: ts.Program, name: string): readonly ts.SourceFile[] {
  let exporters = exportersOfPrograms.get(program);
  if (exporters === undefined) {
    const found = new Map<string, ts.SourceFile[]>();
    for (const file of rootFilesOf(program)) {
      for (const exported of exportsOf(file)) {
        found.set(exported, [...(found.get(exported) ?? []), file]);
      }
    }
    exportersOfPrograms.set(program, (exporters = found));
  }
  return exporters.get(name) ?? [];
}

const exportsOfFiles = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

function exportsOf(file: ts.SourceFile): ReadonlySet<string> {
  let known = exportsOfFiles.get(file);
  if (known === undefined) {
    exportsOfFiles.set(file, (known = new Set(file.statements.flatMap(exportsIn))));
  }
  return known;
}

/** What a statement exports that may be a function or a constant, by the name it has in its file. */
function exportsIn(statement: ts.Statement): readonly string[] {
  if (ts.isExportDeclaration(statement)) {
    const clause = statement.moduleSpecifier === undefined ? statement.exportClause : undefined;
    return clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
      : [];
  }
  if (ts.isExportAssignment(statement)) {
    return ts.isIdentifier(statement.expression) ? [statement.expression.text] : [];
  }
  if (ts.isExpressionStatement(statement)) {
    return ts.isBinaryExpression(statement.expression) ? assignedIn(statement.expression) : [];
  }
  const isExported =
    ts.canHaveModifiers(statement) &&
    ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
  if (!isExported) {
    return [];
  }
  if (ts.isFunctionDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text];
  }
  return ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
    : [];
}

/** `module.exports = { createPool, close: closePool }`, `exports.createPool = …` */
function assignedIn({ left, operatorToken, right }: ts.BinaryExpression): readonly string[] {
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) {
    return [];
  }
  if (isModuleExports(left)) {
    const values = ts.isObjectLiteralExpression(right) ? right.properties.map(valueOf) : [right];
    return values.flatMap((one) => (one !== undefined && ts.isIdentifier(one) ? [one.text] : []));
  }
  const isOfExports =
    isModuleExports(left.expression) || (ts.isIdentifier(left.expression) && left.expression.text === 'exports');
  return isOfExports ? [left.name.text, ...(ts.isIdentifier(right) ? [right.text] : [])] : [];
}

function isModuleExports(node: ts.Node): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module' &&
    node.name.text === 'exports'
  );
}

function valueOf(property: ts.ObjectLiteralElementLike): ts.Node | undefined {
  return ts.isPropertyAssignment(property) ? property.initializer : property.name;
}
