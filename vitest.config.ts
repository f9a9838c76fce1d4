import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take ten seconds or more, most of them since they start other programs. */
const slow = [
  'tests/property/',
  'tests/scripts/',
  'tests/package/pack',
  'no-duplicate-fixture/cli',
  'tests/runtime/',
  'tests/clients/',
  'tests/examples/',
];

/** Begins with what takes longest, so that no worker waits for it at the end. Vitest itself only knows after a run. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification): number => {
      const rank = slow.findIndex((part) => moduleId.includes(part));
      return rank < 0 ? slow.length : rank;
    };
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // The catalogue is tried against the real packages by `npm run test:catalogue`.
    exclude: [
      ...configDefaults.exclude,
      'tests/catalogue/**',
      // These need programs of a hundred megabytes, or take minutes: `npm run test:recipes`.
      'tests/guides/recipes/others.test.ts',
      'tests/runtime/bun.test.ts',
      // Slow, and tried with all other clients by `npm run test:clients`.
      'tests/clients/{flags,monorepo,pre-commit,tools}.test.ts',
    ],
    // No test changes what a module holds. TypeScript, the plugin and the types of packages are read once by each worker.
    isolate: false,
    // By default one processor is left for a watcher.
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // The first typed case of a file loads TypeScript's libraries; on two busy cores that alone can take ten seconds.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
