import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter } from 'eslint';

import plugin from '../../src/index.ts';

/** Lints files of a folder on the disk as a user would: with the types of its `tsconfig.json`, and these rules alone. */
export async function lintFolder(
  folder: string,
  rules: Linter.RulesRecord,
  paths: readonly string[],
): Promise<ESLint.LintResult[]> {
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: {
      files: ['**/*.ts'],
      plugins: { 'async-resources': plugin },
      languageOptions: { parser, parserOptions: { projectService: true, tsconfigRootDir: folder } },
      rules,
    },
  });
  return await eslint.lintFiles([...paths]);
}
