import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import type { FixtureDefinition, Runner, RunnerCall, TestRunner } from './runner.ts';

/** What the settings say of runners, ours and those of the runners' own plugins. */
export interface RunnerSettings {
  /** `settings['async-resources'].runner` */
  readonly runner?: TestRunner;
  /** Modules that re-export Vitest: `settings.vitest.vitestImports`. */
  readonly vitestImports?: readonly (RegExp | string)[];
  /** The module that exports Jest: `settings.jest.globalPackage`. */
  readonly jestGlobalPackage?: string;
  /** Global names that stand for others, by runner: `settings.vitest.globalAliases`, `settings.jest.globalAliases`. */
  readonly globalAliases?: Readonly<Partial<Record<TestRunner, Readonly<Record<string, readonly string[]>>>>>;
}

/** The calls of a test runner in a file, and what they define. */
export class TestFile {
  readonly view: FileView;
  /** Every call of a runner's function, in the order of the source. */
  readonly calls: readonly RunnerCall[];
  readonly fixtures: readonly FixtureDefinition[];
  /** The runners that all of the file's calls may belong to; empty when the file has no such call. */
  readonly runners: readonly Runner[];

  constructor(view: FileView, settings: RunnerSettings) {
    this.view = view;
    void settings;
    this.calls = [];
    this.fixtures = [];
    this.runners = [];
  }

  /** The runner's call that a node is. */
  callAt(node: TSESTree.Node): RunnerCall | undefined {
    return this.calls.find((call) => call.node === node);
  }

  /** The call whose callback a function is, be it written there or named there. */
  callOf(callback: TSESTree.Node): RunnerCall | undefined {
    return this.calls.find((call) => call.callback === callback);
  }
}
