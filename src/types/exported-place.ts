import ts from 'typescript';

import { resolved } from './checked-types.ts';
import { packageOfPath } from './package-of.ts';
import { pathOf, specifiersOf } from './root-files.ts';

/**
 * The place that an import of a file leads to, through modules that only hand it on: the path of the file of the project
 * that has it, and its name there.
 *
 * @param path the exported name, and the members of it that are meant
 * @returns undefined for what is no file's of the project, and for a module as a whole
 */
export function exportedPlace(
  program: ts.Program,
  file: ts.SourceFile,
  specifier: string,
  path: readonly string[],
): string | undefined {
  const checker = program.getTypeChecker();
  const node = specifiersOf(file).get(specifier);
  let module = node && checker.getSymbolAtLocation(node);
  for (const [index, name] of path.entries()) {
    const exported: ts.Symbol | undefined = module && checker.tryGetMemberInModuleExports(name, module);
    const symbol = exported && resolved(exported, checker);
    const home = symbol?.declarations?.[0]?.getSourceFile();
    if (symbol === undefined || home === undefined || home.isDeclarationFile || packageOfPath(home.fileName)) {
      return undefined;
    }
    if (!symbol.declarations?.some(ts.isSourceFile)) {
      return [pathOf(home), symbol.name, ...path.slice(index + 1)].join(' ');
    }
    module = symbol;
  }
  return undefined;
}
