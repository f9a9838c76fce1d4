import picomatch from 'picomatch';

/** A folder of tests, and of what helps them. */
const testFolder = '**/__tests__/**';

/** Names of test files, wherever they lie. */
const testNames: readonly string[] = [
  '**/*.{test,spec,e2e-spec,bench}.{js,cjs,mjs,jsx,ts,cts,mts,tsx}',
  '**/*{.,_,-}{test,spec}{.,-d.}{js,cjs,mjs,jsx,ts,cts,mts,tsx}',
  testFolder,
];

/** Where tests of types alone lie: a compiler reads them, and nothing runs them. */
const typeTests: readonly string[] = [
  '**/*.{test,spec}-d.{ts,cts,mts,tsx}',
  '**/{type-tests,typetests,test-types,test-tsd,test-d,dtslint}/**',
];

/** Where test files lie, unless `settings['async-resources'].testFiles` says otherwise; relative to the folder of the ESLint configuration. */
const usualTestFiles: readonly string[] = [
  ...testNames,
  '**/__mocks__/**',
  ...typeTests,
  '**/__fixtures__/**',
  '**/{test,tests}/**/fixtures/**',
];

/** Whether a file is a test, by the end of its path. */
export const hasTestName: (path: string) => boolean = picomatch([...testNames], { dot: true });

/** Whether a file is never run, as it tests types alone. */
export const isTypeTestPath: (path: string) => boolean = picomatch([...typeTests], { dot: true });

/** Whether a file is a test, or made for tests, by its path below the folder of the ESLint configuration. */
export const isUsualTestPath: (path: string) => boolean = picomatch([...usualTestFiles], { dot: true });

/** Whether nothing but its folder says that a file is a test: it may as well help those beside it. */
export function isTestByFolder(path: string): boolean {
  return isInTestFolder(path) && !isOtherwiseTest(path);
}

const isInTestFolder = picomatch(testFolder, { dot: true });
const isOtherwiseTest = picomatch(
  usualTestFiles.filter((glob) => glob !== testFolder),
  { dot: true },
);

/** Whether a file lies where helpers of tests do: a test that fails may leave open what they opened. */
export function isTestSupportPath(path: string): boolean {
  return /(?:^|[./_-])(?:e2e|fixtures|mocks|spec|specs|test|testing|tests)[./_-]/u.test(path.toLowerCase());
}
