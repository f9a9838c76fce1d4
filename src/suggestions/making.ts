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
 * The edits that put new code in the place of a binding's statement, with the statement's comments above it, and take
 * the statements away that moved.
 *
 * @param first what goes above the comments
 * @param rest what the comments are about, one piece of code after the other
 * @param replaced statements that are replaced likewise
 */
export function statementEdits(
  { binding: { statement, initialiser, annotation }, setUps }: Making,
  first: readonly string[],
  rest: readonly string[],
  { sourceCode, layout: { newline } }: SourceFile,
  replaced: readonly TSESTree.Node[] = [],
): readonly TextEdit[] {
  const { range, above, behind } = commentedStatement(sourceCode, statement);
  const copied = [initialiser.range, ...(annotation === undefined ? [] : [annotation.range])];
  const loose = [...commentsOutside(sourceCode, statement, copied), ...behind];
  const comments = loose.map((comment) => sourceCode.getText(comment as never) + newline).join('');
  const gap = newline + newline;
  const code = [...first, above + comments + rest.join(gap)].join(gap);

  // Statements that follow one another go as one piece, those right behind the binding together with it.
  const pieces: TSESTree.Range[] = [[...range]];
  for (const setUp of setUps) {
    const [start, end] = commentedStatement(sourceCode, setUp).range;
    const last = pieces.at(-1);
    if (last !== undefined && sourceCode.text.slice(last[1], start).trim() === '') {
      last[1] = end;
    } else {
      pieces.push([start, end]);
    }
  }
  const [own = range, ...others] = pieces;
  // Functions stand apart from what surrounds them.
  const next = sourceCode.ast.body.find((one) => one.range[0] >= own[1]);
  const isClose = /\S[ \t]*\r?\n?[ \t]*$/.test(sourceCode.text.slice(0, own[0]));
  const isFollowed = /^[ \t]*\r?\n[ \t]*\S/.test(sourceCode.text.slice(own[1]));
  const text =
    (isClose ? newline : '') + code + (isFollowed && (next === undefined || !replaced.includes(next)) ? newline : '');
  return [{ range: own, text }, ...others.map((one) => removal(one, sourceCode.text))];
}

/** Takes whole lines away, and one of the blank lines around them. */
function removal([from, to]: Readonly<TSESTree.Range>, text: string): TextEdit {
  let start = from;
  const end = to + (/^[ \t]*(?:\r?\n)?/.exec(text.slice(to))?.[0].length ?? 0);
  const blank = /\n(\r?\n)$/.exec(text.slice(0, start))?.[1];
  if (blank !== undefined && /^(?:\r?\n|$)/.test(text.slice(end))) {
    start -= blank.length;
  }
  return { range: [start, end], text: '' };
}
