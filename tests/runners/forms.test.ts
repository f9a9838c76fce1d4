import { describe, expect, it } from 'vitest';

import { callsIn } from './read-file.ts';

describe('vitest', () => {
  it('has functions', () => {
    const code = `import { afterAll, afterEach, aroundAll, aroundEach, beforeAll, beforeEach, describe, it, suite } from 'vitest';
import { expect, onTestFailed, onTestFinished, test, vi } from 'vitest';
describe('a', () => {});
suite('a', () => {});
it('a', () => {});
test('a', () => {});
beforeAll(() => {});
beforeEach(() => {});
afterAll(() => {});
afterEach(() => {}, 1000);
aroundAll(async (run) => run());
aroundEach(async (run) => run());
onTestFinished(() => {});
onTestFailed(() => {});
test('a', { timeout: 10 }, () => {});
test.todo('a');
expect(() => {}).toThrow();
vi.fn(() => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 describe: suite (vitest; import)",
        "4 suite: suite (vitest; import)",
        "5 it: test (vitest; import)",
        "6 test: test (vitest; import)",
        "7 beforeAll: before all (vitest; import)",
        "8 beforeEach: before each (vitest; import)",
        "9 afterAll: after all (vitest; import)",
        "10 afterEach: after each (vitest; import)",
        "11 aroundAll: around all (vitest; import)",
        "12 aroundEach: around each (vitest; import)",
        "13 onTestFinished: teardown (vitest; import)",
        "14 onTestFailed: failure (vitest; import)",
        "15 test: test (vitest; import)",
        "16 test: test (vitest; import)",
      ]
    `);
  });

  it('has members and modifiers of a test', () => {
    const code = `import { describe, test } from 'vitest';
test.beforeAll(() => {});
test.beforeEach(() => {});
test.afterAll(() => {});
test.afterEach(() => {});
test.aroundEach(async (run) => run());
test.describe('a', () => {});
test.only.each([1])('a', () => {});
test.for([1])('a', () => {});
test.skipIf(true)('a', () => {});
test.concurrent.skip('a', () => {});
describe.each\`
  a
  \${1}
\`('a', () => {});
describe.runIf(true).only('a', () => {});
test.each([1]);
test.unknown('a', () => {});
describe.beforeAll(() => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test.beforeAll: before all (vitest; import)",
        "3 test.beforeEach: before each (vitest; import)",
        "4 test.afterAll: after all (vitest; import)",
        "5 test.afterEach: after each (vitest; import)",
        "6 test.aroundEach: around each (vitest; import)",
        "7 test.describe: suite (vitest; import)",
        "8 test: test (vitest; import)",
        "9 test: test (vitest; import)",
        "10 test: test (vitest; import)",
        "11 test: test (vitest; import)",
        "12 describe: suite (vitest; import)",
        "16 describe: suite (vitest; import)",
      ]
    `);
  });

  it('gives tests, hooks and fixtures a context', () => {
    const code = `import { aroundEach, beforeEach, test } from 'vitest';
test('a', (ctx) => {
  ctx.onTestFinished(() => {});
  ctx.onTestFailed(() => {});
});
test('a', ({ onTestFinished }) => {
  onTestFinished(() => {});
});
test.for([1])('a', (row, { onTestFinished: done }) => {
  row.onTestFinished(() => {});
  done(() => {});
});
test.each([{ onTestFinished() {} }])('a', (row) => {
  row.onTestFinished(() => {});
});
beforeEach((ctx) => {
  const { onTestFinished } = ctx;
  onTestFinished(() => {});
});
aroundEach(async (run, ctx) => {
  ctx.onTestFinished(() => {});
  await run();
});
test.extend({
  async db({ onTestFinished }, use) {
    onTestFinished(() => {});
    await use(1);
  },
});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (vitest; import)",
        "3 onTestFinished: teardown (vitest; context)",
        "4 onTestFailed: failure (vitest; context)",
        "6 test: test (vitest; import)",
        "7 onTestFinished: teardown (vitest; context)",
        "9 test: test (vitest; import)",
        "11 onTestFinished: teardown (vitest; context)",
        "13 test: test (vitest; import)",
        "16 beforeEach: before each (vitest; import)",
        "18 onTestFinished: teardown (vitest; context)",
        "20 aroundEach: around each (vitest; import)",
        "21 onTestFinished: teardown (vitest; context)",
        "26 onTestFinished: teardown (vitest; context)",
      ]
    `);
  });
});

describe('jest', () => {
  it('has functions', () => {
    const code = `import { afterAll, afterEach, beforeAll, beforeEach, describe, fdescribe, fit, it, test, xdescribe, xit, xtest } from '@jest/globals';
describe('a', () => {});
fdescribe('a', () => {});
xdescribe('a', () => {});
it('a', () => {});
fit('a', () => {});
xit('a', () => {});
test('a', () => {});
xtest('a', () => {});
beforeAll(() => {});
beforeEach((done) => { done(() => {}); });
afterAll(async () => {}, 100);
afterEach(() => {});
test.failing.each([1])('a', () => {});
test.concurrent('a', async () => {});
describe.only('a', () => {});
test.extend({});
test.beforeAll(() => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 describe: suite (jest; import)",
        "3 fdescribe: suite (jest; import)",
        "4 xdescribe: suite (jest; import)",
        "5 it: test (jest; import)",
        "6 fit: test (jest; import)",
        "7 xit: test (jest; import)",
        "8 test: test (jest; import)",
        "9 xtest: test (jest; import)",
        "10 beforeAll: before all (jest; import)",
        "11 beforeEach: before each (jest; import)",
        "12 afterAll: after all (jest; import)",
        "13 afterEach: after each (jest; import)",
        "14 test: test (jest; import)",
        "15 test: test (jest; import)",
        "16 describe: suite (jest; import)",
      ]
    `);
  });

  it('has globals', () => {
    const code = `fdescribe('a', () => {
  beforeAll(async () => {});
  fit('a', () => {});
  xtest('a', () => {});
  it.each\`a\`('a', () => {});
  jest.fn(() => {});
});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "1 fdescribe: suite (jest; global)",
        "2 beforeAll: before all (jest; global)",
        "3 fit: test (jest; global)",
        "4 xtest: test (jest; global)",
        "5 it: test (jest; global)",
      ]
    `);
  });
});

describe('node:test', () => {
  it('has functions', () => {
    const code = `import test, { after, afterEach, before, beforeEach, describe, it, mock, suite, test as named } from 'node:test';
test('a', () => {});
test(() => {});
test({ timeout: 10 }, () => {});
test('a', { timeout: 10 }, () => {});
named('a', () => {});
describe('a', () => {});
suite('a', () => {});
it('a', () => {});
before(() => {});
beforeEach(() => {});
after(() => {}, { timeout: 10 });
afterEach(() => {});
test.before(() => {});
test.afterEach(() => {});
test.describe.only('a', () => {});
test.it.skip('a', () => {});
it.only('a', () => {});
mock.fn(() => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (node; import)",
        "3 test: test (node; import)",
        "4 test: test (node; import)",
        "5 test: test (node; import)",
        "6 test: test (node; import)",
        "7 describe: suite (node; import)",
        "8 suite: suite (node; import)",
        "9 it: test (node; import)",
        "10 before: before all (node; import)",
        "11 beforeEach: before each (node; import)",
        "12 after: after all (node; import)",
        "13 afterEach: after each (node; import)",
        "14 test.before: before all (node; import)",
        "15 test.afterEach: after each (node; import)",
        "16 test.describe: suite (node; import)",
        "17 test.it: test (node; import)",
        "18 it: test (node; import)",
      ]
    `);
  });

  it('gives tests a context', () => {
    const code = `import test, { before, describe, type TestContext } from 'node:test';
test('a', async (t) => {
  t.before(() => {});
  t.beforeEach(() => {});
  t.after(() => {});
  t.afterEach(() => {});
  t.plan(() => {});
  t.mock.fn(() => {});
  await t.test('b', (inner) => {
    inner.after(() => {});
  });
  t.test.skip('c', { skip: true }, () => {});
  helper(t);
});
describe('a', (s) => {
  s.after(() => {});
});
before((t) => {
  t.after(() => {});
});
function helper(context) {
  context.after(() => {});
}
export function open(t: TestContext, x: string) {
  t.after(() => {});
  x.after(() => {});
}
export const closeAfter = ({ after }: TestContext) => after(() => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (node; import)",
        "3 before: before all (node; context)",
        "4 beforeEach: before each (node; context)",
        "5 after: teardown (node; context)",
        "6 afterEach: after each (node; context)",
        "9 test: test (node; context)",
        "10 after: teardown (node; context)",
        "12 test: test (node; context)",
        "15 describe: suite (node; import)",
        "18 before: before all (node; import)",
        "19 after: teardown (node; context)",
        "22 after: teardown (node; context)",
        "25 after: teardown (node; context)",
        "28 after: teardown (node; context)",
      ]
    `);
  });

  it('is a module, too', () => {
    const code = `const test = require('node:test');
const { before } = require('node:test');
test('a', () => {});
test.test('a', () => {});
before(() => {});
require('node:test').after(() => {});
`;
    expect(callsIn(code, { filename: 'a.test.cjs', sourceType: 'commonjs' })).toMatchInlineSnapshot(`
      [
        "3 test: test (node; import)",
        "4 test: test (node; import)",
        "5 before: before all (node; import)",
        "6 after: after all (node; import)",
      ]
    `);
  });
});

describe('Playwright', () => {
  it('has a test with members', () => {
    const code = `import { expect, test } from '@playwright/test';
test('a', async ({ page }) => { await page.after(() => {}); });
test('a', { tag: '@slow' }, async () => {});
test.only('a', async () => {});
test.fixme('a', async () => {});
test.fail.only('a', async () => {});
test.describe('a', () => {});
test.describe(() => {});
test.describe.serial.only('a', () => {});
test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {});
test.beforeEach('title', async () => {});
test.afterAll(async () => {});
test.afterEach(async () => {});
test.step('a', async () => {});
test.skip(({ browserName }) => browserName === 'firefox', 'why');
test.skip(true, 'why');
test.skip();
test.slow(() => true);
test.use({ locale: 'de' });
expect(() => {}).toThrow();
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (playwright; import)",
        "3 test: test (playwright; import)",
        "4 test: test (playwright; import)",
        "5 test: test (playwright; import)",
        "6 test: test (playwright; import)",
        "7 test.describe: suite (playwright; import)",
        "8 test.describe: suite (playwright; import)",
        "9 test.describe: suite (playwright; import)",
        "11 test.beforeAll: before all (playwright; import)",
        "12 test.beforeEach: before each (playwright; import)",
        "13 test.afterAll: after all (playwright; import)",
        "14 test.afterEach: after each (playwright; import)",
      ]
    `);
  });

  it('has a default export, and makes a test of several', () => {
    const code = `import base, { mergeTests } from '@playwright/test';
const test = mergeTests(base, base).extend({});
test('a', async () => {});
base.extend({}).extend({}).beforeAll(async () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 test: test (playwright; import)",
        "4 test.beforeAll: before all (playwright; import)",
      ]
    `);
  });
});

describe('Mocha', () => {
  it('has functions of two interfaces', () => {
    const code = `import { after, afterEach, before, beforeEach, context, describe, it, setup, specify, suite, suiteSetup } from 'mocha';
import { suiteTeardown, teardown, test, xcontext, xdescribe, xit, xspecify } from 'mocha';
describe('a', function () {});
context('a', function () {});
xdescribe('a', function () {});
xcontext('a', function () {});
it('a', function (done) { done(); });
specify('a', function () {});
xit('a', function () {});
xspecify('a', function () {});
before(function () {});
before('with a title', function () {});
beforeEach(function () {});
after(function () {});
afterEach(function () {});
suite('a', function () {});
test('a', function () {});
suiteSetup(function () {});
setup(function () {});
suiteTeardown(function () {});
teardown(function () {});
describe.only('a', function () {});
it.skip('a', function () {});
it('later');
it.each([1])('a', function () {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 describe: suite (mocha; import)",
        "4 context: suite (mocha; import)",
        "5 xdescribe: suite (mocha; import)",
        "6 xcontext: suite (mocha; import)",
        "7 it: test (mocha; import)",
        "8 specify: test (mocha; import)",
        "9 xit: test (mocha; import)",
        "10 xspecify: test (mocha; import)",
        "11 before: before all (mocha; import)",
        "12 before: before all (mocha; import)",
        "13 beforeEach: before each (mocha; import)",
        "14 after: after all (mocha; import)",
        "15 afterEach: after each (mocha; import)",
        "16 suite: suite (mocha; import)",
        "17 test: test (mocha; import)",
        "18 suiteSetup: before all (mocha; import)",
        "19 setup: before each (mocha; import)",
        "20 suiteTeardown: after all (mocha; import)",
        "21 teardown: after each (mocha; import)",
        "22 describe: suite (mocha; import)",
        "23 it: test (mocha; import)",
        "24 it: test (mocha; import)",
      ]
    `);
  });

  it('has globals', () => {
    const code = `context('a', () => {
  before(async () => {});
  teardown(async () => {});
  it('a', () => {});
});
setup({ seed: 1 });
suite('smooth');
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "1 context: suite (mocha; global)",
        "2 before: before all (mocha; global)",
        "3 teardown: after each (mocha; global)",
        "4 it: test (mocha; global)",
      ]
    `);
  });

  it('is a module, too', () => {
    const code = `import mocha from 'mocha';
import * as all from 'mocha';
mocha.describe('a', () => {});
all.before(() => {});
mocha('a', () => {});
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "3 describe: suite (mocha; import)",
        "4 before: before all (mocha; import)",
      ]
    `);
  });
});

describe('AVA', () => {
  it('has a test with members', () => {
    const code = `import test from 'ava';
test('a', (t) => { t.teardown(() => {}); t.after(() => {}); });
test((t) => {});
test.serial('a', ({ teardown }) => { teardown(() => {}); });
test.serial.failing('a', (t) => {});
test.todo('a');
test.before(() => {});
test.serial.before('title', () => {});
test.after(() => {});
test.after.always(() => {});
test.serial.after.always(() => {});
test.beforeEach((t) => {});
test.afterEach(() => {});
test.afterEach.always('title', (t) => { t.teardown(() => {}); });
test.macro(() => {});
test('a', macro, 1);
test(macro);
function macro(t) { t.teardown(() => {}); }
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (ava; import)",
        "2 teardown: teardown (ava; context)",
        "3 test: test (ava; import)",
        "4 test: test (ava; import)",
        "4 teardown: teardown (ava; context)",
        "5 test: test (ava; import)",
        "6 test: test (ava; import)",
        "7 test.before: before all (ava; import)",
        "8 test.before: before all (ava; import)",
        "9 test.after: after all on success (ava; import)",
        "10 test.after.always: after all (ava; import)",
        "11 test.after.always: after all (ava; import)",
        "12 test.beforeEach: before each (ava; import)",
        "13 test.afterEach: after each on success (ava; import)",
        "14 test.afterEach.always: after each (ava; import)",
        "14 teardown: teardown (ava; context)",
        "15 test.macro: test (ava; import)",
        "16 test: test (ava; import)",
        "17 test: test (ava; import)",
        "18 teardown: teardown (ava; context)",
      ]
    `);
  });

  it('has a context that can be said by its type', () => {
    const code = `import type { ExecutionContext } from 'ava';
export async function open(t: ExecutionContext<{ db: string }>) { t.teardown(() => {}); }
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 teardown: teardown (ava; context)",
      ]
    `);
  });
});

describe('bun:test', () => {
  it('has functions', () => {
    const code = `import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, mock, onTestFinished, test, xdescribe, xit, xtest } from 'bun:test';
describe('a', () => {});
xdescribe('a', () => {});
it('a', () => {});
xit('a', () => {});
test('a', () => {});
xtest('a', () => {});
beforeAll(() => {});
beforeEach(() => {});
afterAll(() => {});
afterEach(() => {});
onTestFinished(() => {});
test.if(true)('a', () => {});
test.todoIf(true)('a', () => {});
test.each([1])('a', (row) => {});
describe.skipIf(true)('a', () => {});
mock(() => {});
expect(() => {}).toThrow();
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 describe: suite (bun; import)",
        "3 xdescribe: suite (bun; import)",
        "4 it: test (bun; import)",
        "5 xit: test (bun; import)",
        "6 test: test (bun; import)",
        "7 xtest: test (bun; import)",
        "8 beforeAll: before all (bun; import)",
        "9 beforeEach: before each (bun; import)",
        "10 afterAll: after all (bun; import)",
        "11 afterEach: after each (bun; import)",
        "12 onTestFinished: teardown (bun; import)",
        "13 test: test (bun; import)",
        "14 test: test (bun; import)",
        "15 test: test (bun; import)",
        "16 describe: suite (bun; import)",
      ]
    `);
  });
});
