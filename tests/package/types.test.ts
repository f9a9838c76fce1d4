import { join } from 'node:path';
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

/** The errors in a user's configuration file, which gets the types that are published. */
function errorsIn(text: string, compilerOptions: ts.CompilerOptions): string[] {
  const path = join(root, 'a-users-config.ts');
  const host = ts.createCompilerHost(compilerOptions);
  const getSourceFile = host.getSourceFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === path ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023) : getSourceFile(name, ...rest);
  host.fileExists = (name) => name === path || fileExists(name);
  return ts
    .getPreEmitDiagnostics(ts.createProgram([path], compilerOptions, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe.each([
  ['ESLint 10', options],
  ['ESLint 9', eslint9],
])('the published types, with %s', (_, compilerOptions) => {
  it('are accepted by defineConfig, with presets by name and as values', () => {
    const text = `
      import asyncResources from 'eslint-plugin-async-resources';
      import { defineConfig } from 'eslint/config';
      export default defineConfig(
        { plugins: { 'async-resources': asyncResources }, extends: ['async-resources/recommended'] },
        { files: ['**/*.ts'], extends: [asyncResources.configs.recommendedTypeChecked] },
        asyncResources.configs.strict,
        asyncResources.configs.strictTypeChecked,
        asyncResources.configs.all,
      );
    `;
    expect(errorsIn(text, compilerOptions)).toEqual([]);
  });

  it('are accepted by tseslint.config', () => {
    const text = `
      import asyncResources from 'eslint-plugin-async-resources';
      import tseslint from 'typescript-eslint';
      export default tseslint.config(tseslint.configs.base, asyncResources.configs.recommendedTypeChecked, {
        files: ['**/*.ts'],
        plugins: { 'async-resources': asyncResources },
        extends: [asyncResources.configs.strict],
      });
    `;
    expect(errorsIn(text, compilerOptions)).toEqual([]);
  });

  it('know the names of the presets', () => {
    const text = `
      import asyncResources from 'eslint-plugin-async-resources';
      export default asyncResources.configs.recomended;
    `;
    expect(errorsIn(text, compilerOptions)).toEqual([expect.stringContaining("Did you mean 'recommended'?")]);
  });
});
