import ts from 'typescript';

import { calledSpecifiers } from './root-files.ts';

/** By program: the files that import a file for its values. */
const importersOfPrograms = new WeakMap<ts.Program, ReadonlyMap<ts.SourceFile, readonly ts.SourceFile[]>>();

/** Whether another file of a program imports a file for more than its types. */
export function isImportedInProgram(program: ts.Program, file: ts.SourceFile): boolean {
  return directImporters(program).has(file);
}

/** The files of a program that import a file for more than its types, themselves or through others. */
export function importersInProgram(program: ts.Program, file: ts.SourceFile): readonly ts.SourceFile[] {
  const importers = directImporters(program);
  const found = new Set<ts.SourceFile>([file]);
  for (const next of found) {
    for (const importer of importers.get(next) ?? []) {
      found.add(importer);
    }
  }
  found.delete(file);
  return [...found];
}

function directImporters(program: ts.Program): ReadonlyMap<ts.SourceFile, readonly ts.SourceFile[]> {
  let known = importersOfPrograms.get(program);
  if (known === undefined) {
    importersOfPrograms.set(program, (known = importsOf(program)));
  }
  return known;
}

function importsOf(program: ts.Program): ReadonlyMap<ts.SourceFile, readonly ts.SourceFile[]> {
  const checker = program.getTypeChecker();
  const found = new Map<ts.SourceFile, ts.SourceFile[]>();
  for (const file of program.getSourceFiles()) {
    for (const specifier of file.isDeclarationFile ? [] : valueSpecifiers(file)) {
      const target = checker.getSymbolAtLocation(specifier)?.declarations?.[0];
      if (target !== undefined && ts.isSourceFile(target) && !target.isDeclarationFile) {
        found.set(target, [...(found.get(target) ?? []), file]);
      }
    }
  }
  return found;
}

/** The module specifiers of imports, re-exports and `require` that still stand when the types are gone. */
function* valueSpecifiers(file: ts.SourceFile): Generator<ts.Expression> {
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- What replaces it is not in every supported TypeScript.
      if (statement.importClause?.isTypeOnly !== true) {
        yield statement.moduleSpecifier;
      }
    } else if (ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier) {
      yield statement.moduleSpecifier;
    } else if (ts.isImportEqualsDeclaration(statement) && !statement.isTypeOnly) {
      const { moduleReference } = statement;
      yield* ts.isExternalModuleReference(moduleReference) ? [moduleReference.expression] : [];
    }
  }
  yield* calledSpecifiers(file);
}
