import { describe, expect, it } from 'vitest';

import { readFile, type ReadFile } from './read-file.ts';

/** Each fixture as `line name: form, scope, what sets it up (runners)`. */
function fixturesIn(code: string, options: ReadFile = {}): readonly string[] {
  return readFile(code, options).fixtures.map(
    ({ node, name, form, scope, setUp, runners }) =>
      `${node.loc.start.line} ${name}: ${form}, ${scope}, ${setUp?.type ?? 'a value'} (${runners.map((one) => one.name).join(', ')})`,
  );
}

describe('fixtures as an object', () => {
  it('are functions, values, or either with options', () => {
    const code = `import { test as base } from '@playwright/test';
const test = base.extend<{ db: string }, { port: number }>({
  db: async ({}, use) => { await use('x'); },
  async account({ db }, use) { await use(db); },
  'quoted': async function ({}, use) { await use(1); },
  port: [async ({}, use) => { await use(1); }, { scope: 'worker', auto: true }],
  locale: ['de', { option: true }],
  odd: [async ({}, use) => use(1), { scope: 'nowhere' }],
  plain: 1,
  named,
  ...more,
  get lazy() { return 1; },
});
async function named({}, use: (value: number) => Promise<void>): Promise<void> { await use(1); }
`;
    expect(fixturesIn(code)).toMatchInlineSnapshot(`
      [
        "3 db: object, test, ArrowFunctionExpression (playwright)",
        "4 account: object, test, FunctionExpression (playwright)",
        "5 quoted: object, test, FunctionExpression (playwright)",
        "6 port: object, worker, ArrowFunctionExpression (playwright)",
        "7 locale: object, test, a value (playwright)",
        "8 odd: object, test, ArrowFunctionExpression (playwright)",
        "9 plain: object, test, a value (playwright)",
        "10 named: object, test, FunctionDeclaration (playwright)",
      ]
    `);
  });

  it('may be a constant of the file', () => {
    const code = `import { test as base } from 'vitest';
const fixtures = { db: async ({}, use) => { await use('x'); } } satisfies object;
export const test = base.extend(fixtures);
export const other = base.extend(unknown).extend(makeFixtures());
`;
    expect(fixturesIn(code)).toMatchInlineSnapshot(`
      [
        "2 db: object, test, ArrowFunctionExpression (vitest)",
      ]
    `);
  });

  it('are overridden in Vitest', () => {
    const code = `import { test } from 'vitest';
test.override({ db: async ({}, use) => { await use('x'); } });
test.scoped({ port: 1 });
`;
    expect(fixturesIn(code)).toMatchInlineSnapshot(`
      [
        "2 db: object, test, ArrowFunctionExpression (vitest)",
        "3 port: object, test, a value (vitest)",
      ]
    `);
  });
});

describe('fixtures one by one', () => {
  it('are a name, options and a function', () => {
    const code = `import { test as base } from 'vitest';
const test = base
  .extend('db', async ({}, { onCleanup }) => { onCleanup(() => {}); return 'x'; })
  .extend('port', { scope: 'worker' }, () => 1)
  .extend('file', { scope: 'file' }, open)
  .extend('plain', 1)
  .extend('nothing');
function open() {}
`;
    expect(fixturesIn(code)).toMatchInlineSnapshot(`
      [
        "2 db: builder, test, ArrowFunctionExpression (vitest)",
        "2 port: builder, worker, ArrowFunctionExpression (vitest)",
        "2 file: builder, file, FunctionDeclaration (vitest)",
        "2 plain: builder, test, a value (vitest)",
      ]
    `);
  });

  it('are none of Playwright', () => {
    const code = `import { test } from '@playwright/test';
test.extend('db', async ({}, use) => {});
`;
    expect(fixturesIn(code)).toEqual([]);
  });
});

describe('what is no test', () => {
  it('defines no fixtures', () => {
    const code = `import { it as jest } from '@jest/globals';
import { describe } from 'vitest';
import { test } from './fixtures';
class Base { static extend(members: object): object { return members; } }
Base.extend({ a: () => 1 });
jest.extend({ a: () => 1 });
describe.extend({ a: () => 1 });
$.extend({ a: () => 1 });
test.extend({ a: () => 1 });
`;
    expect(fixturesIn(code, { filename: 'src/a.ts' })).toEqual([]);
    expect(fixturesIn(code)).toEqual(['9 a: object, test, ArrowFunctionExpression (playwright, vitest)']);
  });
});
