import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The catalogue is tried against the real packages by `npm run test:catalogue`.
    exclude: [...configDefaults.exclude, 'tests/catalogue/**'],
    // The first typed case of a file loads TypeScript's libraries; on two busy cores that alone can take ten seconds.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
