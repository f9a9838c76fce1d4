import type { TSESTree } from '@typescript-eslint/utils';

import { commentedStatement, commentsOutside, hidesTypeErrors } from './comments.ts';
import { braced } from './layout.ts';
import { awaits } from './load-time.ts';
import type { ModuleBinding } from './module-binding.ts';
import { lossOnMove } from './narrowing.ts';
import type { SourceFile } from './source-file.ts';
import { copiedSource, type TextEdit } from './text-edits.ts';

/** What a module does to make a binding's value, which is to move into a function. */
export interface Making {
  readonly binding: ModuleBinding;
  /** The statements that follow its declaration and act on it. */
  readonly setUps: readonly TSESTree.ExpressionStatement[];
  /** Whether its own code waits for something. */
  readonly awaits: boolean;
  /** Whether a function declaration would lose what TypeScript knows at this place. */
  readonly needsArrow: boolean;
}

/** @returns undefined when it would mean something else, or not compile, inside a function */
export function makingOf(
  binding: ModuleBinding,
  setUps: readonly TSESTree.ExpressionStatement[],
  file: SourceFile,
): Making | undefined {
  const { sourceCode } = file;
  const loss = lossOnMove([binding.initialiser, ...setUps], file);
  if (loss === 'meaning' || [binding.statement, ...setUps].some((one) => hidesTypeErrors(sourceCode, one))) {
    return undefined;
  }
  return {
    binding,
    setUps,
    awaits: [binding.initialiser, ...setUps].some((node) => awaits(sourceCode, node)),
    needsArrow: loss === 'narrowing',
  };
}

/**
 * The body of a function that makes the value and returns it.
 *
 * @param edits edits of the file, of which those in the moved code are made on the way
 */
export function makingBody(
  { binding, setUps }: Making,
  file: SourceFile,
  edits: readonly TextEdit[],
): readonly string[] {
  const { sourceCode, layout } = file;
  const value = initialiserCode(binding, file, edits);
  if (setUps.length === 0) {
    return [`return ${value}${layout.semicolon}`];
  }
  const type = binding.annotation && `: ${sourceCode.getText(binding.annotation)}`;
  // Within the function the value goes by its old name, so that the statements stay what they are.
  return [
    `const ${binding.name}${type ?? ''} = ${value}${layout.semicolon}`,
    ...setUps.map((one) => copiedSource(sourceCode, commentedStatement(sourceCode, one).range, edits, layout.indent)),
    `return ${binding.name}${layout.semicolon}`,
  ];
}

/** The initialiser, moved into a function's body. */
export function initialiserCode(binding: ModuleBinding, file: SourceFile, edits: readonly TextEdit[]): string {
  return copiedSource(file.sourceCode, binding.initialiser.range, edits, file.layout.indent);
}

/** The head of a function to be written. */
export interface FunctionHead {
  readonly export: '' | 'export ' | 'export default ';
  readonly isAsync: boolean;
  readonly isArrow: boolean;
  readonly name: string;
  readonly parameters: string;
  /** Undefined where it is left to inference, as in JavaScript. */
  readonly returns: string | undefined;
}

export function functionCode(head: FunctionHead, body: readonly string[], { layout, isTyped }: SourceFile): string {
  const returns = isTyped && head.returns !== undefined ? `: ${head.returns}` : '';
  const isAsync = head.isAsync ? 'async ' : '';
  if (head.isArrow) {
    const arrow = `${head.export}const ${head.name} = ${isAsync}(${head.parameters})${returns} =>`;
    const value = body.length === 1 ? /^return (?!\{)([^]*?);?$/.exec(body[0] ?? '')?.[1] : undefined;
    return (value === undefined ? braced(arrow, body, layout) : `${arrow} ${value}`) + layout.semicolon;
  }
  return braced(`${head.export}${isAsync}function ${head.name}(${head.parameters})${returns}`, body, layout);
}

/**
 * The edit that puts new code in the place of a binding's statement, with the statement's comments above it.
 *
 * @param first what goes above the comments
 * @param rest what the comments are about, one piece of code after the other
 */
export function statementEdit(
  { statement, initialiser, annotation }: ModuleBinding,
  first: readonly string[],
  rest: readonly string[],
  { sourceCode, layout }: SourceFile,
): TextEdit {
  const { range, above, behind } = commentedStatement(sourceCode, statement);
  const copied = [initialiser.range, ...(annotation === undefined ? [] : [annotation.range])];
  const loose = [...commentsOutside(sourceCode, statement, copied), ...behind];
  const comments = loose.map((comment) => sourceCode.getText(comment as never) + layout.newline).join('');
  const { newline } = layout;
  const gap = newline + newline;
  const code = [...first, above + comments + rest.join(gap)].join(gap);
  // Functions stand apart from what surrounds them.
  const isClose = /\S[ \t]*\r?\n?[ \t]*$/.test(sourceCode.text.slice(0, range[0]));
  const isFollowed = /^[ \t]*\r?\n[ \t]*\S/.test(sourceCode.text.slice(range[1]));
  return { range, text: (isClose ? newline : '') + code + (isFollowed ? newline : '') };
}

/** The edits that take the moved statements away, with their lines. */
export function removalEdits(
  setUps: readonly TSESTree.ExpressionStatement[],
  { sourceCode }: SourceFile,
): readonly TextEdit[] {
  return setUps.map((setUp) => {
    let [start, end] = commentedStatement(sourceCode, setUp).range;
    const { text } = sourceCode;
    end += /^[ \t]*(?:\r?\n)?/.exec(text.slice(end))?.[0].length ?? 0;
    // One blank line is enough where there were two, and none at the end.
    const before = /(?:\r?\n)(\r?\n)$/.exec(text.slice(0, start))?.[1];
    if (before !== undefined && /^(?:\r?\n|$)/.test(text.slice(end))) {
      start -= before.length;
    }
    return { range: [start, end], text: '' };
  });
}
