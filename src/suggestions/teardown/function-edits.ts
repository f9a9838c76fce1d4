import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FunctionNode } from '../../ast/expressions.ts';
import { commentedStatement, commentsOutside } from '../comments.ts';
import type { SourceFile } from '../source-file.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import { mayBePromise } from '../../types/checked-types.ts';
import { indented, indentOf } from './statements.ts';

/**
 * The edit that lets a function wait.
 *
 * @returns none when it can already; undefined when its type, or the way in which it is called, does not allow it
 */
export function asyncEdits(node: FunctionNode, { sourceCode }: SourceFile): readonly TextEdit[] | undefined {
  if (node.async) {
    return [];
  }
  if (node.generator || node.returnType !== undefined) {
    return undefined;
  }
  const { parent } = node;
  const isMethod = parent.type === T.Property && parent.value === node && parent.method;
  const start = isMethod ? parent.range[0] : node.range[0];
  const isGetter = parent.type === T.MethodDefinition || (parent.type === T.Property && parent.kind !== 'init');
  const first = sourceCode.getFirstToken(node);
  return isGetter || first === null ? undefined : [{ range: [start, start], text: 'async ' }];
}

/** The edit that adds a parameter as the last one. */
export function parameterEdit(node: FunctionNode, text: string, { sourceCode }: SourceFile): TextEdit | undefined {
  const last = node.params.at(-1);
  const open = sourceCode.getFirstToken(node, ({ value }) => value === '(');
  if (last === undefined) {
    return open === null ? undefined : { range: [open.range[1], open.range[1]], text };
  }
  const isBare = open === null || open.range[0] > last.range[0];
  return isBare
    ? { range: last.range, text: `(${sourceCode.getText(last)}, ${text})` }
    : { range: [last.range[1], last.range[1]], text: `, ${text}` };
}

/** What a function does, one thing after the other: its statements, or the expression that is its body. */
export function stepsOf({ body }: FunctionNode): readonly TSESTree.Node[] {
  return body.type === T.BlockStatement ? body.body : [body];
}

/**
 * The edits that put lines into the body of a function.
 *
 * @param index before which of its steps; behind the last one when there are no more
 * @returns undefined when a comment would be lost
 */
export function bodyEdits(
  node: FunctionNode,
  index: number,
  lines: readonly string[],
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const { sourceCode, layout } = file;
  const { body } = node;
  const indent = indentOf(node, file);
  const inner = indent + layout.indent;
  if (body.type !== T.BlockStatement) {
    return conciseEdits(node, index, lines, file);
  }
  const open: number = body.range[0] + 1;
  const close = body.range[1] - 1;
  const steps = body.body;
  const last = steps.at(-1);
  if (last === undefined) {
    const isEmpty = sourceCode.getCommentsInside(body).length === 0;
    const at = isEmpty ? open : close;
    const text = isEmpty ? indented(lines, inner, file) + layout.newline + indent : closing(lines, file, indent);
    return [{ range: [at, close], text }];
  }
  if (body.loc.start.line === body.loc.end.line) {
    const at = steps[index]?.range[0] ?? last.range[1];
    return [{ range: [at, at], text: steps[index] ? `${lines.join(' ')} ` : ` ${lines.join(' ')}` }];
  }
  const next = steps[index];
  if (next === undefined) {
    // Behind the comments at the end of the body, too.
    const end = sourceCode.getTokenBefore(sourceCode.getLastToken(body) as never, { includeComments: true });
    const at = end?.range[1] ?? last.range[1];
    return [{ range: [at, at], text: indented(lines, indentOf(last, file), file) }];
  }
  const [at] = commentedStatement(sourceCode, next).range;
  const own = indentOf(next, file);
  return [{ range: [at, at], text: lines.map((line) => line + layout.newline + own).join('') }];
}

function closing(lines: readonly string[], file: SourceFile, indent: string): string {
  return lines.map((line) => file.layout.indent + line + file.layout.newline + indent).join('');
}

/** `() => pool.end()` becomes a block. */
function conciseEdits(
  node: FunctionNode,
  index: number,
  lines: readonly string[],
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const step = conciseStep(node, file);
  const edit =
    step === undefined
      ? undefined
      : blockEdit(node, index === 0 ? [...lines, step] : [step, ...lines], [node.body.range], file);
  return edit && [edit];
}

/**
 * The expression that is the body of a function, as a statement of a block.
 *
 * @param indent what its further lines are moved by beside what the block moves them
 * @returns undefined when it cannot stand at the beginning of a line
 */
export function conciseStep({ body, loc }: FunctionNode, file: SourceFile, indent = ''): string | undefined {
  const { sourceCode, layout } = file;
  const isOdd = /^(?:\{|function\b|class\b)/u.test(sourceCode.getText(body)) || needsGuard(body, file);
  const isMultiline = body.loc.start.line > loc.start.line;
  const own = copiedSource(sourceCode, body.range, [], indent + (isMultiline ? '' : layout.indent));
  const step = `${waitsFor(body as TSESTree.Expression, file) ? 'await ' : ''}${own}${layout.semicolon}`;
  return isOdd ? undefined : step;
}

/**
 * The edit that writes a block in place of the expression that is the body of a function.
 *
 * @param copied what of the expression the block holds
 * @returns undefined when a comment would be lost
 */
export function blockEdit(
  node: FunctionNode,
  lines: readonly string[],
  copied: readonly Readonly<TSESTree.Range>[],
  file: SourceFile,
): TextEdit | undefined {
  const { sourceCode, layout } = file;
  const arrow = sourceCode.getTokenBefore(node.body, ({ value }) => value === '=>');
  if (arrow === null || commentsOutside(sourceCode, node, [[node.range[0], arrow.range[1]], ...copied]).length > 0) {
    return undefined;
  }
  const indent = indentOf(node, file);
  const text = indented(lines, indent + layout.indent, file) + layout.newline + indent;
  return { range: [arrow.range[1], node.range[1]], text: ` {${text}}` };
}

/** Whether an expression that a runner waited for, as it was returned, has to be waited for as a statement. */
function waitsFor(node: TSESTree.Expression, { services }: SourceFile): boolean {
  const isCall = node.type === T.CallExpression || node.type === T.ChainExpression || node.type === T.NewExpression;
  return isCall && (services === undefined || mayBePromise(node, services));
}

/** Without semicolons, a line that begins so would go on with the line before it. */
function needsGuard(node: TSESTree.Node, { sourceCode, layout }: SourceFile): boolean {
  return layout.semicolon === '' && /^[([`/+-]/u.test(sourceCode.getText(node));
}
