// @ts-check
import asyncResources from 'eslint-plugin-async-resources';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layerConfigs } from './eslint.layers.js';

export default defineConfig(
  globalIgnores([
    'dist/',
    '.tmp/',
    'coverage/',
    'tests/fixtures/',
    'examples/',
    'catalogue-probe/',
    'scripts/bench/feature/',
    'scripts/bench/shared/',
  ]),
  {
    name: 'house',
    files: ['**/*.{js,ts}'],
    plugins: { 'async-resources': asyncResources },
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      'async-resources/recommendedTypeChecked',
    ],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The same enum is declared by several packages of typescript-eslint.
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // It asks for `!`, which `no-non-null-assertion` forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // An empty string and `false` often mean the same as nothing.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { boolean: true, string: true } }],
      // A number or a line in a message needs no `String()`.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Comparing with null is asking for null or undefined; nothing else may be compared loosely.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    name: 'house/scripts',
    files: ['**/*.js'],
    rules: {
      // What comes from JSON or from a dynamic import is `any`, and JSDoc has no short way to say more.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // What JSDoc says of such a value is a hope.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    name: 'house/compiler-hosts',
    files: ['scripts/**/*.js', 'tests/**/*.ts'],
    rules: {
      // TypeScript declares the functions of its hosts as methods, though none of them has a `this`.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'house/rules',
    files: ['src/rules/**/*.ts'],
    extends: [eslintPlugin.configs['rules-recommended']],
    rules: {
      'eslint-plugin/no-incorrect-meta-schema': 'error',
      'eslint-plugin/no-missing-placeholders': 'error',
      'eslint-plugin/no-unused-message-ids': 'error',
      'eslint-plugin/prefer-placeholders': 'error',
      'eslint-plugin/require-meta-docs-description': ['error', { pattern: '^[A-Z].*[^.]$' }],
      // A rule takes its suggestions from `src/suggestions`, where this one does not look.
      'eslint-plugin/require-meta-has-suggestions': 'off',
      'eslint-plugin/require-meta-languages': 'error',
      'eslint-plugin/require-meta-schema-description': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'context',
          property: 'cwd',
          message: 'Take `relativePath` and `resources`: reports are the same from anywhere.',
        },
      ],
    },
  },
  {
    name: 'house/tests',
    files: ['tests/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['describe', 'it', 'test'].flatMap((object) => [
          { object, property: 'only', message: 'All tests run.' },
          { object, property: 'skip', message: 'A test that does not run proves nothing.' },
          { object, property: 'todo', message: 'A test that does not run proves nothing.' },
        ]),
      ],
    },
  },
  layerConfigs,
);
