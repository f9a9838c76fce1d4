import type { Runner } from '../runner.ts';

export const ava = {
  name: 'ava',
  title: 'AVA',
  modules: ['ava'],
  typePackages: ['ava'],
  globals: false,
  functions: { default: { is: 'test' } },
  testMembers: {
    before: { is: 'hook', when: 'before', every: 'all' },
    beforeEach: { is: 'hook', when: 'before', every: 'each' },
    after: { is: 'hook', when: 'after', every: 'all', onlyOnSuccess: true },
    'after.always': { is: 'hook', when: 'after', every: 'all' },
    afterEach: { is: 'hook', when: 'after', every: 'each', onlyOnSuccess: true },
    'afterEach.always': { is: 'hook', when: 'after', every: 'each' },
  },
  modifiers: ['failing', 'only', 'serial', 'skip', 'todo'],
  curried: {},
  contextMembers: { teardown: { is: 'teardown' } },
  contextTypes: ['ExecutionContext'],
  functionTypes: [{ function: 'default', members: ['failing', 'macro', 'serial'] }],
  mocks: [],
  callsReturnedTeardown: false,
  afterHooks: { order: 'as defined', throwingSkipsRest: false },
  globalSetup: { setup: [], teardown: [], callsReturned: false },
  leak: 'AVA waits ten seconds for it, and fails',
  leakOfGlobalSetup: 'AVA waits ten seconds for it, and fails',
} as const satisfies Runner;
