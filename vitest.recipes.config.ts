import { defineConfig } from 'vitest/config';

/** Tries the recipes of docs/preventing.md in every test runner, which `npm test` does for Vitest alone: they take minutes. */
export default defineConfig({
  test: { include: ['tests/guides/recipes/**/*.test.ts'] },
});
