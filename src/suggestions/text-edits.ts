import type { TSESLint, TSESTree } from '@typescript-eslint/utils';

/** A piece of the file and what takes its place. */
export interface TextEdit {
  readonly range: Readonly<TSESTree.Range>;
  readonly text: string;
}

/**
 * A copy of a piece of the file for another place.
 *
 * @param edits edits of the file; those within the range are made in the copy
 * @param indent what every line of the copy but the first is moved by; the content of template literals stays as it is
 */
export function copiedSource(
  sourceCode: TSESLint.SourceCode,
  range: Readonly<TSESTree.Range>,
  edits: readonly TextEdit[],
  indent = '',
): string {
  const [start, end] = range;
  const inside = edits.filter((edit) => start <= edit.range[0] && edit.range[1] <= end);
  const all = [...inside];
  for (const indentation of indent === '' ? [] : indentations(sourceCode, range, indent)) {
    const [at] = indentation.range;
    // A line that goes away is not moved, though the one behind it is.
    if (!inside.some((edit) => edit.range[0] <= at && at < edit.range[1])) {
      all.push(indentation);
    }
  }
  all.sort((a, b) => a.range[0] - b.range[0] || a.range[1] - b.range[1]);

  let copy = '';
  let position = start;
  for (const edit of all) {
    if (edit.range[0] >= position) {
      copy += sourceCode.text.slice(position, edit.range[0]) + edit.text;
      position = edit.range[1];
    }
  }
  return copy + sourceCode.text.slice(position, end);
}

function* indentations(
  sourceCode: TSESLint.SourceCode,
  [start, end]: Readonly<TSESTree.Range>,
  indent: string,
): Generator<TextEdit> {
  const firstLine = sourceCode.getLocFromIndex(start).line;
  const lastLine = sourceCode.getLocFromIndex(end).line;
  const untouchable = sourceCode.ast.tokens.filter((token) => token.type === 'Template' || token.type === 'JSXText');
  for (let line = firstLine + 1; line <= lastLine; line += 1) {
    const at = sourceCode.getIndexFromLoc({ line, column: 0 });
    const isEmpty = sourceCode.lines[line - 1]?.trim() === '';
    if (!isEmpty && !untouchable.some((token) => token.range[0] < at && at < token.range[1])) {
      yield { range: [at, at], text: indent };
    }
  }
}
