import process from 'node:process';
import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

const inTests = (path: string): string => fileURLToPath(new URL(`tests/matrix/${path}`, import.meta.url));

/** The tests of the rules in one cell of the matrix: see scripts/matrix. It runs in a copy of this repository. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^.*\/support\/rule-cases\.ts$/u, replacement: inTests('cell-cases.ts') },
      ...(process.env['MATRIX_TYPES'] === 'native'
        ? [{ find: /^.*\/type-information\.ts$/u, replacement: inTests('native-types.ts') }]
        : []),
    ],
  },
  test: {
    include: ['tests/rules/**/*.test.ts'],
    // They start programs of their own, and the first takes minutes.
    exclude: ['**/property/**', '**/cli.test.ts'],
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
