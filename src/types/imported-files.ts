import ts from 'typescript';

/** By program: the files that another file imports for their values. */
const importedFiles = new WeakMap<ts.Program, ReadonlySet<ts.SourceFile>>();

/** Whether another file of a program imports a file for more than its types. */
export function isImportedInProgram(program: ts.Program, file: ts.SourceFile): boolean {
  let imported = importedFiles.get(program);
  if (imported === undefined) {
    importedFiles.set(program, (imported = new Set(importsOf(program))));
  }
  return imported.has(file);
}

function* importsOf(program: ts.Program): Generator<ts.SourceFile> {
  const checker = program.getTypeChecker();
  for (const file of program.getSourceFiles()) {
    for (const specifier of file.isDeclarationFile ? [] : valueSpecifiers(file)) {
      const target = checker.getSymbolAtLocation(specifier)?.declarations?.[0];
      if (target !== undefined && ts.isSourceFile(target) && !target.isDeclarationFile) {
        yield target;
      }
    }
  }
}

/** The module specifiers of imports and re-exports that still stand when the types are gone. */
function* valueSpecifiers(file: ts.SourceFile): Generator<ts.Expression> {
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- What replaces it is not in every supported TypeScript.
      if (statement.importClause?.isTypeOnly !== true) {
        yield statement.moduleSpecifier;
      }
    } else if (ts.isExportDeclaration(statement) && !statement.isTypeOnly && statement.moduleSpecifier) {
      yield statement.moduleSpecifier;
    }
  }
}
