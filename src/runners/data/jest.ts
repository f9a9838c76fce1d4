import type { Runner, RunnerFunction } from '../runner.ts';

const hooks = {
  beforeAll: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  afterAll: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

export const jest = {
  name: 'jest',
  title: 'Jest',
  modules: ['@jest/globals'],
  typePackages: ['jest', '@jest/globals', '@jest/types'],
  globals: true,
  functions: {
    ...hooks,
    describe: { is: 'suite' },
    fdescribe: { is: 'suite' },
    xdescribe: { is: 'suite' },
    fit: { is: 'test' },
    it: { is: 'test' },
    test: { is: 'test' },
    xit: { is: 'test' },
    xtest: { is: 'test' },
  },
  testMembers: {},
  modifiers: ['concurrent', 'failing', 'only', 'skip', 'todo'],
  curried: { each: { contextAt: undefined } },
  contextMembers: {},
  contextTypes: [],
  functionTypes: [
    { function: 'test', name: 'It' },
    { function: 'test', name: 'ItBase' },
    { function: 'describe', name: 'Describe' },
    { function: 'describe', name: 'DescribeBase' },
    { name: '__type' },
  ],
  mocks: ['jest'],
  globalMock: 'jest',
  callsReturnedTeardown: false,
  afterHooks: { order: 'as defined', throwingSkipsRest: false },
  globalSetup: { setup: ['default'], teardown: ['default'], callsReturned: false },
  leak: 'Jest never exits when it runs one file, and kills the worker with a warning when it runs several',
  leakOfGlobalSetup: 'Jest never exits',
} as const satisfies Runner;
