import { AST_NODE_TYPES as T, type TSESLint } from '@typescript-eslint/utils';

/** How a file is laid out, so that new code looks like its own. */
export interface Layout {
  readonly indent: string;
  readonly semicolon: '' | ';';
  readonly newline: '\n' | '\r\n';
}

export function layoutOf(sourceCode: TSESLint.SourceCode): Layout {
  const indented = sourceCode.lines.find((line) => /^(?:\t| {2,8})[^\s*]/.test(line));
  const statement = sourceCode.ast.body.find(
    ({ type }) => type === T.VariableDeclaration || type === T.ImportDeclaration || type === T.ExpressionStatement,
  );
  return {
    indent: /^\s+/.exec(indented ?? '')?.[0] ?? '  ',
    semicolon: statement === undefined || sourceCode.getLastToken(statement)?.value === ';' ? ';' : '',
    newline: sourceCode.text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/**
 * A braced piece of code.
 *
 * @param head what stands before the brace
 * @param body lines without the indentation; a line may be copied code of several lines, of which the further ones are
 * indented already
 */
export function braced(head: string, body: readonly string[], layout: Layout): string {
  return [`${head} {`, ...body.map((line) => layout.indent + line), '}'].join(layout.newline);
}
