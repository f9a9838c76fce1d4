import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { rulesWithoutTypes } from './tests/clients/oxlint-rules.ts';

// The tests of the rules that oxlint can run, with each case linted by oxlint.
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^.*\/support\/rule-cases\.ts$/u,
        replacement: fileURLToPath(new URL('tests/clients/oxlint-cases.ts', import.meta.url)),
      },
    ],
  },
  test: {
    include: rulesWithoutTypes.map((rule) => `tests/rules/${rule}/**/*.test.ts`),
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
