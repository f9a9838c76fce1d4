import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, parentOf } from '../../ast/expressions.ts';
import { commentedStatement } from '../comments.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';

export type Block = TSESTree.BlockStatement | TSESTree.Program;

/** A statement in the list of statements that it is one of. */
export interface ListedStatement {
  readonly statement: TSESTree.Statement;
  readonly block: Block;
}

/**
 * The statement that a node belongs to.
 *
 * @returns undefined where no statement can be put beside it: in a `case`, in the concise body of a function
 */
export function statementAround(node: TSESTree.Node): ListedStatement | undefined {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.Program || outer.type === T.BlockStatement) {
      return { statement: inner as TSESTree.Statement, block: outer };
    }
    if (isFunction(outer) || outer.type === T.SwitchCase || outer.type === T.StaticBlock) {
      return undefined;
    }
    inner = outer;
  }
  return undefined;
}

/** What the line begins with on which a node does. */
export function indentOf({ loc }: TSESTree.Node, { sourceCode }: SourceFile): string {
  return /^\s*/.exec(sourceCode.lines[loc.start.line - 1] ?? '')?.[0] ?? '';
}

/** Whether a block with its braces stands on one line. */
export function isOnOneLine({ loc }: TSESTree.Node): boolean {
  return loc.start.line === loc.end.line;
}

/** Lines put behind a statement, and behind the comments at the end of its line. */
export function linesAfter(
  { statement, block }: ListedStatement,
  lines: readonly string[],
  file: SourceFile,
  gap = '',
): TextEdit {
  if (block.type === T.BlockStatement && isOnOneLine(block)) {
    return { range: [statement.range[1], statement.range[1]], text: ` ${lines.join(' ')}` };
  }
  const end = endWithComments(statement, file);
  // What stands apart from what is before it also does from what follows.
  const isFollowed = gap !== '' && /^[ \t]*\r?\n[ \t]*[^\s}]/u.test(file.sourceCode.text.slice(end));
  const code = indented(lines, indentOf(statement, file), file);
  return { range: [end, end], text: gap + code + (isFollowed ? gap : '') };
}

/** Where a statement ends, without a semicolon that stands at the beginning of the next line to guard it. */
export function endOf(statement: TSESTree.Node, { sourceCode }: Pick<SourceFile, 'sourceCode'>): number {
  const last = sourceCode.getLastToken(statement);
  const before = last?.value === ';' ? sourceCode.getTokenBefore(last) : null;
  const isGuard = last !== null && before !== null && before.loc.end.line < last.loc.start.line;
  return isGuard && before.range[0] >= statement.range[0] ? before.range[1] : statement.range[1];
}

/** Where a statement ends with the comments behind it on its line. */
export function endWithComments(statement: TSESTree.Node, file: SourceFile): number {
  const end = endOf(statement, file);
  return end < statement.range[1] ? end : commentedStatement(file.sourceCode, statement).range[1];
}

/** Lines put before a statement, and before the comments that belong to it. */
export function linesBefore(
  { statement, block }: ListedStatement,
  lines: readonly string[],
  file: SourceFile,
): TextEdit {
  if (block.type === T.BlockStatement && isOnOneLine(block)) {
    return { range: [statement.range[0], statement.range[0]], text: `${lines.join(' ')} ` };
  }
  const [start] = commentedStatement(file.sourceCode, statement).range;
  const indent = indentOf(statement, file);
  const { newline } = file.layout;
  return {
    range: [start, start],
    text: lines.map((line, index) => line + newline + (lines[index + 1] === '' ? '' : indent)).join(''),
  };
}

/** Lines, each on a line of its own. */
export function indented(lines: readonly string[], indent: string, { layout: { newline } }: SourceFile): string {
  return lines.map((line) => newline + (line === '' ? '' : indent + line)).join('');
}

/** A statement with the whole lines that it stands on, where nothing else does. */
export function removalOf(statement: TSESTree.Node, file: Pick<SourceFile, 'sourceCode'>): TextEdit {
  const { text } = file.sourceCode;
  const [start] = statement.range;
  const end = endOf(statement, file);
  const before = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start));
  const after = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  if (before === null || after === null) {
    const space = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
    return { range: [start, end + space], text: '' };
  }
  const from = start - (before[1]?.length ?? 0);
  let to = end + after[0].length;
  // One of the blank lines around it goes, too, and the one at the end of a block.
  const blankBefore = /\n(\r?\n)$/.exec(text.slice(0, from))?.[1]?.length ?? 0;
  const blankAfter = /^(\r?\n)/.exec(text.slice(to))?.[1]?.length ?? 0;
  if (blankBefore > 0 && /^\s*[})]/.test(text.slice(to))) {
    return { range: [from - blankBefore, to], text: '' };
  }
  const isFirst = /\{[ \t]*\r?\n$/.test(text.slice(0, from));
  to += blankBefore > 0 || isFirst ? blankAfter : 0;
  return { range: [from, to], text: '' };
}
