import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FunctionNode } from '../../ast/expressions.ts';
import { commentedStatement } from '../comments.ts';
import type { SourceFile } from '../source-file.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import { bodyEdits, conciseStep, blockEdit, stepsOf } from './function-edits.ts';
import { isRelease } from './release-order.ts';
import { indented, indentOf, isOnOneLine } from './statements.ts';

/**
 * The edits that put a release into the body of a teardown, so that it runs when a release before it throws, and the
 * releases behind it run when it does.
 *
 * @param index before which of its steps
 * @param steps edits of the steps that are there
 * @returns undefined when a comment would be lost, or a name would no longer reach its uses
 */
export function bodyEditsInTurn(
  callback: FunctionNode,
  index: number,
  release: string,
  steps: readonly TextEdit[],
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const all = stepsOf(callback);
  const head = all.slice(0, index);
  const tail = all.slice(index);
  const [follows, precedes] = [head.some(isRelease), tail.some(isRelease)];
  if (!follows && !precedes) {
    const body = bodyEdits(callback, index, [release], file);
    return body && [...steps, ...body];
  }
  if (callback.body.type !== T.BlockStatement) {
    const step = conciseStep(callback, file, file.layout.indent);
    if (step === undefined) {
      return undefined;
    }
    const lines = follows ? inTurn([step], [release], file) : inTurn([release], [step], file);
    const edit = blockEdit(callback, lines, [callback.body.range], file);
    return edit && [edit];
  }
  const isTorn = follows && tail.length > 0 && head.some(declares);
  if (isOnOneLine(callback.body) || isTorn) {
    return undefined;
  }
  const { body } = callback;
  const first = commentedStatement(file.sourceCode, (follows ? head[0] : tail[0]) ?? body).range;
  const behind = file.sourceCode.getLastToken(body);
  const last = behind && file.sourceCode.getTokenBefore(behind, { includeComments: true });
  const middle = tail[0] === undefined ? last?.range[1] : commentedStatement(file.sourceCode, tail[0]).range[0];
  if (last == null || middle === undefined) {
    return undefined;
  }
  const copy = (from: number, to: number, depth: number): string =>
    copiedSource(file.sourceCode, [from, to], steps, file.layout.indent.repeat(depth)).trimEnd();
  const range: TSESTree.Range = [follows ? first[0] : middle, precedes ? last.range[1] : middle];
  const inner = precedes ? inTurn([release], [copy(middle, last.range[1], follows ? 2 : 1)], file) : [release];
  const lines = follows ? inTurn([copy(first[0], middle, 1)], inner, file) : inner;
  const own = indentOf(head[0] ?? tail[0] ?? body, file);
  const text = indented(lines, own, file).slice(file.layout.newline.length + own.length);
  const rest = tail.length > 0 && !precedes ? file.layout.newline + own : '';
  const outside = steps.filter((edit) => edit.range[1] <= range[0] || range[1] <= edit.range[0]);
  return [...outside, { range, text: text + rest }];
}

/** What runs first, in a `try`, and what runs whatever becomes of it. */
function inTurn(first: readonly string[], then: readonly string[], { layout: { indent } }: SourceFile): string[] {
  const inner = (lines: readonly string[]): readonly string[] => lines.map((line) => indent + line);
  return ['try {', ...inner(first), '} finally {', ...inner(then), '}'];
}

function declares({ type }: TSESTree.Node): boolean {
  return type.endsWith('Declaration');
}
