// @ts-check
import path from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import asyncResources from '../dist/index.js';
import { generatedProject } from './bench-project.js';
import { root } from './run.js';

const usage = `Usage: npm run bench -- [folder...]

Lints TypeScript projects with our typed rules and with those of typescript-eslint's recommendedTypeChecked in one run
each, and prints what ours take as a ratio. Always the example and a generated project of 400 files; each further folder
needs a tsconfig.json, and nothing in it is run or written.`;

const YARDSTICK = '@typescript-eslint/no-floating-promises';

const folders = process.argv.slice(2);
if (folders.some((folder) => folder.startsWith('-'))) {
  console.error(usage);
  process.exit(2);
}

const generated = generatedProject(400);
try {
  // What the first run pays for all of them, such as compiled code, is no part of its own time.
  await timesOf(generated.folder);
  await print('examples/signal-scanner', path.join(root, 'examples/signal-scanner'));
  await print('400 generated files', generated.folder);
} finally {
  generated.remove();
}
for (const folder of folders) {
  await print(path.basename(path.resolve(folder)), path.resolve(folder));
}

/**
 * @param {string} title
 * @param {string} folder
 */
async function print(title, folder) {
  const { files, times } = await timesOf(folder);
  const sum = (/** @type {string} */ prefix) =>
    [...times].reduce((total, [rule, time]) => (rule.startsWith(prefix) ? total + time : total), 0);
  const yardstick = times.get(YARDSTICK) ?? Number.NaN;
  const ours = sum('async-resources/');
  const typed = sum('@typescript-eslint/');
  console.log(
    `\n${title}: ${files} files; ours ${ours.toFixed(0)} ms: ${(ours / yardstick).toFixed(2)} of ${YARDSTICK} (${yardstick.toFixed(0)} ms), ${(ours / typed).toFixed(2)} of the typed lint (${typed.toFixed(0)} ms)`,
  );
  for (const [rule, time] of [...times].filter(([name]) => name.startsWith('async-resources/')).sort()) {
    console.log(`  ${rule}: ${time.toFixed(0)} ms, ${(time / yardstick).toFixed(2)}`);
  }
}

/**
 * Milliseconds by rule.
 *
 * @param {string} folder
 */
async function timesOf(folder) {
  const files = ['**/*.{ts,cts,mts,tsx}'];
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    stats: true,
    overrideConfig: [
      {
        files,
        plugins: { '@typescript-eslint': tseslint.plugin },
        languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
        // First come the types that every typed rule waits for; the yardstick is to pay for them no more than ours.
        rules: { '@typescript-eslint/await-thenable': 'error', [YARDSTICK]: 'error' },
      },
      ...tseslint.configs.recommendedTypeChecked.map(({ rules }) => ({ files, rules: rules ?? {} })),
      { ...asyncResources.configs.strictTypeChecked, files },
    ],
  });
  /** @type {Map<string, number>} */
  const times = new Map();
  const results = await eslint.lintFiles(files);
  for (const pass of results.flatMap(({ stats }) => stats?.times.passes ?? [])) {
    for (const [rule, { total }] of Object.entries(pass.rules ?? {})) {
      times.set(rule, (times.get(rule) ?? 0) + total);
    }
  }
  return { files: results.length, times };
}
