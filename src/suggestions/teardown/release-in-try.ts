import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../../ast/expressions.ts';
import { isReleaseAwaited } from '../release-code.ts';
import { FreeNames } from '../names.ts';
import type { SourceFile } from '../source-file.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import type { Handle } from './handle.ts';
import { releaseStatement } from './release-text.ts';
import { endWithComments, indentOf, isOnOneLine, linesAfter, type ListedStatement, removalOf } from './statements.ts';
import { restOf, waitingEdits } from './waiting.ts';

/** A release that is to be written into the function that acquires. */
export interface ScopedRelease {
  readonly acquired: ListedStatement;
  /** Whether nobody minds when the function gives a promise. */
  readonly mayBecomeAsync: boolean;
  /** A release further down, which goes away. */
  readonly replaced?: TSESTree.Node | undefined;
}

/**
 * The edits that put what follows an acquisition into a `try` that releases.
 *
 * @param clause where it does: in every case, or only when something fails
 */
export function releaseInTry(
  handle: Handle,
  { acquired, mayBecomeAsync, replaced }: ScopedRelease,
  clause: 'catch' | 'finally',
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const owner = enclosingFunction(acquired.statement);
  const rest = restOf(acquired);
  const isAwaited = isReleaseAwaited(handle.release);
  // What is returned is in the hands of the caller, whatever becomes of it.
  const returning = clause === 'finally' ? rest : [];
  const error = clause === 'catch' ? new FreeNames(file.sourceCode).take('error', 'cause', 'reason') : '';
  const waits = owner && waitingEdits(owner, returning, isAwaited, mayBecomeAsync, file);
  // Functions can be called before they are declared, though not from outside of a block.
  const declares = rest.some(({ type }) => type === T.FunctionDeclaration);
  if (waits === undefined || error === undefined || acquired.block.type !== T.BlockStatement || declares) {
    return undefined;
  }
  const statement = releaseStatement(handle, false, file);
  if (rest.every((one) => one === replaced)) {
    return rest.length === 0 ? [...waits, linesAfter(acquired, [statement], file)] : undefined;
  }
  const range = rangeOfRest(acquired, file);
  if (range === undefined) {
    return undefined;
  }
  const [start, end] = range;
  const { layout, sourceCode } = file;
  const isInside = (edit: TextEdit): boolean => start <= edit.range[0];
  const removal = replaced ? [within(removalOf(replaced, file), range)] : [];
  const body = copiedSource(sourceCode, range, [...removal, ...waits.filter(isInside)], layout.indent).trimEnd();
  const head = clause === 'finally' ? '} finally {' : `} catch (${error}) {`;
  const last = clause === 'finally' ? [] : [`${layout.indent}throw ${error}${layout.semicolon}`];
  const lines = ['try {', layout.indent + body, head, layout.indent + statement, ...last, '}'];
  const text = lines.join(layout.newline + indentOf(acquired.statement, file));
  return [...waits.filter((edit) => !isInside(edit)), { range: [start, end], text }];
}

/** What follows a statement in its block, with all comments; undefined where it stands on the same line. */
export function rangeOfRest({ statement, block }: ListedStatement, file: SourceFile): TSESTree.Range | undefined {
  const { sourceCode } = file;
  const behind = endWithComments(statement, file);
  const start = behind + (/^\s*/.exec(sourceCode.text.slice(behind))?.[0].length ?? 0);
  const close = sourceCode.getLastToken(block);
  const end = close && sourceCode.getTokenBefore(close, { includeComments: true })?.range[1];
  const isApart = !isOnOneLine(block) && sourceCode.text.slice(behind, start).includes('\n');
  return end == null || !isApart ? undefined : [start, end];
}

/** A removal that takes no more than lies in a range. */
export function within({ range, text }: TextEdit, [start, end]: TSESTree.Range): TextEdit {
  return { range: [Math.max(range[0], start), Math.min(range[1], end)], text };
}
