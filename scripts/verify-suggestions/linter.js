// @ts-check
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { PREFIX } from '../corpus/preset.js';

/** @typedef {(program: import('typescript').Program, file: string, code: string) => Linter.LintMessage[]} Lint */

/**
 * Lints files of a source with the types of a program. A file that does not parse has one fatal message.
 *
 * @param {import('./sources.js').Source} source
 * @param {import('../corpus/preset.js').Selection} selection
 * @returns {Lint}
 */
export function linterOf({ folder, overrides }, { plugin, rules, settings }) {
  const linter = new Linter({ cwd: folder });
  return (program, file, code) =>
    linter.verify(
      code,
      [
        {
          files: ['**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}'],
          plugins: { [PREFIX.slice(0, -1)]: plugin },
          languageOptions: { parser, parserOptions: { programs: [program] } },
          // What a project has silenced may be seen by the next one.
          linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
          settings,
          rules,
        },
        ...overrides,
      ],
      { filename: file },
    );
}
