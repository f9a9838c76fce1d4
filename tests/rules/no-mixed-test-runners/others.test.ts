import { describe } from 'vitest';

import rule from '../../../src/rules/no-mixed-test-runners.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-mixed-test-runners', rule);

describe('a global of another runner', () => {
  invalid("Mocha's after in a file of Jest", {
    code: `
import { jest } from '@jest/globals';
describe('a', () => {
  after(() => {});
  after(() => {});
  it('b', () => { jest.fn(); });
});
`,
    compilerOptions: { types: ['node', 'mocha'] },
    filename: 'app/a.test.ts',
    reports: ['4:3 foreignGlobal'],
  });

  valid("Mocha's after in a file of Mocha", {
    code: `
describe('a', () => {
  after(() => {});
  it('b', () => {});
});
`,
    compilerOptions: { types: ['node', 'mocha'] },
    filename: 'app/a.test.ts',
  });

  valid('a member of a global that only one of two runners has', {
    code: `
describe('a', () => {
  beforeEach(() => {});
  it('b', () => {});
  it.runIf(process.platform === 'linux')('c', () => {});
});
`,
    compilerOptions: { types: ['node', 'jest'] },
    filename: 'app/a.test.ts',
  });

  invalid('a global describe around tests of node:test', {
    code: `
import { test } from 'node:test';
describe('a', () => {
  test('b', () => {});
});
`,
    compilerOptions: { types: ['node', 'mocha'] },
    filename: 'app/a.test.ts',
    reports: ['3:1 foreignGlobal'],
  });

  valid('an imported describe', {
    code: `
import { describe, test } from 'node:test';
describe('a', () => {
  test('b', () => {});
});
`,
    filename: 'app/a.test.ts',
  });

  invalid('a global test beside imported ones', {
    code: `
import { it } from 'node:test';
it('a', () => {});
it('b', () => {});
test('c', () => {});
`,
    compilerOptions: { types: ['node', 'mocha'] },
    filename: 'app/a.test.ts',
    reports: ['5:1 foreignGlobal'],
  });

  valid('the globals of Jasmine', {
    code: `
describe('a', () => {
  beforeAll(() => {
    jasmine.addMatchers({});
  });
  it('b', () => {});
});
`,
    compilerOptions: { types: ['node', 'mocha'] },
    filename: 'app/a.test.ts',
  });

  invalid('those hooks where Mocha runs the tests', {
    code: `
describe('a', () => {
  beforeAll(() => {});
  it('b', () => {});
});
`,
    compilerOptions: { types: ['node', 'mocha'] },
    filename: 'app/a.test.ts',
    reports: ['3:3 foreignGlobal'],
  });

  invalid('the hooks of the minority', {
    code: `
it('a', () => {});
beforeAll(() => {});
afterAll(() => {});
after(() => {});
`,
    compilerOptions: { types: ['node', 'jest'] },
    filename: 'app/a.test.ts',
    untyped: true,
    reports: ['5:1 foreignGlobal'],
  });

  valid('hooks of which none is in the minority', {
    code: `
it('a', () => {});
beforeAll(() => {});
after(() => {});
`,
    filename: 'app/a.test.ts',
    untyped: true,
  });

  invalid('hooks that do not belong to the runner of the settings', {
    code: `
it('a', () => {});
beforeAll(() => {});
after(() => {});
`,
    filename: 'app/a.test.ts',
    compilerOptions: { types: ['node', 'jest', 'mocha'] },
    settings: { runner: 'mocha' },
    reports: ['3:1 foreignGlobal'],
  });

  valid('a hook of Mocha, where Jest has types for the same tests', {
    code: `
describe('a', () => {
  before(() => {});
  it('b', () => {});
});
`,
    filename: 'app/a.test.js',
    compilerOptions: { types: ['node', 'jest', 'mocha'] },
  });

  invalid('the hook of the minority, where both have types', {
    code: `
describe('a', () => {
  beforeAll(() => {});
  afterAll(() => {});
  after(() => {});
  it('b', () => {});
});
`,
    filename: 'app/a.test.js',
    compilerOptions: { types: ['node', 'jest', 'mocha'] },
    reports: ['5:3 foreignGlobal'],
  });

  valid('a global that is asked for before it is called', {
    code: `
import { test } from 'vitest';
declare const after: undefined | ((done: () => void) => void);
if (typeof after === 'function') {
  after(() => {});
}
test('b', () => {});
`,
    filename: 'app/a.test.ts',
  });
});

describe('tests of another runner', () => {
  invalid('the fewer ones', {
    code: `
import { test } from 'node:test';
import { it } from 'vitest';
it('a', () => {});
it('b', () => {});
test('c', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  invalid('a suite of node:test around tests whose runner only a global tells', {
    code: `
import { redisTest } from '@acme/containers';
import { describe } from 'node:test';
vi.setConfig({ testTimeout: 60_000 });
describe('a', () => {
  redisTest('b', async () => {});
});
`,
    compilerOptions: { types: ['node', 'vitest/globals'] },
    filename: 'app/a.test.ts',
    reports: ['3:10 foreignName'],
  });

  valid('a suite of node:test around tests whose runner is not known', {
    code: `
import { redisTest } from '@acme/containers';
import { describe } from 'node:test';
import { expect } from 'vitest';
describe('a', () => {
  redisTest('b', async () => { expect(1).toBe(1); });
});
`,
    filename: 'app/a.test.ts',
    untyped: true,
  });

  invalid('with modifiers that the other runner has', {
    code: `
import { it as check } from '@jest/globals';
import { it } from 'vitest';
it('a', () => {});
it('b', () => {});
check.each([1])('c', () => {});
check.only('d', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  invalid('with modifiers that it has not', {
    code: `
import { it as check } from 'vitest';
import { it } from 'node:test';
it('a', () => {});
it('b', () => {});
check.runIf(true)('c', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  invalid('a test that is made of that of another runner', {
    code: `
import { test as base } from '@playwright/test';
import { test } from 'vitest';
const e2e = base.extend({});
test('a', () => {});
test('b', () => {});
e2e('c', async () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  invalid('a focused suite is not one of the other runner', {
    code: `
import { fdescribe } from '@jest/globals';
import { test } from 'vitest';
fdescribe('a', () => {
  test('b', () => {});
});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  invalid('a suite around the tests', {
    code: `
import { context } from 'mocha';
import { test } from 'vitest';
context('a', () => {
  test('b', () => {});
});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });
});

describe('mocks', () => {
  invalid("Vitest's vi in a file of Jest", {
    code: `
import { expect, test } from '@jest/globals';
import { vi } from 'vitest';
vi.mock('./pool.js');
test('a', () => { expect(1).toBe(1); });
`,
    filename: 'app/a.test.ts',
    reports: ['3:10 foreignName'],
  });

  invalid('with functions that both have', {
    code: `
import { test } from '@jest/globals';
import { vi } from 'vitest';
test('a', () => {
  const spy = vi.fn();
  spy();
  vi.restoreAllMocks();
});
`,
    filename: 'app/a.test.ts',
    reports: ['3:10 foreignName'],
  });

  invalid("Jest's global in a file of Vitest", {
    code: `
import { test } from 'vitest';
test('a', () => { jest.fn(); });
`,
    compilerOptions: { types: ['node', 'jest'] },
    filename: 'app/a.test.ts',
    reports: ['3:19 foreignGlobal'],
  });

  valid("Vitest's own", {
    code: `
import { test, vi } from 'vitest';
test('a', () => { vi.fn(); });
`,
    filename: 'app/a.test.ts',
  });

  valid('a variable of this name', {
    code: `
import { test, vi as jest } from 'vitest';
test('a', () => { jest.fn(); });
`,
    filename: 'app/a.test.ts',
  });

  valid("node:test's mock as a library", {
    code: `
import { mock } from 'node:test';
import { test } from 'vitest';
test('a', () => { mock.fn(); });
`,
    filename: 'app/a.test.ts',
  });

  valid("Vitest's vi in a runner that mocks nothing", {
    code: `
import { it } from 'mocha';
import { vi } from 'vitest';
it('a', () => { vi.fn(); });
`,
    filename: 'app/a.test.ts',
  });

  valid("Vitest's vi in a runner that mocks in another way", {
    code: `
import { test } from 'node:test';
import { vi } from 'vitest';
test('a', () => { vi.fn(); });
`,
    filename: 'app/a.test.ts',
  });

  valid("Jest's global where it is asked for", {
    code: `
import { test } from 'vitest';
test('a', () => { if (typeof jest !== 'undefined') { jest.fn(); } });
`,
    compilerOptions: { types: ['node', 'jest'] },
    filename: 'app/a.test.ts',
  });

  invalid("Jest's module, which throws when it is imported", {
    code: `
import { it } from 'mocha';
import { jest } from '@jest/globals';
it('a', () => { jest.fn(); });
`,
    filename: 'app/a.test.ts',
    reports: ['3:10 foreignName'],
  });
});

describe('assertions', () => {
  invalid("Playwright's expect in a test of Vitest", {
    code: `
import { expect } from '@playwright/test';
import { test } from 'vitest';
test('a', () => {
  expect(1).toBe(1);
  expect([1]).not.toContain(2);
});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  invalid("Playwright's expect of a promise in a test of Vitest", {
    code: `
import { expect } from '@playwright/test';
import { test } from 'vitest';
test('a', async () => {
  await expect(Promise.resolve(1)).resolves.toBe(1);
  await expect.poll(() => 1).toBe(1);
});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignName'],
  });

  valid('of a page, which no other expect can wait for', {
    code: `
import { chromium, expect } from '@playwright/test';
import { test } from 'vitest';
test('a', async () => {
  await using browser = await chromium.launch();
  const page = await browser.newPage();
  await expect(page).not.toHaveTitle('a');
  await expect.soft(page.locator('h1')).toBeVisible();
  expect(page.url()).toBe('about:blank');
});
`,
    filename: 'app/a.test.ts',
  });

  invalid("Vitest's expect of a page in a test of Playwright", {
    code: `
import { test } from '@playwright/test';
import { expect } from 'vitest';
test('a', async ({ page }) => {
  await expect(page).toHaveTitle('a');
});
`,
    filename: 'app/a.test.ts',
    reports: ['3:10 foreignName'],
  });

  valid('a library of assertions', {
    code: `
import assert from 'node:assert/strict';
import { test } from 'vitest';
test('a', () => { assert.equal(1, 1); });
`,
    filename: 'app/a.test.ts',
  });

  valid('expect in a runner that has none', {
    code: `
import { test } from 'node:test';
import { expect } from 'vitest';
test('a', () => { expect(1).toBe(1); });
`,
    filename: 'app/a.test.ts',
  });

  valid('expect of a package of its own', {
    code: `
import { expect } from 'expect';
import { sinon } from 'sinon';
import { render } from '@testing-library/react';
import { test } from 'vitest';
test('a', () => { expect(render(sinon)).toBe(1); });
`,
    filename: 'app/a.test.ts',
    untyped: true,
  });
});

describe('files that are not mixed', () => {
  valid('types of another runner', {
    code: `
import type { Page } from '@playwright/test';
import { type Mock, test } from 'vitest';
export type Both = readonly [Page, Mock];
test('a', () => {});
`,
    filename: 'app/a.test.ts',
  });

  valid('a file without tests, for several runners', {
    code: `
import { afterAll } from 'vitest';
import { after } from 'node:test';
export function closeAfterAll(isVitest: boolean, close: () => void): void {
  if (isVitest) {
    afterAll(close);
  } else {
    after(close);
  }
}
`,
    filename: 'app/support.ts',
  });

  valid('a runner that is chosen when the file runs', {
    code: `
const { afterAll } = process.env['VITEST'] ? await import('vitest') : await import('@jest/globals');
import { test } from 'node:test';
afterAll(() => {});
test('a', () => {});
`,
    filename: 'app/a.test.ts',
  });

  valid('tests of a runner that is chosen when the file runs', {
    code: `
import { afterAll } from 'vitest';
const { test } = process.env['VITEST'] ? await import('vitest') : await import('node:test');
afterAll(() => {});
test('a', () => {});
`,
    filename: 'app/a.test.ts',
  });

  valid('fixtures that cannot be looked into', {
    code: `
import { test } from './fixtures';
import { expect } from '@playwright/test';
test.describe('a', () => {
  test.beforeAll(async () => {});
  test('b', async ({ page }) => { await expect(page).toHaveTitle('a'); });
});
`,
    filename: 'e2e/a.spec.ts',
    untyped: true,
  });

  valid('one re-export that picks the runner', {
    code: `
import { afterAll, test } from './runner.js';
afterAll(() => {});
test('a', () => {});
`,
    others: { 'app/runner.ts': "export { afterAll } from 'vitest';\nexport { test } from 'node:test';" },
    filename: 'app/a.test.ts',
  });

  valid('fixtures of the project beside hooks of a runner', {
    code: `
import { afterAll } from 'vitest';
import { test } from './fixtures.js';
afterAll(() => {});
test('a', () => {});
`,
    others: { 'app/fixtures.ts': "export { test } from 'vitest';" },
    filename: 'app/a.test.ts',
  });

  valid('functions of the project with such a name', {
    code: `
import { afterAll, test } from 'vitest';
import { after } from './utils/lodash';
afterAll(() => {});
test('a', () => { after(2, () => {}); });
`,
    filename: 'app/a.test.ts',
    untyped: true,
  });

  valid('functions of the file itself', {
    code: `
import { test } from 'vitest';
const after = (done: () => void): void => { done(); };
after(() => {});
test('a', () => {});
`,
    filename: 'app/a.test.ts',
  });

  valid('the context of a test', {
    code: `
import test from 'node:test';
test('a', (t) => {
  t.after(() => {});
});
`,
    filename: 'app/a.test.ts',
  });

  valid('a module that is said to be the same runner', {
    code: `
import { afterAll } from '@acme/vitest';
import { test } from 'vitest';
afterAll(() => {});
test('a', () => {});
`,
    filename: 'app/a.test.ts',
    untyped: true,
  });
});
