import picomatch from 'picomatch';

/** Names of test files, wherever they lie. */
const testNames: readonly string[] = [
  '**/*.{test,spec,e2e-spec,bench}.{js,cjs,mjs,jsx,ts,cts,mts,tsx}',
  '**/*{.,_,-}{test,spec}{.,-d.}{js,cjs,mjs,jsx,ts,cts,mts,tsx}',
  '**/__tests__/**',
];

/** Where test files lie, unless `settings['async-resources'].testFiles` says otherwise; relative to the folder of the ESLint configuration. */
const usualTestFiles: readonly string[] = [
  ...testNames,
  '**/__mocks__/**',
  '**/{type-tests,typetests,test-types,test-tsd,test-d,dtslint}/**',
  '**/__fixtures__/**',
  '**/{test,tests}/**/fixtures/**',
];

/** Whether a file is a test, by the end of its path. */
export const hasTestName: (path: string) => boolean = picomatch([...testNames], { dot: true });

/** Whether a file is a test, or made for tests, by its path below the folder of the ESLint configuration. */
export const isUsualTestPath: (path: string) => boolean = picomatch([...usualTestFiles], { dot: true });

/** Whether a file lies where helpers of tests do: a test that fails may leave open what they opened. */
export function isTestSupportPath(path: string): boolean {
  return /(?:^|[./_-])(?:e2e|fixtures|mocks|spec|specs|test|testing|tests)[./_-]/u.test(path.toLowerCase());
}
