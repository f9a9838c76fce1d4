import type { TSESTree } from '@typescript-eslint/utils';

/** The names that `settings['async-resources'].runner` takes. */
export type TestRunner = 'ava' | 'bun' | 'jest' | 'mocha' | 'node' | 'playwright' | 'vitest';

/** What is known of one test runner. Plain data: one file each under `data/`. */
export interface Runner {
  readonly name: TestRunner;
  /** Its name in a message: `node:test`. */
  readonly title: string;
  /** Modules that export its functions. */
  readonly modules: readonly string[];
  /** Packages whose files declare the types of its functions, without `@types/`. */
  readonly typePackages: readonly string[];
  /** Its functions are also there as globals. */
  readonly globals: boolean;
  /** Its functions by the name of their export, the usual one of each kind first; `default` for the default export. */
  readonly functions: Readonly<Record<string, RunnerFunction>>;
  /** What members of a test function are, when they are no modifiers: `beforeEach`, `after.always`. */
  readonly testMembers: Readonly<Record<string, RunnerFunction>>;
  /** Members that leave a function what it is: `test.only`, `describe.skip`. */
  readonly modifiers: readonly string[];
  /** Members that are called, and then give the function: `test.each(rows)`, `test.skipIf(condition)`. */
  readonly curried: Readonly<Record<string, Curried>>;
  /** Members of the context that a test's callback gets as its first argument: `t.after`. */
  readonly contextMembers: Readonly<Record<string, RunnerFunction>>;
  /** The function that a suite's callback gets as its first argument: the test function of the suite. */
  readonly suiteGives?: string;
  /** Names of that context's type, as the modules export it. */
  readonly contextTypes: readonly string[];
  /** How the types of its functions tell which function it is, where a package re-exports it under its own name. */
  readonly functionTypes: readonly FunctionType[];
  /** What it exports for mocking: `vi`. */
  readonly mocks: readonly string[];
  /** The one of them that is there as a global, and that no other runner has by this name. */
  readonly globalMock?: string;
  /** It exports an `expect`. */
  readonly expect: boolean;
  /** Its matchers wait for what they say, as those of no other runner do: `await expect(page).toHaveTitle('a')`. */
  readonly matchersWait?: true;
  /** What happens to its functions where another runner runs the file; left out for what works there. */
  readonly outside: Readonly<Partial<Record<'expect' | 'hook' | 'mock' | 'test', string>>>;
  /** Importing its module is what throws there. */
  readonly throwsOnImport: boolean;
  /** Runners whose modules it takes for its own. */
  readonly standsInFor: readonly TestRunner[];
  /** A hook takes a number of milliseconds after its callback. */
  readonly hookTakesTimeout: boolean;
  /** A function that a before-hook returns is called after the tests. */
  readonly callsReturnedTeardown: boolean;
  readonly afterHooks: {
    readonly order: 'as defined' | 'reversed';
    /** An after-hook that throws keeps those that follow from being run. */
    readonly throwingSkipsRest: boolean;
  };
  /** A teardown of a test, such as `t.after`, that throws keeps those that were registered later from being run. */
  readonly throwingTeardownSkipsRest?: true;
  /** How `test.extend` defines fixtures; undefined when it does not. */
  readonly fixtures?: {
    /** `test.extend('name', async ({}, { onCleanup }) => …)` works beside the object form. */
    readonly builder: boolean;
    /** Members of a test function that take fixtures and give a test function. */
    readonly members: readonly string[];
    /** Functions of the module that make one test function of several: `mergeTests`. */
    readonly merges: readonly string[];
    readonly scopes: readonly FixtureScope[];
    /** Types that its module exports for fixtures which are given to `test.extend` elsewhere: of an object, of one. */
    readonly types?: { readonly object: readonly string[]; readonly one: readonly string[] };
  };
  /** Fixtures that it gives to each test, by the id of the resource that they are. */
  readonly builtIns?: Readonly<Record<string, string>>;
  /** Set-up for the whole run, in a file of its own. */
  readonly globalSetup: {
    /** Names of exported functions that set up; `default` for the default export. */
    readonly setup: readonly string[];
    /** Names of exported functions that tear down, in the same file or another. */
    readonly teardown: readonly string[];
    /** Where a file has a default export, it looks for no other. */
    readonly defaultHidesRest?: true;
    /** A function that the set-up returns is called after the run. */
    readonly callsReturned: boolean;
  };
  /** Exports of a root hook plugin, whose hooks run for every file: `mochaHooks`. */
  readonly rootHooks?: readonly string[];
  /** Whoever defines a test may wait for its end: `await test('…')`. */
  readonly waitsForTests?: true;
  /** What happens when a test leaves something open, as the rest of a sentence: `Mocha never exits`. */
  readonly leak: string;
  /** Nobody hears of it: what is open goes on until the process ends. */
  readonly endsSilently?: true;
  /** What happens when the global set-up does. */
  readonly leakOfGlobalSetup: string;
  /**
   * When test files share one instance of each module, as the rest of a sentence: `when files share a worker
   * (`--no-isolate`)`. Undefined when they never do.
   */
  readonly sharesModules?: string;
}

/** A member that takes rows or a condition before the function itself is called. */
export interface Curried {
  /** Which parameter of the callback is the context; undefined when none is, because all of them are values of rows. */
  readonly contextAt: number | undefined;
}

/** A type by its name, or by members that no other runner's functions have. */
export interface FunctionType {
  /** The function that has it; undefined when several have, so that the name of the import tells. */
  readonly function?: string;
  readonly name?: string;
  readonly members?: readonly string[];
}

export type FixtureScope = 'file' | 'test' | 'worker';

/** What a function of a runner does with the callback it is given. */
export type RunnerFunction =
  /** Groups tests; the callback runs while they are collected. */
  | { readonly is: 'suite' }
  | { readonly is: 'test' }
  | Hook
  /** Registers a teardown of the test that is running: `onTestFinished`, `t.after`. */
  | { readonly is: 'teardown' }
  /** Registers what runs only if the test that is running fails: `onTestFailed`. */
  | { readonly is: 'failure' };

export interface Hook {
  readonly is: 'hook';
  readonly when: 'after' | 'around' | 'before';
  /** How often it runs: once for its file or suite, or for each test. */
  readonly every: 'all' | 'each';
  /** It does not run when a test or hook before it failed. */
  readonly onlyOnSuccess?: true;
}

/** A call of a runner's function in a file. */
export interface RunnerCall {
  readonly node: TSESTree.CallExpression;
  readonly does: RunnerFunction;
  /** The runners it may belong to; more than one where only its global name tells. */
  readonly runners: readonly Runner[];
  /** How the name got here. */
  readonly reached: 'context' | 'global' | 'import' | 'project import';
  /** The runner's own name of the function, with members that matter: `beforeAll`, `test.after.always`. */
  readonly name: string;
  /** The expression that is given as the callback; a function, or something that stands for one. */
  readonly callback: TSESTree.Node | undefined;
}

/** A fixture that `test.extend` defines. */
export interface FixtureDefinition {
  readonly name: string;
  readonly node: TSESTree.Node;
  /** The function that makes it; undefined for a plain value. */
  readonly setUp:
    TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | undefined;
  readonly form: 'builder' | 'object';
  readonly scope: FixtureScope;
  readonly runners: readonly Runner[];
}
