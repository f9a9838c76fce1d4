// @ts-check
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import asyncResources from '../dist/index.js';

const usage = `Usage: npm run bench -- <folder> [glob...]

Lints a TypeScript project with our typed rules and with @typescript-eslint/no-floating-promises in one run, and prints
what each of ours takes as a ratio of it. The folder needs a tsconfig.json; nothing in it is run or written.`;

const YARDSTICK = '@typescript-eslint/no-floating-promises';

const [folder, ...globs] = process.argv.slice(2);
if (folder === undefined) {
  console.error(usage);
  process.exit(2);
}

const eslint = new ESLint({
  cwd: path.resolve(folder),
  overrideConfigFile: true,
  stats: true,
  overrideConfig: [
    {
      files: ['**/*.{ts,cts,mts,tsx}'],
      plugins: { '@typescript-eslint': tseslint.plugin },
      languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
      // First come the types that every typed rule waits for; the yardstick is to pay for them no more than ours.
      rules: { '@typescript-eslint/await-thenable': 'error', [YARDSTICK]: 'error' },
    },
    { ...asyncResources.configs.strictTypeChecked, files: ['**/*.{ts,cts,mts,tsx}'] },
  ],
});

/** @type {Map<string, number>} milliseconds by rule */
const times = new Map();
const results = await eslint.lintFiles(globs.length > 0 ? globs : ['**/*.{ts,cts,mts,tsx}']);
for (const pass of results.flatMap(({ stats }) => stats?.times.passes ?? [])) {
  for (const [rule, { total }] of Object.entries(pass.rules ?? {})) {
    times.set(rule, (times.get(rule) ?? 0) + total);
  }
}

const yardstick = times.get(YARDSTICK) ?? Number.NaN;
console.log(`${results.length} files; ${YARDSTICK}: ${yardstick.toFixed(0)} ms`);
for (const [rule, time] of [...times].filter(([rule]) => rule.startsWith('async-resources/')).sort()) {
  console.log(`${rule}: ${time.toFixed(0)} ms, ${(time / yardstick).toFixed(2)} times as much`);
}
