import { defineConfig } from 'vitest/config';

/** Tries every catalogue entry against the real packages, which are installed apart because they are many. */
export default defineConfig({
  test: {
    include: ['tests/catalogue/**/*.test.ts'],
    globalSetup: ['tests/catalogue/install.ts'],
    // One program over all packages is made before the first test.
    testTimeout: 60_000,
    hookTimeout: 600_000,
  },
});
