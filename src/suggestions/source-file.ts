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

/** A file of thousands of reports is looked through once, not for each of them. */
const known = new WeakMap<TSESLint.SourceCode, { path: string; file: SourceFile }[]>();

/**
 * @param services undefined when linted without types
 * @param path where the file is; asked only when the parser does not tell, as oxlint's
 */
export function sourceFileOf(
  sourceCode: TSESLint.SourceCode,
  services: ParserServicesWithTypeInformation | undefined,
  path = '',
): SourceFile {
  const ofFile = known.get(sourceCode) ?? [];
  const same = ofFile.find((one) => one.file.services === services && one.path === path);
  if (same !== undefined) {
    return same.file;
  }
  const file = newSourceFile(sourceCode, services, path);
  known.set(sourceCode, [...ofFile, { path, file }]);
  return file;
}

function newSourceFile(
  sourceCode: TSESLint.SourceCode,
  services: ParserServicesWithTypeInformation | undefined,
  path: string,
): SourceFile {
  const { body } = sourceCode.ast;
  return {
    sourceCode,
    services,
    isTyped: isTypeScript(sourceCode, path),
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

function isTypeScript({ ast, parserServices }: TSESLint.SourceCode, path: string): boolean {
  // typescript-eslint knows the name of what it parses, with types or without: that of a block, when it stands in a page.
  const file = parserServices?.esTreeNodeToTSNodeMap?.get(ast);
  const name = file === undefined ? path : file.fileName;
  if (/\.[cm]?[jt]sx?$/.test(name)) {
    return /\.[cm]?tsx?$/.test(name);
  }
  // Only a tree for TypeScript tells whether a variable is only declared.
  return ast.body.some((statement) => statement.type === T.VariableDeclaration && 'declare' in statement);
}
