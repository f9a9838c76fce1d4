import { defineConfig } from 'vitest/config';

/**
 * Tries the recipes of docs/preventing.md in every test runner, which `npm test` does for Vitest alone: they take minutes.
 * What needs Bun is here as well.
 */
export default defineConfig({
  test: {
    include: ['tests/guides/recipes/**/*.test.ts', 'tests/runtime/bun.test.ts'],
    globalSetup: 'tests/runtime/programs.ts',
    hookTimeout: 120_000,
  },
});
