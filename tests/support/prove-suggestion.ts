import { deepStrictEqual, ok } from 'node:assert/strict';
import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import type * as ts from 'typescript';

import { applied, brokenPromises, type State, typeErrors } from '../../scripts/verify-suggestions/promises.js';
import { pathOf, programOf, type VirtualFiles } from './type-host.ts';
import { typeInformation } from './type-information.ts';

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
  const lint = (file: LintedFile) => {
    const { code, sourceType } = file;
    const isPlain = sourceType !== undefined && sourceType !== 'module';
    const { cwd, path, parserOptions } = typeInformation(file);
    const config: Linter.Config = {
      files: ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}'],
      plugins: { proof: plugin },
      rules: options.rules ?? Object.fromEntries(names.map((name) => [`proof/${name}`, 'error'])),
      settings: options.settings ?? {},
      languageOptions: isPlain ? { sourceType } : { parser, parserOptions },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    };
    const messages = new Linter({ cwd }).verify(code, [config], { filename: path });
    ok(
      messages.every(({ ruleId }) => ruleId !== null),
      `Not linted: ${messages[0]?.message ?? ''}\n\n${code}`,
    );
    return messages;
  };
  // All suggestions of a file are proved against the same reports.
  return (file) => remembered(known, file, lint);
}

/**
 * Asserts what every suggestion promises.
 *
 * @throws an assertion error that says which promises are broken, and shows the result
 */
export function proveSuggestion({ file, report, output }: OfferedSuggestion, run: RuleRunner): void {
  const broken = brokenPromises(stateOf(file, run), stateOf({ ...file, code: output }, run), report);
  deepStrictEqual(broken, [], `A suggestion breaks its promises: ${broken.join('; ')}\n\n${output}`);
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

/** All suggestions of a file are proved against the same errors. */
const errorsOf = new WeakMap<LintedFile, readonly string[]>();

function stateOf(file: LintedFile, run: RuleRunner): State {
  return { path: file.filename, code: file.code, messages: run(file), errors: remembered(errorsOf, file, errorsIn) };
}

function errorsIn({ filename, code, others, compilerOptions }: LintedFile): readonly string[] {
  return typeErrors(programOf({ ...others, [filename]: code }, compilerOptions), pathOf(filename));
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
