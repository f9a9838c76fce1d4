import asyncResources from 'eslint-plugin-async-resources';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig({
  files: ['packages/**/*.ts'],
  plugins: { 'async-resources': asyncResources },
  extends: [tseslint.configs.base, 'async-resources/recommendedTypeChecked'],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
});
