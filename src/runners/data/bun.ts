import type { Runner, RunnerFunction } from '../runner.ts';

const hooks = {
  beforeAll: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  afterAll: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

export const bun = {
  name: 'bun',
  title: 'bun:test',
  modules: ['bun:test'],
  typePackages: ['bun', 'bun-types'],
  globals: true,
  functions: {
    ...hooks,
    describe: { is: 'suite' },
    xdescribe: { is: 'suite' },
    it: { is: 'test' },
    test: { is: 'test' },
    xit: { is: 'test' },
    xtest: { is: 'test' },
    onTestFinished: { is: 'teardown' },
  },
  testMembers: {},
  modifiers: ['concurrent', 'failing', 'only', 'serial', 'skip', 'todo'],
  curried: {
    each: { contextAt: undefined },
    if: { contextAt: undefined },
    skipIf: { contextAt: undefined },
    todoIf: { contextAt: undefined },
  },
  contextMembers: {},
  contextTypes: [],
  functionTypes: [
    { function: 'test', name: 'Test' },
    { function: 'describe', name: 'Describe' },
  ],
  mocks: ['jest', 'mock', 'spyOn', 'vi'],
  expect: true,
  outside: {
    expect: 'importing it throws',
    hook: 'importing it throws',
    mock: 'importing it throws',
    test: 'importing it throws',
  },
  throwsOnImport: true,
  standsInFor: ['jest', 'vitest'],
  hookTakesTimeout: true,
  callsReturnedTeardown: false,
  afterHooks: { order: 'as defined', throwingSkipsRest: true },
  globalSetup: { setup: [], teardown: [], callsReturned: false },
  leak: 'bun:test exits without closing it',
  endsSilently: true,
  leakOfGlobalSetup: 'bun:test exits without closing it',
  sharesModules: 'because all files share a process (unless `--isolate` is given)',
} as const satisfies Runner;
