import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';
import ts from 'typescript';

/** The name under which a CommonJS module exports its one value, `module.exports = x`. */
export const wholeModule = 'module.exports';

/** What a file takes from a module. */
interface Import {
  readonly file: ts.SourceFile;
  readonly specifier: ts.StringLiteralLike;
  /** The exported names; `all` where the module itself is handed on. */
  readonly names: ReadonlySet<string> | 'all';
  /** Names that it exports again, and as what. */
  readonly reExports: readonly { readonly name: string; readonly as: string }[];
  /** `export * from './db.js'`: it says none of the names, but hands them on. */
  readonly isStar: boolean;
}

/** By the file that is imported. A program never changes, so its imports are collected once. */
type Imports = ReadonlyMap<ts.SourceFile, readonly Import[]>;

const importsOfPrograms = new WeakMap<ts.Program, Imports>();

/**
 * How many other files of the program import something that a file exports, straight or from a file that exports it
 * again.
 *
 * @param ast the file
 * @param names names under which it is exported; `wholeModule` for all that CommonJS exports
 */
export function countImporters(
  services: ParserServicesWithTypeInformation,
  ast: TSESTree.Program,
  names: readonly string[],
): number {
  const { program } = services;
  let imports = importsOfPrograms.get(program);
  if (imports === undefined) {
    importsOfPrograms.set(program, (imports = importsOf(program)));
  }
  const target = services.esTreeNodeToTSNodeMap.get(ast);
  const importers = new Set<ts.SourceFile>();
  const seen = new Set<string>();
  const exported = names.map((name) => ({ file: target, name }));
  for (let next = exported.pop(); next !== undefined; next = exported.pop()) {
    const { file, name } = next;
    const key = `${name} ${file.fileName}`;
    for (const one of seen.has(key) ? [] : (imports.get(file) ?? [])) {
      if (one.names === 'all' || name === wholeModule || one.names.has(name)) {
        importers.add(one.file);
      }
      if (one.isStar && name !== 'default') {
        exported.push({ file: one.file, name });
      }
      const again = one.reExports.filter((reExport) => reExport.name === name);
      exported.push(...again.map(({ as }) => ({ file: one.file, name: as })));
    }
    seen.add(key);
  }
  importers.delete(target);
  return importers.size;
}

function importsOf(program: ts.Program): Imports {
  const checker = program.getTypeChecker();
  const found = new Map<ts.SourceFile, Import[]>();
  for (const file of program.getSourceFiles()) {
    if (file.isDeclarationFile || file.fileName.includes('/node_modules/')) {
      continue;
    }
    for (const one of [...statementImports(file), ...callImports(file)]) {
      const target = checker.getSymbolAtLocation(one.specifier)?.declarations?.find(ts.isSourceFile);
      if (target?.isDeclarationFile === false) {
        found.set(target, [...(found.get(target) ?? []), one]);
      }
    }
  }
  return found;
}

function* statementImports(file: ts.SourceFile): Generator<Import> {
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) && ts.isStringLiteral(statement.moduleSpecifier)) {
      const names = new Set<string>();
      const reExports: { name: string; as: string }[] = [];
      const { importClause } = statement;
      const add = (name: string, local: ts.Identifier): void => {
        names.add(name);
        reExports.push(...exportsOfLocal(file, local.text).map((as) => ({ name, as })));
      };
      if (importClause?.name !== undefined) {
        add('default', importClause.name);
      }
      const bindings = importClause?.namedBindings;
      if (bindings !== undefined && ts.isNamedImports(bindings)) {
        bindings.elements.forEach((element) => {
          add((element.propertyName ?? element.name).text, element.name);
        });
      }
      const members =
        bindings !== undefined && ts.isNamespaceImport(bindings) ? membersUsed(file, bindings.name) : new Set<string>();
      yield {
        file,
        specifier: statement.moduleSpecifier,
        names: members === 'all' ? 'all' : new Set([...names, ...members]),
        reExports,
        isStar: false,
      };
    }
    if (
      ts.isImportEqualsDeclaration(statement) &&
      ts.isExternalModuleReference(statement.moduleReference) &&
      ts.isStringLiteral(statement.moduleReference.expression)
    ) {
      const names = membersUsed(file, statement.name);
      yield { file, specifier: statement.moduleReference.expression, names, reExports: [], isStar: false };
    }
    if (
      ts.isExportDeclaration(statement) &&
      statement.moduleSpecifier !== undefined &&
      ts.isStringLiteral(statement.moduleSpecifier)
    ) {
      yield reExport(file, statement, statement.moduleSpecifier);
    }
  }
}

function reExport(file: ts.SourceFile, { exportClause }: ts.ExportDeclaration, specifier: ts.StringLiteral): Import {
  if (exportClause === undefined) {
    return { file, specifier, names: new Set(), reExports: [], isStar: true };
  }
  if (ts.isNamespaceExport(exportClause)) {
    return { file, specifier, names: 'all', reExports: [], isStar: false };
  }
  const reExports = exportClause.elements.map(({ name, propertyName }) => ({
    name: (propertyName ?? name).text,
    as: name.text,
  }));
  return { file, specifier, names: new Set(reExports.map(({ name }) => name)), reExports, isStar: false };
}

/** The names under which a file exports one of its own names apart from the declaration. */
function exportsOfLocal(file: ts.SourceFile, local: string): readonly string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isExportAssignment(statement)) {
      return ts.isIdentifier(statement.expression) && statement.expression.text === local ? ['default'] : [];
    }
    const clause = ts.isExportDeclaration(statement) && !statement.moduleSpecifier ? statement.exportClause : undefined;
    return clause !== undefined && ts.isNamedExports(clause)
      ? clause.elements.filter((one) => (one.propertyName ?? one.name).text === local).map(({ name }) => name.text)
      : [];
  });
}

/** `require('./db')` and `import('./db.js')`. */
function callImports(file: ts.SourceFile): readonly Import[] {
  const found: Import[] = [];
  if (!/\b(?:import|require)\s*\(/.test(file.text)) {
    return found;
  }
  const visit = (node: ts.Node): void => {
    const specifier = ts.isCallExpression(node) ? node.arguments[0] : undefined;
    if (ts.isCallExpression(node) && specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      const { expression } = node;
      const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
      if (isRequire || expression.kind === ts.SyntaxKind.ImportKeyword) {
        found.push({ file, specifier, names: namesTaken(file, node), reExports: [], isStar: false });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Which members of a module its user reads. */
function namesTaken(file: ts.SourceFile, module: ts.Expression): Import['names'] {
  const { parent } = module;
  if (ts.isAwaitExpression(parent) || ts.isParenthesizedExpression(parent)) {
    return namesTaken(file, parent);
  }
  if (ts.isPropertyAccessExpression(parent)) {
    return new Set([parent.name.text]);
  }
  if (!ts.isVariableDeclaration(parent)) {
    return 'all';
  }
  if (ts.isIdentifier(parent.name)) {
    return membersUsed(file, parent.name);
  }
  const elements = ts.isObjectBindingPattern(parent.name) ? parent.name.elements : undefined;
  const names = elements?.map(({ name, propertyName }) => propertyName ?? name);
  return names?.every(ts.isIdentifier) === true ? new Set(names.map(({ text }) => text)) : 'all';
}

/** The members of a namespace that a file reads; `all` where the namespace itself goes somewhere. */
function membersUsed(file: ts.SourceFile, namespace: ts.Identifier): Import['names'] {
  const members = new Set<string>();
  /** Whether every mention below a node is one of a member. */
  const visit = (node: ts.Node): boolean => {
    if (ts.isIdentifier(node) && node.text === namespace.text && node !== namespace) {
      const { parent } = node;
      if (ts.isPropertyAccessExpression(parent)) {
        members.add(parent.name.text);
        return true;
      }
      if (ts.isQualifiedName(parent)) {
        members.add(parent.right.text);
        return true;
      }
      return false;
    }
    return ts.forEachChild(node, (child) => !visit(child)) !== true;
  };
  return visit(file) ? members : 'all';
}
