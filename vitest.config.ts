import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The catalogue is tried against the real packages by `npm run test:catalogue`.
    exclude: [...configDefaults.exclude, 'tests/catalogue/**', 'tests/guides/recipes/others.test.ts'],
    // No test changes what a module holds. TypeScript, the plugin and the types of packages are read once by each worker.
    isolate: false,
    // By default one processor is left for a watcher.
    maxWorkers: '100%',
    // The first typed case of a file loads TypeScript's libraries; on two busy cores that alone can take ten seconds.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
