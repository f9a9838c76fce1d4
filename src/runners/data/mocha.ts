import type { Runner, RunnerFunction } from '../runner.ts';

const hooks = {
  before: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  after: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
  suiteSetup: { is: 'hook', when: 'before', every: 'all' },
  setup: { is: 'hook', when: 'before', every: 'each' },
  suiteTeardown: { is: 'hook', when: 'after', every: 'all' },
  teardown: { is: 'hook', when: 'after', every: 'each' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

/** The BDD and the TDD interface. */
export const mocha = {
  name: 'mocha',
  title: 'Mocha',
  modules: ['mocha'],
  typePackages: ['mocha'],
  globals: true,
  functions: {
    ...hooks,
    context: { is: 'suite' },
    describe: { is: 'suite' },
    suite: { is: 'suite' },
    xcontext: { is: 'suite' },
    xdescribe: { is: 'suite' },
    it: { is: 'test' },
    specify: { is: 'test' },
    test: { is: 'test' },
    xit: { is: 'test' },
    xspecify: { is: 'test' },
  },
  testMembers: {},
  modifiers: ['only', 'skip'],
  curried: {},
  contextMembers: {},
  contextTypes: [],
  functionTypes: [
    { function: 'test', name: 'TestFunction' },
    { function: 'test', name: 'PendingTestFunction' },
    { function: 'describe', name: 'SuiteFunction' },
    { function: 'describe', name: 'PendingSuiteFunction' },
    { name: 'HookFunction' },
  ],
  mocks: [],
  callsReturnedTeardown: false,
  afterHooks: { order: 'as defined', throwingSkipsRest: true },
  globalSetup: { setup: ['mochaGlobalSetup'], teardown: ['mochaGlobalTeardown'], callsReturned: false },
  rootHooks: ['mochaHooks'],
  leak: 'Mocha never exits',
  leakOfGlobalSetup: 'Mocha never exits',
  sharesModules: 'because all files share a process',
} as const satisfies Runner;
