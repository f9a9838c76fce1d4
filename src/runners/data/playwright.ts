import type { Runner, RunnerFunction } from '../runner.ts';

const hooks = {
  beforeAll: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  afterAll: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
} as const satisfies Readonly<Record<string, RunnerFunction>>;

export const playwright = {
  name: 'playwright',
  title: 'Playwright',
  modules: [
    '@playwright/test',
    'playwright/test',
    '@playwright/experimental-ct-react',
    '@playwright/experimental-ct-svelte',
    '@playwright/experimental-ct-vue',
  ],
  typePackages: ['playwright', '@playwright/test'],
  globals: false,
  functions: { default: { is: 'test' }, test: { is: 'test' } },
  testMembers: { ...hooks, describe: { is: 'suite' } },
  modifiers: ['fail', 'fixme', 'only', 'parallel', 'serial', 'skip'],
  curried: {},
  contextMembers: {},
  contextTypes: [],
  functionTypes: [{ function: 'test', name: 'TestType' }],
  mocks: [],
  expect: true,
  outside: {
    expect: 'its snapshots throw, and it lacks the matchers that set-up files add',
    hook: 'calling it throws',
    test: 'calling it throws',
  },
  throwsOnImport: false,
  standsInFor: [],
  hookTakesTimeout: false,
  callsReturnedTeardown: false,
  afterHooks: { order: 'as defined', throwingSkipsRest: false },
  fixtures: {
    builder: false,
    members: ['extend'],
    merges: ['mergeTests'],
    scopes: ['test', 'worker'],
    types: { object: ['Fixtures'], one: ['TestFixture', 'WorkerFixture'] },
  },
  builtIns: { 'playwright/chromium.launch': 'browser', 'playwright/request.newContext': 'request' },
  globalSetup: { setup: ['default'], teardown: ['default'], callsReturned: true },
  leak: 'Playwright ends the worker silently',
  endsSilently: true,
  leakOfGlobalSetup: 'Playwright does not notice it',
  sharesModules: 'when files share a worker',
} as const satisfies Runner;
