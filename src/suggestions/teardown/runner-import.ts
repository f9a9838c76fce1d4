import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Variable } from '../../ast/file-view.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';

/** The declarations by which a file imports values from some modules. */
export function importsFrom(
  modules: readonly string[],
  { sourceCode }: SourceFile,
): readonly TSESTree.ImportDeclaration[] {
  return sourceCode.ast.body.filter(
    (statement): statement is TSESTree.ImportDeclaration =>
      statement.type === T.ImportDeclaration &&
      statement.importKind !== 'type' &&
      modules.includes(statement.source.value),
  );
}

/** The named imports of a declaration that are there at run time, with the names that they import. */
export function namedIn({ specifiers }: TSESTree.ImportDeclaration): ReadonlyMap<string, TSESTree.ImportSpecifier> {
  const named = specifiers.filter((one) => one.type === T.ImportSpecifier && one.importKind !== 'type');
  return new Map(
    (named as TSESTree.ImportSpecifier[]).map((one) => [
      one.imported.type === T.Identifier ? one.imported.name : one.imported.value,
      one,
    ]),
  );
}

/**
 * The edit that imports one more name.
 *
 * @param unused a variable whose last use goes away with the same suggestion: its import makes room
 */
export function importEdit(
  declaration: TSESTree.ImportDeclaration,
  name: string,
  unused: Variable | undefined,
  { sourceCode }: SourceFile,
): TextEdit | undefined {
  const named = declaration.specifiers.filter((one) => one.type === T.ImportSpecifier);
  const spare = named.find(({ local }) => local === unused?.identifiers[0]);
  if (spare !== undefined) {
    return { range: spare.range, text: name };
  }
  const [first] = named;
  if (first === undefined) {
    const only = declaration.specifiers[0];
    return only?.type === T.ImportDefaultSpecifier && declaration.specifiers.length === 1
      ? { range: [only.range[1], only.range[1]], text: `, { ${name} }` }
      : undefined;
  }
  const names = named.map(({ local }) => local.name);
  const isSorted = names.every((one, index) => index === 0 || compare(names[index - 1] ?? '', one) <= 0);
  const next = isSorted ? named.find(({ local }) => compare(local.name, name) > 0) : undefined;
  const before = sourceCode.getTokenBefore(next ?? (named.at(-1) as TSESTree.Node));
  const gap = before && sourceCode.text.slice(before.range[1], (next ?? named.at(-1))?.range[0]);
  // A list with a name on each line goes on so.
  const space = gap?.trim() === '' && gap.includes('\n') ? gap : ' ';
  if (next !== undefined) {
    return { range: [next.range[0], next.range[0]], text: `${name},${space}` };
  }
  const end = named.at(-1)?.range[1] ?? first.range[1];
  return { range: [end, end], text: `,${space}${name}` };
}

/** The edit that imports the name of a type beside those of values. */
export function typeImportEdit({ specifiers }: TSESTree.ImportDeclaration, name: string): TextEdit | undefined {
  const end = specifiers.at(-1)?.range[1];
  return end === undefined ? undefined : { range: [end, end], text: `, type ${name}` };
}

/** The edit that takes one name out of an import, where others are left. */
export function importRemoval(unused: Variable, { sourceCode }: SourceFile): TextEdit | undefined {
  const specifier = (unused.identifiers[0] as TSESTree.Node | undefined)?.parent;
  const declaration = specifier?.parent;
  if (specifier?.type !== T.ImportSpecifier || declaration?.type !== T.ImportDeclaration) {
    return undefined;
  }
  const after = sourceCode.getTokenAfter(specifier);
  const before = sourceCode.getTokenBefore(specifier);
  if (declaration.specifiers.length < 2 || after === null || before === null) {
    return undefined;
  }
  const next = sourceCode.getTokenAfter(after, { includeComments: true });
  return after.value === ',' && next !== null && next.value !== '}'
    ? { range: [specifier.range[0], next.range[0]], text: '' }
    : { range: [before.range[0], specifier.range[1]], text: '' };
}

/** The edit that adds an import of its own, behind the others. */
export function newImportEdit(
  module: string,
  name: string,
  { sourceCode, layout }: SourceFile,
  kind: '' | 'type ' = '',
): TextEdit | undefined {
  const last = sourceCode.ast.body.findLast((one) => one.type === T.ImportDeclaration);
  if (last === undefined) {
    return undefined;
  }
  const quote = last.source.raw.charAt(0);
  const code = `import ${kind}{ ${name} } from ${quote}${module}${quote}${layout.semicolon}`;
  return { range: [last.range[1], last.range[1]], text: layout.newline + code };
}

function compare(a: string, b: string): number {
  return a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0;
}
