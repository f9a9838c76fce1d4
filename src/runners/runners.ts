import type { Runner } from './runner.ts';

/** The supported test runners. */
export const runners = [
  {
    name: 'ava',
    modules: ['ava'],
    functions: ['default'],
    globals: false,
  },
  {
    name: 'bun',
    modules: ['bun:test'],
    functions: ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'it', 'test'],
    globals: false,
  },
  {
    name: 'jest',
    modules: ['@jest/globals'],
    functions: ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'it', 'test'],
    globals: true,
  },
  {
    name: 'mocha',
    modules: ['mocha'],
    functions: [
      'after',
      'afterEach',
      'before',
      'beforeEach',
      'context',
      'describe',
      'it',
      'setup',
      'suite',
      'teardown',
    ],
    globals: true,
  },
  {
    name: 'node',
    modules: ['node:test'],
    functions: ['after', 'afterEach', 'before', 'beforeEach', 'default', 'describe', 'it', 'suite', 'test'],
    globals: false,
  },
  {
    name: 'playwright',
    modules: ['@playwright/test'],
    functions: ['test'],
    globals: false,
  },
  {
    name: 'vitest',
    modules: ['vitest'],
    functions: ['afterAll', 'afterEach', 'beforeAll', 'beforeEach', 'describe', 'it', 'suite', 'test'],
    globals: true,
  },
] as const satisfies readonly Runner[];

/** Where test files lie, unless `settings['async-resources'].testFiles` says otherwise; relative to the working directory. */
export const usualTestFiles: readonly string[] = [
  '**/*.{test,spec,e2e-spec,bench}.{js,cjs,mjs,jsx,ts,cts,mts,tsx}',
  '**/*{.,_,-}{test,spec}{.,-d.}{js,cjs,mjs,jsx,ts,cts,mts,tsx}',
  '**/__tests__/**',
  '**/__mocks__/**',
  '**/{type-tests,typetests,test-types,test-tsd,test-d,dtslint}/**',
  '**/__fixtures__/**',
  '**/{test,tests}/**/fixtures/**',
];
