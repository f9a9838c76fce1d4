import type { Runner, RunnerFunction } from '../runner.ts';

const hooks = {
  before: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  after: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

const definitions = {
  describe: { is: 'suite' },
  suite: { is: 'suite' },
  it: { is: 'test' },
  test: { is: 'test' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

export const node = {
  name: 'node',
  title: 'node:test',
  modules: ['node:test'],
  typePackages: ['node'],
  globals: false,
  functions: { ...hooks, ...definitions, default: { is: 'test' } },
  testMembers: { ...hooks, ...definitions },
  modifiers: ['expectFailure', 'only', 'skip', 'todo'],
  curried: {},
  contextMembers: { ...hooks, after: { is: 'teardown' }, test: { is: 'test' } },
  contextTypes: ['TestContext'],
  functionTypes: [],
  mocks: ['mock'],
  expect: false,
  outside: {
    hook: 'it runs when the process ends, or never',
    test: 'it runs by itself, and their report does not count it',
  },
  throwsOnImport: false,
  standsInFor: [],
  hookTakesTimeout: false,
  callsReturnedTeardown: false,
  afterHooks: { order: 'as defined', throwingSkipsRest: true },
  throwingTeardownSkipsRest: true,
  waitsForTests: true,
  globalSetup: { setup: ['globalSetup'], teardown: ['globalTeardown'], callsReturned: false },
  leak: 'node:test never exits',
  leakOfGlobalSetup: 'node:test never exits',
  sharesModules: 'when files share a process (`--test-isolation=none`)',
} as const satisfies Runner;
