/** The names that `settings['async-resources'].runner` takes. */
export type TestRunner = 'ava' | 'bun' | 'jest' | 'mocha' | 'node' | 'playwright' | 'vitest';

/** How code for one test runner is recognised. */
export interface Runner {
  readonly name: TestRunner;
  /** Modules that export its hooks and tests. */
  readonly modules: readonly string[];
  /** Functions that define tests and hooks when they are called at the top level of a file. */
  readonly functions: readonly string[];
  /** They are also there as globals. */
  readonly globals: boolean;
}
