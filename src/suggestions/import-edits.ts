import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { exportedName } from '../ast/origin.ts';
import { layoutOf } from './layout.ts';
import type { TextEdit } from './text-edits.ts';

/** A name that a file is to import. */
export interface NewImport {
  readonly name: string;
  readonly source: string;
}

/** The name under which a file already imports something. */
export function importedAs({ ast }: TSESLint.SourceCode, { name, source }: NewImport): string | undefined {
  const specifiers = ast.body.flatMap((one) => (isImportOf(one, source) ? one.specifiers : []));
  return specifiers.find(
    (one) => one.type === T.ImportSpecifier && one.importKind === 'value' && exportedName(one.imported) === name,
  )?.local.name;
}

/**
 * The edits that take a name out of an import, and with it the import when nothing else is in it; and that import
 * another name instead.
 *
 * @param wanted undefined when nothing is to be imported, or is already
 * @returns undefined when a comment would be lost, or the code could be read in another way
 */
export function replaceImport(
  sourceCode: TSESLint.SourceCode,
  specifier: TSESTree.ImportClause,
  wanted: NewImport | undefined,
): readonly TextEdit[] | undefined {
  const declaration = specifier.parent as TSESTree.ImportDeclaration;
  if (sourceCode.getCommentsInside(declaration).length > 0) {
    return undefined;
  }
  const added = wanted && addName(sourceCode, wanted);
  const [only, ...others] = declaration.specifiers;
  if (others.length > 0) {
    const removed = withoutSpecifier(sourceCode, declaration, specifier);
    const anew = wanted && !added ? importAfter(sourceCode, declaration, wanted) : undefined;
    return removed && [removed, ...[added, anew].filter((edit) => edit !== undefined)];
  }
  if (wanted !== undefined && added === undefined && only !== undefined) {
    return [{ range: declaration.range, text: importText(sourceCode, declaration, wanted) }];
  }
  const removed = withoutStatement(sourceCode, declaration);
  return removed && [removed, ...(added ? [added] : [])];
}

/** The edit that imports one more name, beside those of the same module or after the last import. */
export function addImport(sourceCode: TSESLint.SourceCode, wanted: NewImport): TextEdit | undefined {
  const last = sourceCode.ast.body.findLast((one) => one.type === T.ImportDeclaration);
  return addName(sourceCode, wanted) ?? (last && importAfter(sourceCode, last, wanted));
}

/** Puts the name beside the others of its module; undefined where the file imports none of it by name. */
function addName(sourceCode: TSESLint.SourceCode, { name, source }: NewImport): TextEdit | undefined {
  for (const declaration of sourceCode.ast.body.filter((one) => isImportOf(one, source))) {
    const last = declaration.specifiers.at(-1);
    if (last?.type === T.ImportSpecifier) {
      return { range: [last.range[1], last.range[1]], text: `, ${name}` };
    }
    if (last?.type === T.ImportDefaultSpecifier) {
      return { range: [last.range[1], last.range[1]], text: `, { ${name} }` };
    }
  }
  return undefined;
}

function isImportOf(statement: TSESTree.ProgramStatement, source: string): statement is TSESTree.ImportDeclaration {
  return (
    statement.type === T.ImportDeclaration && statement.importKind === 'value' && statement.source.value === source
  );
}

function importAfter(
  sourceCode: TSESLint.SourceCode,
  declaration: TSESTree.ImportDeclaration,
  wanted: NewImport,
): TextEdit {
  const end = declaration.range[1];
  return { range: [end, end], text: layoutOf(sourceCode).newline + importText(sourceCode, declaration, wanted) };
}

/** The import of one name, with the quotes and the semicolon of another import. */
function importText(
  sourceCode: TSESLint.SourceCode,
  like: TSESTree.ImportDeclaration,
  { name, source }: NewImport,
): string {
  const quote = like.source.raw.charAt(0);
  const end = sourceCode.getLastToken(like)?.value === ';' ? ';' : '';
  return `import { ${name} } from ${quote}${source}${quote}${end}`;
}

/** Takes one of several names out of an import. */
function withoutSpecifier(
  sourceCode: TSESLint.SourceCode,
  { specifiers }: TSESTree.ImportDeclaration,
  specifier: TSESTree.ImportClause,
): TextEdit | undefined {
  const named = specifiers.filter(({ type }) => type === T.ImportSpecifier);
  if (specifier.type !== T.ImportSpecifier) {
    // `import test, { before } from …` loses what stands before the brace.
    const next = named[0] && sourceCode.getTokenBefore(named[0]);
    return next ? { range: [specifier.range[0], next.range[0]], text: '' } : undefined;
  }
  const index = named.indexOf(specifier);
  const before = named[index - 1];
  const after = named[index + 1];
  if (after !== undefined) {
    return { range: [specifier.range[0], after.range[0]], text: '' };
  }
  if (before !== undefined) {
    return { range: [before.range[1], specifier.range[1]], text: '' };
  }
  // `import test, { before } from …` loses the braces and the comma before them.
  const first = specifiers[0];
  const close = sourceCode.getTokenAfter(specifier, ({ value }) => value === '}');
  return first && close ? { range: [first.range[1], close.range[1]], text: '' } : undefined;
}

/** Takes out a statement, with its line when nothing else is on it. */
function withoutStatement(sourceCode: TSESLint.SourceCode, statement: TSESTree.Node): TextEdit | undefined {
  const next = sourceCode.getTokenAfter(statement);
  const isRisky = sourceCode.getLastToken(statement)?.value !== ';' && /^[([`+\-/*]/u.test(next?.value ?? '');
  if (isRisky) {
    return undefined;
  }
  const [start, end] = statement.range;
  const line = /^[\t ]*\r?\n/u.exec(sourceCode.text.slice(end))?.[0] ?? '';
  return { range: [start, end + line.length], text: '' };
}
