import { describe } from 'vitest';

import rule from '../../../src/rules/no-mixed-test-runners.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-mixed-test-runners', rule);

describe('a hook of another runner', () => {
  invalid('Jest beside Vitest', {
    code: `
import { afterAll, expect } from '@jest/globals';
import { test } from 'vitest';
import { pool } from './pool.js';
afterAll(() => pool.end());
test('answers', () => {});
export { expect as jestExpect };
`,
    others: { 'app/pool.ts': 'export const pool = { end: async (): Promise<void> => {} };' },
    filename: 'app/db.test.ts',
    reports: ['2:10 foreignHook', '2:20 foreignName'],
  });

  valid('a hook of the same runner', {
    code: `
import { afterAll, test } from 'vitest';
afterAll(() => {});
test('answers', () => {});
`,
    filename: 'app/db.test.ts',
  });

  invalid('the only name of its import', {
    code: `
import { afterAll } from '@jest/globals';
import { test } from 'vitest';
afterAll(() => {});
test('answers', () => {});
`,
    filename: 'app/db.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('node:test beside Vitest, under another name', {
    code: `
import { after, before, mock } from 'node:test'
import { describe, it } from "vitest"

before(async () => {
  await Promise.resolve()
})
after(async () => {})
describe('a', () => {
  after(() => {})
  it('b', () => { mock.reset() })
})
`,
    filename: 'app/db.test.ts',
    reports: ['2:10 foreignHook', '2:17 foreignHook'],
  });

  invalid('Vitest beside node:test', {
    code: `
import test from 'node:test';
import { beforeAll } from 'vitest';
beforeAll(() => {});
test('a', () => {});
`,
    filename: 'app/db.test.ts',
    reports: ['3:10 foreignHook'],
  });

  invalid('node:test beside Mocha', {
    code: `
import { it } from 'mocha';
import { afterEach } from 'node:test';
afterEach(() => {});
it('a', () => {});
`,
    filename: 'app/db.test.ts',
    reports: ['3:10 foreignHook'],
  });

  invalid('Mocha beside Jest', {
    code: `
import { it } from '@jest/globals';
import { teardown } from 'mocha';
teardown(() => {});
it('a', () => {});
`,
    filename: 'app/db.test.ts',
    reports: ['3:10 foreignHook'],
  });

  invalid('Vitest beside Playwright, whose hooks are members of its test', {
    code: `
import { test } from '@playwright/test';
import { beforeAll, describe } from 'vitest';
beforeAll(async () => {});
describe('a', () => {
  test('b', async () => {});
});
`,
    filename: 'e2e/a.spec.ts',
    reports: ['3:10 foreignHook', '3:21 foreignName'],
  });

  invalid('Vitest beside AVA', {
    code: `
import test from 'ava';
import { afterEach } from 'vitest';
afterEach(async () => {});
test('b', (t) => { t.pass(); });
`,
    filename: 'app/a.test.ts',
    reports: ['3:10 foreignHook'],
  });

  invalid('AVA beside Vitest', {
    code: `
import ava from 'ava';
import { test } from 'vitest';
ava.after.always(async () => {});
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:8 foreignHook'],
  });

  invalid('bun:test beside Vitest', {
    code: `
import { onTestFinished } from 'bun:test';
import { test } from 'vitest';
test('b', () => {
  onTestFinished(() => {});
});
`,
    compilerOptions: { types: ['node', 'bun'] },
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  valid('bun:test takes the modules of Jest and Vitest for its own', {
    code: `
import { test } from 'bun:test';
import { afterAll } from '@jest/globals';
afterAll(() => {});
test('b', () => {});
`,
    compilerOptions: { types: ['node', 'bun'] },
    filename: 'app/a.test.ts',
  });

  invalid('a hook in a helper of the file', {
    code: `
import { after } from 'node:test';
import { test } from 'vitest';
export function serve(): void {
  after(() => {});
}
test('b', () => { serve(); });
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('a method as its callback', {
    code: `
import { afterEach } from 'node:test';
import { afterAll, test } from 'vitest';
const server = { reset: (): void => {}, close: (): void => {} };
afterEach(server.reset);
afterAll(server.close);
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('a namespace', {
    code: `
import * as node from 'node:test';
import { test } from 'vitest';
node.after(() => {});
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:8 foreignHook'],
  });

  invalid('what is required', {
    code: `
const { after } = require('node:test');
const { test } = require('@jest/globals');
after(() => {});
test('b', () => {});
`,
    filename: 'app/a.test.cjs',
    sourceType: 'commonjs',
    untyped: true,
    reports: ['2:9 foreignHook'],
  });
});

describe('what a hook does differently', () => {
  invalid('a callback with a parameter is left to its author', {
    code: `
import { beforeEach } from 'node:test';
import { test } from 'vitest';
beforeEach((t) => { t.name; });
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('so is a teardown that is returned', {
    code: `
import { beforeEach } from 'vitest';
import { it } from 'mocha';
beforeEach(() => () => {});
it('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('and what a before-hook returns that is to be called in Vitest', {
    code: `
import { beforeEach } from 'node:test';
import { test } from 'vitest';
beforeEach(() => { return make(); });
test('b', () => {});
function make(): () => void { return () => {}; }
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('and the `this` of Mocha', {
    code: `
import { before } from 'mocha';
import { test } from 'vitest';
before(function () { this.timeout(1000); });
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('and options after the callback', {
    code: `
import { after } from 'node:test';
import { test } from 'vitest';
after(() => {}, { timeout: 1000 });
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('a timeout is the same in Jest and Vitest', {
    code: `
import { beforeAll } from '@jest/globals';
import { test } from 'vitest';
beforeAll(async () => {}, 30_000);
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('a hook around the tests has no like', {
    code: `
import { aroundEach } from 'vitest';
import { it } from 'mocha';
aroundEach(async (run) => { await run(); });
it('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('a hook that is handed on stays', {
    code: `
import { after } from 'node:test';
import { test } from 'vitest';
after(() => {});
export const later = after;
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('a name that the file has for something else is not taken', {
    code: `
import { after } from 'node:test';
import { test } from 'vitest';
const afterAll = 1;
after(() => {});
test('b', () => { afterAll.toFixed(); });
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });

  invalid('comments in the import are kept', {
    code: `
import {
  // closes the pool
  after,
} from 'node:test';
import { test } from 'vitest';
after(() => {});
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['4:3 foreignHook'],
  });

  invalid('an import that there already is is used', {
    code: `
import { after } from 'node:test';
import { afterAll as done, test } from 'vitest';
done(() => {});
after(() => {});
test('b', () => {});
`,
    filename: 'app/a.test.ts',
    reports: ['2:10 foreignHook'],
  });
});
