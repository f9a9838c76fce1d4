import { describe, expect, it } from 'vitest';

import { rootHooksOf } from '../../src/runners/root-hooks.ts';
import { globalSetupOf, isSetupFile } from '../../src/runners/setup-files.ts';
import { isTestCode } from '../../src/runners/test-code.ts';
import { viewOf } from './read-file.ts';

describe('a set-up file', () => {
  const isSetup = (path: string, code = 'export {};'): boolean => isSetupFile(viewOf(code), path);

  it('is known by its path', () => {
    const paths = [
      'global-setup.ts',
      'e2e/globalSetup.ts',
      'test/global.setup.ts',
      'global-teardown.mjs',
      'globalTeardown.js',
      'vitest.setup.ts',
      'vitest-setup.ts',
      'jest.setup.js',
      'jest.setup.after-env.js',
      'setup-tests.ts',
      'src/setupTests.ts',
      'setup-jest.ts',
      'setup-vitest.ts',
      'test-setup.ts',
      'test/setup.ts',
      'tests/setup/database.ts',
      'tests/integration/setup/server.ts',
      'test/hooks.ts',
      'global-setup-e2e.ts',
    ];
    expect(paths.filter((path) => !isSetup(path))).toEqual([]);
  });

  it('is not what only sounds like one', () => {
    const paths = [
      'src/setup.ts',
      'src/hooks.ts',
      'src/setup/index.ts',
      'src/global-set.ts',
      'src/upgrade/globalSetupWizard.test.tsx',
      'test/setup.test.ts',
      'src/test.ts',
      'docs/setup.md',
      'test/pool.ts',
      'src/latest/setup.ts',
    ];
    expect(paths.filter((path) => isSetup(path))).toEqual([]);
  });

  it('is known by what it exports', () => {
    expect(isSetup('src/a.ts', 'export const mochaHooks = { afterAll() {} };')).toBe(true);
    expect(isSetup('src/a.ts', 'export async function mochaGlobalTeardown() {}')).toBe(true);
    expect(isSetup('src/a.ts', 'export async function globalSetup() {}')).toBe(true);
    expect(isSetup('src/a.ts', 'export const hooks = { afterAll() {} };')).toBe(false);
    expect(isSetup('src/a.ts', 'export async function setup() {}')).toBe(false);
  });
});

describe('global set-up', () => {
  const found = (path: string, code: string): unknown => {
    const setup = globalSetupOf(viewOf(code, { sourceType: path.endsWith('.cjs') ? 'commonjs' : 'module' }), path);
    return (
      setup && {
        runners: setup.runners.map(({ name }) => name),
        setUp: setup.setUp.map(({ loc }) => loc.start.line),
        tearDown: setup.tearDown.map(({ loc }) => loc.start.line),
      }
    );
  };

  it('is a default export', () => {
    expect(found('e2e/global-setup.ts', 'export default async function () {}')).toMatchInlineSnapshot(`
      {
        "runners": [
          "jest",
          "playwright",
          "vitest",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [],
      }
    `);
    expect(found('global-setup.ts', 'const setUp = async () => {};\nexport default setUp;')).toMatchInlineSnapshot(`
      {
        "runners": [
          "jest",
          "playwright",
          "vitest",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [],
      }
    `);
    expect(found('global-setup.cjs', 'module.exports = async () => {};')).toMatchInlineSnapshot(`
      {
        "runners": [
          "jest",
          "playwright",
          "vitest",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [],
      }
    `);
  });

  it('is of the runner that the settings or an import name', () => {
    const runnersOf = (code: string, settings = {}): readonly string[] | undefined =>
      globalSetupOf(viewOf(code), 'test/global-setup.ts', settings)?.runners.map(({ name }) => name);
    const code = 'export default async function () {}';
    expect(runnersOf(code, { runner: 'jest' })).toEqual(['jest']);
    expect(runnersOf(code, { runner: 'mocha' })).toEqual(['jest', 'playwright', 'vitest']);
    expect(runnersOf(`import type { FullConfig } from '@playwright/test';\n${code}`)).toEqual(['playwright']);
    expect(runnersOf(`import type { TestProject } from 'vitest/node';\n${code}`)).toEqual(['vitest']);
    expect(runnersOf(`import type { Pool } from 'pg';\n${code}`)).toEqual(['jest', 'playwright', 'vitest']);
  });

  it('is a pair of exports in Vitest and node:test', () => {
    expect(found('test/globalSetup.ts', 'export async function setup() {}\nexport const teardown = async () => {};'))
      .toMatchInlineSnapshot(`
      {
        "runners": [
          "vitest",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [
          2,
        ],
      }
    `);
    expect(found('test/setup.ts', 'export async function globalSetup() {}\nexport async function globalTeardown() {}'))
      .toMatchInlineSnapshot(`
      {
        "runners": [
          "node",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [
          2,
        ],
      }
    `);
  });

  it('is a function or a list in Mocha', () => {
    expect(
      found(
        'test/fixtures.ts',
        'const open = async () => {};\nexport const mochaGlobalSetup = [open];\nexport async function mochaGlobalTeardown() {}',
      ),
    ).toMatchInlineSnapshot(`
      {
        "runners": [
          "mocha",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [
          3,
        ],
      }
    `);
    expect(found('test/fixtures.cjs', 'exports.mochaGlobalSetup = async () => {};')).toMatchInlineSnapshot(`
      {
        "runners": [
          "mocha",
        ],
        "setUp": [
          1,
        ],
        "tearDown": [],
      }
    `);
    expect(found('test/fixtures.cjs', 'module.exports = { mochaGlobalTeardown: async () => {} };'))
      .toMatchInlineSnapshot(`
      {
        "runners": [
          "mocha",
        ],
        "setUp": [],
        "tearDown": [
          1,
        ],
      }
    `);
  });

  it('may lie in two files', () => {
    expect(found('global-teardown.ts', 'export default async function () {}')).toMatchInlineSnapshot(`
      {
        "runners": [
          "jest",
          "playwright",
        ],
        "setUp": [],
        "tearDown": [
          1,
        ],
      }
    `);
  });

  it('is nothing else', () => {
    expect(found('src/app.ts', 'export default async function () {}')).toBeUndefined();
    expect(found('src/app.ts', 'export async function setup() {}')).toBeUndefined();
    expect(found('global-setup.ts', 'export const url = 1; export default 2;')).toBeUndefined();
    expect(found('global-setup.ts', 'export default setUp; const setUp = setUp;')).toBeUndefined();
  });
});

describe('root hooks', () => {
  const found = (code: string): readonly string[] =>
    rootHooksOf(viewOf(code)).map(
      ({ name, does, callback, runners }) =>
        `${name}: ${does.when} ${does.every}, ${callback?.type ?? 'unknown'} (${runners.map((one) => one.name).join(', ')})`,
    );

  it('are members of mochaHooks', () => {
    expect(
      found(`export const mochaHooks: Mocha.RootHookObject = {
  async beforeAll() {},
  afterAll: close,
  beforeEach: [() => {}, unknown],
  other() {},
};
async function close() {}
`),
    ).toMatchInlineSnapshot(`
      [
        "beforeAll: before all, FunctionExpression (mocha)",
        "afterAll: after all, FunctionDeclaration (mocha)",
        "beforeEach: before each, ArrowFunctionExpression (mocha)",
        "beforeEach: before each, unknown (mocha)",
      ]
    `);
  });

  it('may be given by a function, or named', () => {
    expect(found('export const mochaHooks = async () => { return { afterAll() {} }; };')).toMatchInlineSnapshot(`
      [
        "afterAll: after all, FunctionExpression (mocha)",
      ]
    `);
    expect(found('export const mochaHooks = () => ({ afterAll() {} });')).toMatchInlineSnapshot(`
      [
        "afterAll: after all, FunctionExpression (mocha)",
      ]
    `);
    expect(found('const hooks = { afterAll() {} };\nexport { hooks as mochaHooks };')).toMatchInlineSnapshot(`
      [
        "afterAll: after all, FunctionExpression (mocha)",
      ]
    `);
    expect(found('exports.mochaHooks = { afterAll() {} };')).toMatchInlineSnapshot(`
      [
        "afterAll: after all, FunctionExpression (mocha)",
      ]
    `);
  });

  it('are nothing else', () => {
    expect(found('const mochaHooks = { afterAll() {} };')).toEqual([]);
    expect(found('export const mochaHooks = make();')).toEqual([]);
    expect(found('export const mochaHooks = mochaHooks;')).toEqual([]);
  });
});

describe('test code', () => {
  it('is known by its path, or by definitions at its top level', () => {
    expect(isTestCode(viewOf('export {};'), 'src/db.test.ts')).toBe(true);
    expect(isTestCode(viewOf(`describe('a', () => {});`), 'src/db.ts')).toBe(true);
    expect(isTestCode(viewOf(`import { beforeAll } from 'vitest'; beforeAll(() => {});`), 'src/db.ts')).toBe(true);
    expect(isTestCode(viewOf(`import { it } from 'vitest'; await it.each([1])('a', () => {});`), 'src/db.ts')).toBe(
      false,
    );
    expect(isTestCode(viewOf(`import { it } from 'vitest'; it.each([1])('a', () => {});`), 'src/db.ts')).toBe(true);
  });

  it('is not a module with a helper for tests', () => {
    const helper = `import { afterAll } from 'vitest';
export function server(): void { afterAll(() => {}); }
`;
    expect(isTestCode(viewOf(helper), 'src/server.ts')).toBe(false);
    expect(isTestCode(viewOf(helper), 'src/server.ts', ['src/server.ts'])).toBe(true);
    expect(isTestCode(viewOf('export {};'), 'src/db.test.ts', ['src/server.ts'])).toBe(false);
  });
});
