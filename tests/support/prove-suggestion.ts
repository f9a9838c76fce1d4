import { deepStrictEqual, ok } from 'node:assert/strict';
import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import type * as ts from 'typescript';
import { flattenDiagnosticMessageText } from 'typescript';

import { pathOf, programOf, typesFolder, type VirtualFiles } from './type-host.ts';

/** A file to be linted. */
export interface LintedFile {
  /** Path below `tests/fixtures/types/`; its ending says the language. */
  readonly filename: string;
  readonly code: string;
  /** Other files of the program. */
  readonly others?: VirtualFiles;
  /** Compiler options that differ from those of the fixture's `tsconfig.json`. */
  readonly compilerOptions?: ts.CompilerOptions;
  /** Lint without types, though TypeScript still proves the result. */
  readonly untyped?: boolean;
  readonly sourceType?: 'commonjs' | 'module' | 'script';
}

/** Lints a file, and gives what is reported. */
export type RuleRunner = (file: LintedFile) => readonly Linter.LintMessage[];

/** A suggestion that was offered for a file. */
export interface OfferedSuggestion {
  readonly file: LintedFile;
  /** The report that offers it. */
  readonly report: Linter.LintMessage;
  /** The file with the suggestion applied. */
  readonly output: string;
}

/**
 * Runs rules on a file, with or without the types of the fixture's program.
 *
 * @param rules by the names under which they are to report
 */
export function ruleRunner(
  rules: Readonly<Record<string, unknown>>,
  options: { readonly settings?: Record<string, unknown>; readonly rules?: Linter.RulesRecord } = {},
): RuleRunner {
  const names = Object.keys(rules);
  const plugin = { rules: rules as Record<string, Rule.RuleModule> };
  const known = new WeakMap<LintedFile, readonly Linter.LintMessage[]>();
  const lint = ({ filename, code, others, compilerOptions, untyped, sourceType }: LintedFile) => {
    const isPlain = sourceType !== undefined && sourceType !== 'module';
    const programs = untyped === true ? [] : [programOf({ ...others, [filename]: code }, compilerOptions)];
    const parserOptions = untyped === true ? {} : { programs };
    const config: Linter.Config = {
      files: ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}'],
      plugins: { proof: plugin },
      rules: options.rules ?? Object.fromEntries(names.map((name) => [`proof/${name}`, 'error'])),
      settings: options.settings ?? {},
      languageOptions: isPlain ? { sourceType } : { parser, parserOptions },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    };
    const messages = new Linter({ cwd: typesFolder }).verify(code, [config], { filename: pathOf(filename) });
    ok(
      messages.every(({ ruleId }) => ruleId !== null),
      `Not linted: ${messages[0]?.message ?? ''}\n\n${code}`,
    );
    return messages;
  };
  // All suggestions of a file are proved against the same reports.
  return (file) => remembered(known, file, lint);
}

/** The file with a suggestion of a report applied. */
export function applied(code: string, fix: Rule.Fix): string {
  return code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]);
}

/**
 * Asserts what every suggestion promises: the result parses, TypeScript finds nothing in it that it did not find before,
 * all comments are there, and linting it no longer gives the report and gives no other.
 *
 * @throws an assertion error that says which promise is broken, and shows the result
 */
export function proveSuggestion({ file, report, output }: OfferedSuggestion, run: RuleRunner): void {
  const after: LintedFile = { ...file, code: output };
  const promise = (text: string): string => `${text} in the result of a suggestion:\n\n${output}`;
  const before = run(file);
  const now = run(after);
  deepStrictEqual(added(remembered(errorsOf, file, typeErrors), typeErrors(after)), [], promise('New type errors'));
  deepStrictEqual(comments(output), comments(file.code), promise('Other comments'));

  const countIn = (all: readonly string[]): number => all.filter((one) => one === textOf(report)).length;
  ok(countIn(now.map(textOf)) < countIn(before.map(textOf)), promise(`Still reported (${report.message})`));
  deepStrictEqual(added(before.map(textOf), now.map(textOf)), [], promise('New reports'));
}

/** Every suggestion of every report, proved. */
export function proveSuggestions(file: LintedFile, run: RuleRunner): readonly OfferedSuggestion[] {
  const offered = run(file).flatMap((report) =>
    (report.suggestions ?? []).map(({ fix }) => ({ file, report, output: applied(file.code, fix) })),
  );
  for (const one of offered) {
    proveSuggestion(one, run);
  }
  return offered;
}

const errorsOf = new WeakMap<LintedFile, readonly string[]>();

/** What TypeScript says about a file: syntax, types, and what its declarations could not say. */
function typeErrors({ filename, code, others, compilerOptions }: LintedFile): readonly string[] {
  const program = programOf({ ...others, [filename]: code }, compilerOptions);
  const file = program.getSourceFile(pathOf(filename));
  const isTypeScript = /\.[cm]?tsx?$/.test(filename);
  const found = [
    ...program.getSyntacticDiagnostics(file),
    ...program.getSemanticDiagnostics(file),
    ...(isTypeScript ? program.getDeclarationDiagnostics(file) : []),
  ];
  return found.map(
    ({ code: number, messageText }) => `TS${number}: ${flattenDiagnosticMessageText(messageText, '\n')}`,
  );
}

/** The comments of a file, sorted, as moving one is fine. How far their lines are indented does not matter either. */
function comments(code: string): readonly string[] {
  const { comments: found } = parser.parse(code, {
    comment: true,
    range: true,
    loc: true,
    ecmaFeatures: { jsx: true },
  });
  return found.map(({ value }) => value.replaceAll(/\r?\n\s*/g, '\n')).sort();
}

/** A report without the lines it speaks of: they move. */
function textOf({ ruleId, message }: Linter.LintMessage): string {
  return `${ruleId ?? ''}: ${message.replaceAll(/\bline \d+/g, 'line')}`;
}

/** What is more often in the second list than in the first. */
function added(before: readonly string[], after: readonly string[]): readonly string[] {
  const left = [...before];
  return after.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) {
      left.splice(index, 1);
    }
    return index < 0;
  });
}

function remembered<Result>(
  results: WeakMap<LintedFile, Result>,
  file: LintedFile,
  make: (file: LintedFile) => Result,
): Result {
  let result = results.get(file);
  if (result === undefined) {
    result = make(file);
    results.set(file, result);
  }
  return result;
}
