import { describe, expect, it } from 'vitest';

import { callsIn, readFile } from './read-file.ts';

describe('names of a file', () => {
  it('are followed through renaming, namespaces, constants and destructuring', () => {
    const code = `import { beforeAll as before, describe, test as base } from 'vitest';
import * as vitest from 'vitest';
before(() => {});
vitest.afterAll(() => {});
vitest['describe'].only('a', () => {});
const spec = base;
spec('a', () => {});
const { beforeEach, only: one } = base;
beforeEach(() => {});
one('a', () => {});
const rows = base.each([1]);
rows('a', () => {});
const describeDb = process.env['DB'] ? describe : describe.skip;
describeDb('a', () => {});
(base as unknown as typeof vitest.it)('a', () => {});
base!.only?.('a', () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 beforeAll: before all (vitest; import)",
        "4 afterAll: after all (vitest; import)",
        "5 describe: suite (vitest; import)",
        "7 test: test (vitest; import)",
        "9 test.beforeEach: before each (vitest; import)",
        "10 test: test (vitest; import)",
        "12 test: test (vitest; import)",
        "14 describe: suite (vitest; import)",
        "15 test: test (vitest; import)",
        "16 test: test (vitest; import)",
      ]
    `);
  });

  it('are followed through test.extend', () => {
    const code = `import { test as base } from 'vitest';
const test = base.extend<{ db: string }>({ db: 'x' }).extend('port', 1);
test('a', () => {});
test.beforeEach(() => {});
test.override('port', 2).describe('a', () => {});
const other = unknown(base);
other('a', () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 test: test (vitest; import)",
        "4 test.beforeEach: before each (vitest; import)",
        "5 test.describe: suite (vitest; import)",
      ]
    `);
  });

  it('are none of the runner when the file declares them', () => {
    const code = `import { test } from 'vitest';
function afterAll(done: () => void): void { done(); }
const beforeEach = (done: () => void): void => done();
afterAll(() => {});
beforeEach(() => {});
class Suite { describe(title: string, body: () => void): void { body(); } }
new Suite().describe('a', () => {});
export function run(test: (title: string, body: () => void) => void, it: typeof test): void {
  test('a', () => {});
  it('a', () => {});
}
export function again(): void {
  let test = (title: string, body: () => void): void => { body(); };
  test = (title: string, body: () => void): void => { body(); };
  test('a', () => {});
}
test('a', () => {});
/x/.test('a');
`;
    expect(callsIn(code)).toEqual(['17 test: test (vitest; import)']);
  });

  it('are none when only their types are imported', () => {
    const code = `import type { test } from 'vitest';
import { type it } from 'vitest';
test('a', () => {});
it('a', () => {});
`;
    expect(callsIn(code)).toEqual([]);
  });

  it('may be members of the global object', () => {
    const code = `globalThis.describe('a', () => {});
global.it.only('a', () => {});
globalThis.before(() => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "1 describe: suite (mocha; global)",
        "2 it: test (mocha; global)",
        "3 before: before all (mocha; global)",
      ]
    `);
  });

  it('may be declared as globals in the configuration, or ambient', () => {
    const code = `declare const describe: (title: string, body: () => void) => void;
describe('a', () => {});
it('a', () => {});
suite('a', () => {});
`;
    expect(callsIn(code, { globals: { it: 'readonly', suite: 'readonly' } })).toMatchInlineSnapshot(`
      [
        "2 describe: suite (mocha, vitest; global)",
        "3 it: test (mocha, vitest; global)",
        "4 suite: suite (mocha, vitest; global)",
      ]
    `);
  });

  it('may come from a module that is imported at run time', () => {
    const code = `const { test } = await import('node:test');
test('a', () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (node; import)",
      ]
    `);
  });
});

describe('names of another file', () => {
  const fixtures = `import { test as base, mergeTests } from '@playwright/test';
export { expect, test as plain } from '@playwright/test';
export const test = base.extend<{ db: string }>({ db: 'x' });
export const admin = mergeTests(test, base);
export * from 'vitest';
export default test;
export function own(title: string, body: () => void): void { body(); }
`;

  it('are followed through the project', () => {
    const code = `import own0, { admin, own, plain, test, beforeAll, it as vit } from './fixtures.js';
import * as all from './fixtures.js';
test('a', () => {});
test.beforeEach(() => {});
admin('a', () => {});
plain.describe('a', () => {});
own0.afterAll(() => {});
own('a', () => {});
beforeAll(() => {});
vit('a', () => {});
all.test.only('a', () => {});
`;
    expect(callsIn(code, { untyped: false, filename: 'e2e/a.spec.ts', others: { 'e2e/fixtures.ts': fixtures } }))
      .toMatchInlineSnapshot(`
      [
        "3 test: test (playwright; project import)",
        "4 test.beforeEach: before each (playwright; project import)",
        "5 test: test (playwright; project import)",
        "6 test.describe: suite (playwright; project import)",
        "7 test.afterAll: after all (playwright; project import)",
        "9 beforeAll: before all (vitest; project import)",
        "10 it: test (vitest; project import)",
      ]
    `);
  });

  it('are believed by their name where there are no types', () => {
    const code = `import { test, setup, own } from './fixtures';
import { it } from '@/tests/it';
import spec from './spec';
import { describe } from 'uvu';
test('a', () => {});
test.describe('a', () => {});
it('a', () => {});
setup(() => {});
own('a', () => {});
spec('a', () => {});
describe('a', () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "5 test: test (node, vitest; project import)",
        "6 test.describe: suite (node, vitest; project import)",
        "7 it: test (node, vitest; project import)",
      ]
    `);
    expect(callsIn(code, { filename: 'src/a.ts' })).toEqual([]);
  });

  it('are believed to be tests with fixtures by their name', () => {
    const code = `import { postgresTest, runTest, testWithPool, loadTest } from '@acme/testing';
import { expect } from 'vitest';
postgresTest('a', async () => {});
postgresTest(async () => {});
testWithPool('a', { timeout: 1 }, async () => {});
runTest('a', () => {});
loadTest('a', () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 test: test (vitest; project import)",
        "5 test: test (vitest; project import)",
      ]
    `);
  });

  it('are believed by their name beside other calls of a runner', () => {
    const code = `import { beforeAll } from 'vitest';
import { test } from './fixtures';
beforeAll(() => {});
test('a', () => {});
`;
    expect(callsIn(code, { filename: 'src/a.ts' })).toMatchInlineSnapshot(`
      [
        "3 beforeAll: before all (vitest; import)",
        "4 test: test (vitest; project import)",
      ]
    `);
  });

  it('are none when they lead to something else', () => {
    const code = `import { test } from './fixtures.js';
test('a', () => {});
`;
    const others = { 'fixtures.ts': 'export function test(title: string, body: () => void): void { body(); }' };
    expect(callsIn(code, { untyped: false, filename: 'a.test.ts', others })).toEqual([]);
  });
});

describe('types', () => {
  const kit = (types: string): Record<string, string> => ({ 'kit.ts': types });
  const code = `import { hook, spec, group } from './kit.js';
spec('a', () => {});
spec.only('a', () => {});
group('a', () => {});
hook(() => {});
`;
  const read = (types: string): readonly string[] =>
    callsIn(code, { untyped: false, filename: 'a.test.ts', others: kit(types) });

  it('tell what vitest calls make', () => {
    expect(
      read(`import { beforeAll, describe, test } from 'vitest';
const made = <Value>(value: Value): Value => value;
export const spec = made(test);
export const group = made(describe);
export const hook = made(beforeAll);
`),
    ).toMatchInlineSnapshot(`
      [
        "2 test: test (vitest; project import)",
        "3 test: test (vitest; project import)",
        "4 describe: suite (vitest; project import)",
        "5 beforeAll: before all (vitest; project import)",
      ]
    `);
  });

  it('tell what calls of node:test make', () => {
    expect(
      read(`import { before, describe, test } from 'node:test';
const made = <Value>(value: Value): Value => value;
export const spec = made(test);
export const group = made(describe);
export const hook = made(before);
`),
    ).toMatchInlineSnapshot(`
      [
        "2 test: test (node; project import)",
        "3 test: test (node; project import)",
        "4 suite: suite (node; project import)",
        "5 before: before all (node; project import)",
      ]
    `);
  });

  it('tell what calls of Jest make', () => {
    expect(
      read(`import { describe, test } from '@jest/globals';
const made = <Value>(value: Value): Value => value;
export const spec = made(test);
export const group = made(describe);
export const hook = (body: () => void): void => body();
`),
    ).toMatchInlineSnapshot(`
      [
        "2 test: test (jest; project import)",
        "3 test: test (jest; project import)",
        "4 describe: suite (jest; project import)",
      ]
    `);
  });

  it('tell what calls of Playwright make', () => {
    expect(
      read(`import { test } from '@playwright/test';
const made = <Value>(value: Value): Value => value;
export const spec = made(test.extend<{ db: string }>({ db: 'x' }));
export const group = made(test.describe);
export const hook = made(test.beforeAll);
`),
    ).toMatchInlineSnapshot(`
      [
        "2 test: test (playwright; project import)",
        "3 test: test (playwright; project import)",
      ]
    `);
  });

  it('tell what calls of AVA make', () => {
    expect(
      read(`import test, { type TestFn } from 'ava';
const made = <Value>(value: Value): Value => value;
export const spec = made(test as TestFn<{ db: string }>);
export const group = (title: string, body: () => void): void => body();
export const hook = made(test.before);
`),
    ).toMatchInlineSnapshot(`
      [
        "2 test: test (ava; project import)",
        "3 test: test (ava; project import)",
      ]
    `);
  });

  it('tell which runner has declared a global', () => {
    const globals = `describe('a', () => {});
it('a', () => {});
`;
    const typed = (...types: string[]): readonly string[] =>
      callsIn(globals, { untyped: false, compilerOptions: { types: ['node', ...types] } });
    expect([typed(), typed('mocha'), typed('jest'), typed('vitest/globals')]).toMatchInlineSnapshot(`
      [
        [
          "1 describe: suite (bun, jest, mocha, vitest; global)",
          "2 it: test (bun, jest, mocha, vitest; global)",
        ],
        [
          "1 describe: suite (mocha; global)",
          "2 it: test (mocha; global)",
        ],
        [
          "1 describe: suite (jest; global)",
          "2 it: test (jest; global)",
        ],
        [
          "1 describe: suite (vitest; global)",
          "2 it: test (vitest; global)",
        ],
      ]
    `);
  });
});

describe('globals', () => {
  it('belong to the runner of the settings', () => {
    const code = `describe('a', () => { afterAll(() => {}); before(() => {}); });`;
    expect(callsIn(code, { settings: { runner: 'jest' } })).toMatchInlineSnapshot(`
      [
        "1 describe: suite (jest; global)",
        "1 afterAll: after all (jest; global)",
        "1 before: before all (mocha; global)",
      ]
    `);
  });

  it('belong to the runner that the file imports something of', () => {
    const code = `import { vi } from 'vitest';
describe('a', () => { afterAll(() => {}); });`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 describe: suite (vitest; global)",
        "2 afterAll: after all (vitest; global)",
      ]
    `);
    expect(callsIn(code.replace('{ vi }', 'type { Mock }'))).toEqual(callsIn(code));
  });

  it('belong to the runner whose global object the file uses', () => {
    const code = `jest.mock('pg');
describe('a', () => { afterAll(() => {}); });`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 describe: suite (jest; global)",
        "2 afterAll: after all (jest; global)",
      ]
    `);
  });

  it('belong to the only runner that has them all', () => {
    const code = `describe('a', () => { it('b', () => {}); after(() => {}); });`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "1 describe: suite (mocha; global)",
        "1 it: test (mocha; global)",
        "1 after: after all (mocha; global)",
      ]
    `);
    expect(callsIn(code.replace('after(', 'afterAll('))).toMatchInlineSnapshot(`
      [
        "1 describe: suite (bun, jest, vitest; global)",
        "1 it: test (bun, jest, vitest; global)",
        "1 afterAll: after all (bun, jest, vitest; global)",
      ]
    `);
  });

  it('may have other names', () => {
    const settings = { globalAliases: { jest: { describe: ['scenario'] }, vitest: { test: ['check'] } } };
    expect(callsIn(`scenario('a', () => {}); check('a', () => {});`, { settings })).toMatchInlineSnapshot(`
      [
        "1 describe: suite (jest; global)",
        "1 test: test (vitest; global)",
      ]
    `);
    expect(callsIn(`scenario('a', () => {}); check('a', () => {});`)).toEqual([]);
  });
});

describe('settings of other plugins', () => {
  it('name modules that export a runner', () => {
    const code = `import { test } from '@acme/vitest';
import { it } from '#test/vitest';
import { describe } from '@acme/jest';
import { suite } from '@acme/other';
test('a', () => {});
it('a', () => {});
describe('a', () => {});
suite('a', () => {});
`;
    const settings = { vitestImports: ['@acme/vitest', /^#test\//], jestGlobalPackage: '@acme/jest' };
    expect(callsIn(code, { settings })).toMatchInlineSnapshot(`
      [
        "5 test: test (vitest; import)",
        "6 it: test (vitest; import)",
        "7 describe: suite (jest; import)",
      ]
    `);
  });
});

describe('the runners of a file', () => {
  const runnersIn = (code: string): readonly string[] => readFile(code).runners.map(({ name }) => name);

  it('are those that all calls may belong to', () => {
    expect(runnersIn(`it('a', () => {}); beforeAll(() => {});`)).toEqual(['bun', 'jest', 'vitest']);
  });

  it('are all where no runner has every call', () => {
    expect(runnersIn(`import { test } from 'vitest'; test('a', () => {}); after(() => {});`)).toEqual([
      'vitest',
      'mocha',
    ]);
  });

  it('are none in a file without calls', () => {
    expect(runnersIn(`const it = 1; export const test = it;`)).toEqual([]);
  });
});

describe('a call', () => {
  it('is found by its node and by its callback', () => {
    const file = readFile(`import { afterAll, test } from 'vitest';
afterAll(close);
afterAll(close);
test('a', () => {});
async function close(): Promise<void> {}
`);
    const [first, second, third] = file.calls;
    expect(file.calls.map(({ node }) => file.callAt(node))).toEqual(file.calls);
    expect([first, second, third].map((one) => one?.callback && file.callOf(one.callback))).toEqual([
      first,
      second,
      third,
    ]);
    const body = file.view.ast.body[4];
    expect(body && file.callOf(body)).toBe(first);
    expect(file.callAt(file.view.ast)).toBeUndefined();
  });
});
