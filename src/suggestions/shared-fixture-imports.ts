import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import type { Layout } from './layout.ts';
import type { TextEdit } from './text-edits.ts';

/** A name of a module, and what it is to be called here. */
export interface ImportedAs {
  readonly exported: string;
  readonly local: string;
}

/** Changes to the imports of a file. */
export interface ImportChange {
  readonly removed: readonly TSESTree.ImportClause[];
  /** The module that more is imported from, with nothing for what it does alone. */
  readonly specifier: string;
  readonly added: readonly ImportedAs[];
  /** Comments to stand above the import, as they are written. */
  readonly comments: string;
}

/**
 * The edits that change a file's imports.
 *
 * @returns undefined when a comment in an import would be lost
 */
export function importEdits(
  { removed, specifier, added, comments }: ImportChange,
  sourceCode: TSESLint.SourceCode,
  { newline, semicolon }: Layout,
): readonly TextEdit[] | undefined {
  const declarations = sourceCode.ast.body.filter((one) => one.type === T.ImportDeclaration);
  const own = declarations.find((one) => one.source.value === specifier && takesNames(one));
  const changed = declarations.filter(
    (one) => one === own || one.specifiers.some((clause) => removed.includes(clause)),
  );
  if (changed.some((one) => sourceCode.getCommentsInside(one).length > 0)) {
    return undefined;
  }
  const edits = changed.map((declaration): TextEdit => {
    const left = declaration.specifiers.filter((clause) => !removed.includes(clause));
    const names = declaration === own ? added : [];
    return left.length + names.length === 0
      ? { range: wholeLine(declaration, sourceCode), text: '' }
      : { range: clauseRange(declaration, sourceCode), text: clauseText(left, names, sourceCode) };
  });
  if (own !== undefined) {
    return comments === '' ? edits : [...edits, { range: [own.range[0], own.range[0]], text: comments }];
  }
  const isThere = declarations.some((one) => one.source.value === specifier && one.importKind === 'value');
  if (added.length === 0 && isThere) {
    return edits;
  }
  const quote = /['"]/u.exec(declarations[0]?.source.raw ?? "'")?.[0] ?? "'";
  const names = added.length === 0 ? '' : `${clauseText([], added, sourceCode)} from `;
  const text = `${comments}import ${names}${quote}${specifier}${quote}${semicolon}`;
  const last = declarations.at(-1);
  const [start] = last?.range ?? [0];
  // Where the last import goes, the new one takes its place.
  const isReplaced = (edit: TextEdit): boolean => edit.text === '' && edit.range[0] === start;
  if (edits.some(isReplaced)) {
    return edits.map((edit) => (isReplaced(edit) ? { ...edit, text: text + newline } : edit));
  }
  const at = last === undefined ? 0 : last.range[1] + restOfLine(last, sourceCode).length;
  return [...edits, { range: [at, at], text: last === undefined ? text + newline : newline + text }];
}

/** A comment and white space behind a statement on its last line. */
function restOfLine({ range: [, end] }: TSESTree.Node, { text }: TSESLint.SourceCode): string {
  return /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n|$)/u.exec(text.slice(end))?.[0] ?? '';
}

function takesNames({ importKind, specifiers }: TSESTree.ImportDeclaration): boolean {
  return importKind === 'value' && specifiers.every(({ type }) => type !== T.ImportNamespaceSpecifier);
}

/** From the first name to the last, with the braces. */
function clauseRange(declaration: TSESTree.ImportDeclaration, sourceCode: TSESLint.SourceCode): TSESTree.Range {
  const [first, second] = sourceCode.getFirstTokens(declaration, 2);
  const from = sourceCode.getTokenBefore(declaration.source);
  const end = from && sourceCode.getTokenBefore(from);
  const start = declaration.importKind === 'type' ? (second?.range[1] ?? 0) + 1 : (first?.range[1] ?? 0) + 1;
  return [start, end?.range[1] ?? start];
}

function clauseText(
  left: readonly TSESTree.ImportClause[],
  added: readonly ImportedAs[],
  sourceCode: TSESLint.SourceCode,
): string {
  const byDefault = added.find(({ exported }) => exported === 'default');
  const outside = [
    ...(byDefault ? [byDefault.local] : []),
    ...left.filter(({ type }) => type !== T.ImportSpecifier).map((clause) => sourceCode.getText(clause)),
  ];
  const inside = [
    ...left.filter(({ type }) => type === T.ImportSpecifier).map((clause) => sourceCode.getText(clause)),
    ...added
      .filter((one) => one !== byDefault)
      .map(({ exported, local }) => (exported === local ? local : `${exported} as ${local}`)),
  ];
  return [...outside, ...(inside.length > 0 ? [`{ ${inside.join(', ')} }`] : [])].join(', ');
}

/** A statement with the rest of its last line, when nothing else stands there. */
export function wholeLine(statement: TSESTree.Node, { text }: TSESLint.SourceCode): TSESTree.Range {
  const [start, end] = statement.range;
  const lineEnd = /^[ \t]*(?:\r?\n|$)/u.exec(text.slice(end))?.[0].length ?? 0;
  return [start, end + lineEnd];
}
