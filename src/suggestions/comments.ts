import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** A top-level statement with the comments that belong to it. */
export interface CommentedStatement {
  /** From the first comment directly above to the last on its line. */
  readonly range: Readonly<TSESTree.Range>;
  /** The comments directly above, as they are written, up to the statement. */
  readonly above: string;
  /** The comments behind it on its last line. */
  readonly behind: readonly TSESTree.Comment[];
}

/** @returns the statement and the comments with no blank line between them and it */
export function commentedStatement(sourceCode: TSESLint.SourceCode, statement: TSESTree.Node): CommentedStatement {
  let [start, end] = statement.range;
  let { line } = statement.loc.start;
  for (const comment of sourceCode.getCommentsBefore(statement).toReversed()) {
    if (comment.loc.end.line < line - 1 || !isAlone(sourceCode, comment) || isAboutFile(comment)) {
      break;
    }
    [start] = comment.range;
    ({ line } = comment.loc.start);
  }
  const behind = sourceCode
    .getCommentsAfter(statement)
    .filter((comment) => comment.loc.start.line === statement.loc.end.line && isLastOfLine(sourceCode, comment));
  end = behind.at(-1)?.range[1] ?? end;
  return { range: [start, end], above: sourceCode.text.slice(start, statement.range[0]), behind };
}

/**
 * The comments of a statement that no copy of its parts would hold.
 *
 * @param copied the ranges that are copied
 */
export function commentsOutside(
  sourceCode: TSESLint.SourceCode,
  statement: TSESTree.Node,
  copied: readonly Readonly<TSESTree.Range>[],
): readonly TSESTree.Comment[] {
  return sourceCode
    .getCommentsInside(statement)
    .filter(({ range }) => !copied.some(([start, end]) => start <= range[0] && range[1] <= end));
}

/** Whether a comment tells TypeScript to overlook errors here; what it means does not survive a move. */
export function hidesTypeErrors(sourceCode: TSESLint.SourceCode, statement: TSESTree.Node): boolean {
  return [...sourceCode.getCommentsBefore(statement), ...sourceCode.getCommentsInside(statement)].some((comment) =>
    /@ts-(?:expect-error|ignore)\b/.test(comment.value),
  );
}

/** Nothing but white space stands before it on its line. */
function isAlone(sourceCode: TSESLint.SourceCode, comment: TSESTree.Comment): boolean {
  const before = sourceCode.lines[comment.loc.start.line - 1]?.slice(0, comment.loc.start.column);
  return before?.trim() === '';
}

function isLastOfLine(sourceCode: TSESLint.SourceCode, comment: TSESTree.Comment): boolean {
  const next = sourceCode.getTokenAfter(comment);
  return next === null || next.loc.start.line > comment.loc.end.line;
}

/** `#!`, `/// <reference>`, `// @ts-check`, `/* eslint-env *\/`, `@jest-environment`, licences: they must stay first. */
function isAboutFile(comment: TSESTree.Comment): boolean {
  return (
    (comment.type as string) === 'Shebang' ||
    /^\/\s*<|^\s*@ts-(?:no)?check\b|^\s*eslint(?:-(?:disable|enable|env))?(?:\s|$)|^\s*globals?\s|^!/.test(
      comment.value,
    ) ||
    /@(?:file(?:overview)?|license|module|packageDocumentation|vitest-environment|jest-environment)\b/.test(
      comment.value,
    )
  );
}
