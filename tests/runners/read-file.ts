import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';

import type { FileView } from '../../src/ast/file-view.ts';
import type { RunnerCall } from '../../src/runners/runner.ts';
import { type RunnerSettings, TestFile } from '../../src/runners/test-file.ts';
import { linkedView } from '../../src/types/project.ts';
import { typeServices } from '../../src/types/services.ts';
import type { LintedFile } from '../support/prove-suggestion.ts';
import { pathOf, programOf, typesFolder } from '../support/type-host.ts';

export interface ReadFile extends Partial<LintedFile> {
  readonly settings?: RunnerSettings;
  /** Globals that the ESLint configuration declares. */
  readonly globals?: Linter.Globals;
}

/** A file as a rule sees it. Without types, unless the case says otherwise. */
export function viewOf(
  code: string,
  { filename = 'app/db.test.ts', others, compilerOptions, untyped = true, sourceType, globals }: ReadFile = {},
): FileView {
  const views: FileView[] = [];
  const rule: Rule.RuleModule = {
    create(context) {
      const services = typeServices(context as never, untyped ? 'none' : 'optional');
      views.push(linkedView(context.sourceCode as never, context.physicalFilename, services));
      return {};
    },
  };
  const programs = untyped ? [] : [programOf({ ...others, [filename]: code }, compilerOptions)];
  const messages = new Linter({ cwd: typesFolder }).verify(
    code,
    {
      files: ['**/*.{js,jsx,cjs,mjs,ts,tsx,cts,mts}'],
      plugins: { test: { rules: { rule } } },
      rules: { 'test/rule': 'error' },
      languageOptions: {
        globals: globals ?? {},
        ...(sourceType ? { sourceType } : { parser, parserOptions: untyped ? {} : { programs } }),
      },
    },
    { filename: pathOf(filename) },
  );
  const [view] = views;
  if (view === undefined) {
    throw new Error(messages[0]?.message ?? 'Not linted.');
  }
  return view;
}

export function readFile(code: string, options: ReadFile = {}): TestFile {
  return new TestFile(viewOf(code, options), options.settings ?? {});
}

/** Each call as `line name: what it is (runners, how it was reached)`. */
export function callsIn(code: string, options: ReadFile = {}): readonly string[] {
  return readFile(code, options).calls.map(spoken);
}

function spoken({ node, name, does, runners, reached }: RunnerCall): string {
  const kind =
    does.is === 'hook' ? `${does.when} ${does.every}${does.onlyOnSuccess === true ? ' on success' : ''}` : does.is;
  return `${node.loc.start.line} ${name}: ${kind} (${runners.map((one) => one.name).join(', ')}; ${reached})`;
}
