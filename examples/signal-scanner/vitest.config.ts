import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Vitest starts with the files that failed last time, then the slowest. Which tests meet the dead pool would then
 * change from run to run; by path, auth always comes first.
 */
class ByPath extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: './tests/global-setup.ts',
    // Hashing a password takes a tenth of a second on purpose; tests need not wait for it.
    env: { PASSWORD_COST: '1024' },
    // The files share one database, and every test empties it.
    fileParallelism: false,
    sequence: { sequencer: ByPath },
    testTimeout: 5_000,
    hookTimeout: 5_000,
  },
});
