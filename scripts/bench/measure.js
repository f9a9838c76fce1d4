// @ts-check

/**
 * Lints a project with one set of rules, and prints what that cost as JSON:
 * `node measure.js <folder> <set> [<set>...]`. All sets of rules load the same modules, so that runs differ by their rules alone.
 */
import process from 'node:process';
import { ESLint } from 'eslint';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import asyncResources from '../../dist/index.js';
import { rulesOf } from './sets.js';

const [folder = '.', ...sets] = process.argv.slice(2);
const files = ['**/*.{ts,cts,mts,tsx}'];

const eslint = new ESLint({
  cwd: folder,
  overrideConfigFile: true,
  overrideConfig: {
    files,
    plugins: {
      '@typescript-eslint': tseslint.plugin,
      'async-resources': asyncResources,
      'import-x': /** @type {import('eslint').ESLint.Plugin} */ (/** @type {unknown} */ (importX)),
    },
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver': { node: { extensions: ['.ts'] } },
    },
    rules: Object.assign({}, ...sets.map(rulesOf)),
  },
});
const before = process.cpuUsage();
const results = await eslint.lintFiles(files);
const { user, system } = process.cpuUsage(before);
const broken = results.flatMap(({ messages }) => messages).find(({ fatal }) => fatal);
if (broken) throw new Error(broken.message);
console.log(
  JSON.stringify({
    files: results.length,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  }),
);
