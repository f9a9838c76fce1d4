import type { Fault, TestResource } from '../../lifetime/tests/test-resource.ts';
import type { Runner } from '../../runners/runner.ts';
import type { TestFile } from '../../runners/test-file.ts';
import type { SourceFile } from '../source-file.ts';

/** A resource that is not released, or not where it helps, and the file in which that is to be mended. */
export interface Unreleased {
  readonly resource: TestResource;
  readonly fault: Fault;
  /** The runners that may run the code which acquires it. */
  readonly runners: readonly Runner[];
  readonly tests: TestFile;
  readonly file: SourceFile;
  /** Whether a release that throws must not keep another one of its hook from running. */
  readonly inTurn: boolean;
}
