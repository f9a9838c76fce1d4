import { AST_NODE_TYPES as T, type ParserServicesWithTypeInformation, type TSESLint } from '@typescript-eslint/utils';

import { type Layout, layoutOf } from './layout.ts';
import { LoadTime } from './load-time.ts';

/** The linted file, as far as an edit depends on it. */
export interface SourceFile {
  readonly sourceCode: TSESLint.SourceCode;
  /** TypeScript's view of it, undefined when linted without types. */
  readonly services: ParserServicesWithTypeInformation | undefined;
  /** Whether types can be written in it. */
  readonly isTyped: boolean;
  /** Whether it exports with `export`, rather than with `module.exports`. */
  readonly isModule: boolean;
  readonly layout: Layout;
  readonly loadTime: LoadTime;
}

export function sourceFileOf(
  sourceCode: TSESLint.SourceCode,
  services: ParserServicesWithTypeInformation | undefined,
): SourceFile {
  const { body } = sourceCode.ast;
  return {
    sourceCode,
    services,
    isTyped: isTypeScript(sourceCode),
    isModule: body.some(({ type }) => type === T.ImportDeclaration || type.startsWith('Export')),
    layout: layoutOf(sourceCode),
    loadTime: new LoadTime(sourceCode),
  };
}

/** A JavaScript file whose types TypeScript checks: types belong into comments there, which we do not write. */
export function isCheckedJavaScript({ isTyped, sourceCode, services }: SourceFile): boolean {
  return (
    !isTyped &&
    (services?.program.getCompilerOptions().checkJs === true ||
      sourceCode.getAllComments().some(({ value }) => /^\s*@ts-check\b/.test(value)))
  );
}

function isTypeScript({ ast, parserServices }: TSESLint.SourceCode): boolean {
  // typescript-eslint knows the file's name, with types or without.
  const file = parserServices?.esTreeNodeToTSNodeMap?.get(ast);
  if (file !== undefined) {
    return /\.[cm]?tsx?$/.test(file.fileName);
  }
  // Only a tree for TypeScript tells whether a variable is only declared.
  return ast.body.some((statement) => statement.type === T.VariableDeclaration && 'declare' in statement);
}
