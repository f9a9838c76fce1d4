import { basename, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { root } from '../support/markdown.ts';

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** ESLint 9 is installed beside ESLint 10, under another name. */
const eslint9: ts.CompilerOptions = {
  ...options,
  paths: {
    eslint: [join(root, 'node_modules/eslint9')],
    'eslint/config': [join(root, 'node_modules/eslint9/lib/types/config-api.d.ts')],
  },
};

const configs = {
  'by-define-config.ts': `
    import asyncResources from 'eslint-plugin-async-resources';
    import { defineConfig } from 'eslint/config';
    export default defineConfig(
      { plugins: { 'async-resources': asyncResources }, extends: ['async-resources/recommended'] },
      { files: ['**/*.ts'], extends: [asyncResources.configs.recommendedTypeChecked] },
      asyncResources.configs.strict,
      asyncResources.configs.strictTypeChecked,
      asyncResources.configs.all,
    );
  `,
  'by-tseslint.ts': `
    import asyncResources from 'eslint-plugin-async-resources';
    import tseslint from 'typescript-eslint';
    export default tseslint.config(tseslint.configs.base, asyncResources.configs.recommendedTypeChecked, {
      files: ['**/*.ts'],
      plugins: { 'async-resources': asyncResources },
      extends: [asyncResources.configs.strict],
    });
  `,
  'misspelt.ts': `
    import asyncResources from 'eslint-plugin-async-resources';
    export default asyncResources.configs.recomended;
  `,
};

/** The errors in configuration files of users, who get the types that are published. */
function errorsIn(texts: Readonly<Record<string, string>>, compilerOptions: ts.CompilerOptions) {
  const paths = new Map(Object.entries(texts).map(([name, text]) => [join(root, name), text]));
  const host = ts.createCompilerHost(compilerOptions);
  const { getSourceFile, fileExists } = host;
  host.getSourceFile = (path, language, ...rest) => {
    const text = paths.get(path);
    return text === undefined ? getSourceFile(path, language, ...rest) : ts.createSourceFile(path, text, language);
  };
  host.fileExists = (path) => paths.has(path) || fileExists(path);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([...paths.keys()], compilerOptions, host))
    .map(({ file, messageText }) => [
      basename(file?.fileName ?? ''),
      ts.flattenDiagnosticMessageText(messageText, '\n'),
    ]);
}

describe('the published types', () => {
  it.each([
    ['ESLint 10', options],
    ['ESLint 9', eslint9],
  ])('are accepted by %s and by typescript-eslint, and know the names of the presets', (_, compilerOptions) => {
    expect(errorsIn(configs, compilerOptions)).toEqual([
      ['misspelt.ts', expect.stringContaining("Did you mean 'recommended'?")],
    ]);
  });
});
