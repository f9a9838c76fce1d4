import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

import { rulesWithoutTypes } from './tests/clients/oxlint-rules.ts';

/** Each test starts several programs, each of which loads TypeScript. */
const patience = { testTimeout: 300_000, hookTimeout: 300_000 };

/** What our users lint with: all that `npm test` has of it, the slower rest, and the rules' tests under oxlint. */
export default defineConfig({
  test: {
    maxWorkers: '100%',
    projects: [
      { test: { ...patience, name: 'clients', include: ['tests/clients/**/*.test.ts'], isolate: false } },
      {
        resolve: {
          alias: [
            {
              find: /^.*\/support\/rule-cases\.ts$/u,
              replacement: fileURLToPath(new URL('tests/clients/oxlint-cases.ts', import.meta.url)),
            },
          ],
        },
        test: {
          ...patience,
          name: 'oxlint',
          include: rulesWithoutTypes.map((rule) => `tests/rules/${rule}/**/*.test.ts`),
          isolate: false,
        },
      },
    ],
  },
});
