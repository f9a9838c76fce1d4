import type { Runner, RunnerFunction } from '../runner.ts';

const hooks = {
  beforeAll: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  afterAll: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
  aroundAll: { is: 'hook', when: 'around', every: 'all' },
  aroundEach: { is: 'hook', when: 'around', every: 'each' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

/** Vitest 4 and 5. Without `globals: true` in its configuration the functions are there by import only. */
export const vitest = {
  name: 'vitest',
  title: 'Vitest',
  modules: ['vitest'],
  typePackages: ['vitest', '@vitest/runner'],
  globals: true,
  functions: {
    ...hooks,
    describe: { is: 'suite' },
    suite: { is: 'suite' },
    it: { is: 'test' },
    test: { is: 'test' },
    onTestFinished: { is: 'teardown' },
    onTestFailed: { is: 'failure' },
  },
  testMembers: { ...hooks, describe: { is: 'suite' }, suite: { is: 'suite' } },
  modifiers: ['concurrent', 'fails', 'only', 'sequential', 'shuffle', 'skip', 'todo'],
  curried: {
    each: { contextAt: undefined },
    for: { contextAt: 1 },
    runIf: { contextAt: 0 },
    skipIf: { contextAt: 0 },
  },
  contextMembers: { onTestFinished: { is: 'teardown' }, onTestFailed: { is: 'failure' } },
  suiteGives: 'test',
  contextTypes: ['TestContext'],
  functionTypes: [
    { name: 'TaskHook' },
    { function: 'test', members: ['extend', 'for', 'runIf', 'skipIf'] },
    { function: 'describe', members: ['for', 'runIf', 'shuffle', 'skipIf'] },
  ],
  mocks: ['vi', 'vitest'],
  globalMock: 'vi',
  expect: true,
  outside: {
    expect: 'its snapshots throw, and it lacks the matchers that set-up files add',
    hook: 'calling it throws',
    mock: 'its module mocks and fake timers throw',
    test: 'calling it throws',
  },
  throwsOnImport: false,
  standsInFor: [],
  hookTakesTimeout: true,
  callsReturnedTeardown: true,
  afterHooks: { order: 'reversed', throwingSkipsRest: true },
  fixtures: {
    builder: true,
    members: ['extend', 'override', 'scoped'],
    merges: [],
    scopes: ['file', 'test', 'worker'],
  },
  globalSetup: { setup: ['default', 'setup'], teardown: ['teardown'], defaultHidesRest: true, callsReturned: true },
  leak: 'Vitest kills the worker silently',
  endsSilently: true,
  leakOfGlobalSetup: 'Vitest waits ten seconds for it after the last test, and passes',
  sharesModules: 'when files share a worker (`--no-isolate`)',
} as const satisfies Runner;
