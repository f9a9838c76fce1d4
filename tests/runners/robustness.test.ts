import { describe, expect, it } from 'vitest';

import { readRunnerSettings } from '../../src/runners/read-runner-settings.ts';
import { TestFile } from '../../src/runners/test-file.ts';
import { callsIn, readFile, viewOf } from './read-file.ts';

describe('odd code', () => {
  it('does not stop the search', () => {
    const code = `import { test as base } from 'vitest';
const test = test.extend({});
const a = b.extend({}), b = a.extend({});
var c = c ? c : c && c;
test('a', () => {});
a('a', () => {});
c('a', () => {});
base();
base('a');
base(...args);
base.extend();
base.each()();
base[name]('a', () => {});
base.constructor('a', () => {});
base.__proto__.test('a', () => {});
base['toString'](() => {});
new base('a', () => {});
base\`a\`;
(0, base)('a', () => {});
constructor(() => {});
toString(() => {});
`;
    expect(callsIn(code)).toEqual(['9 test: test (vitest; import)']);
  });

  it('may nest deeply', () => {
    const chain = `import { test } from 'vitest';\ntest${'.only'.repeat(300)}('a', () => {});\nx${'.then(() => 1)'.repeat(150)};\n`;
    expect(callsIn(chain, { filename: 'a.test.js' })).toEqual(['2 test: test (vitest; import)']);
  });

  it('may hold many calls', () => {
    const code = `import { test } from 'vitest';\n${"test('a', (ctx) => { ctx.onTestFinished(() => {}); });\n".repeat(3000)}`;
    expect(readFile(code).calls).toHaveLength(6000);
  });

  it('may hand its context round in a circle', () => {
    const code = `import { test } from 'node:test';
test('a', one);
function one(t) { two(t); t.after(() => {}); }
function two(t) { one(t); const t2 = t; t2.after(() => {}); }
`;
    expect(callsIn(code)).toMatchInlineSnapshot(`
      [
        "2 test: test (node; import)",
        "3 after: teardown (node; context)",
        "4 after: teardown (node; context)",
      ]
    `);
  });
});

describe('a file that names no runner', () => {
  it('is not looked into', () => {
    const view = viewOf(
      `import { pool } from './pool';
// It is a test: it works after the setup.
export const found = /x/.test(pool.name) && wait(pool) && pool.after(() => {}) && emit('it');
`,
      { filename: 'src/app.ts' },
    );
    const touched: string[] = [];
    const watched = {
      ...view,
      get scopeManager() {
        touched.push('scopeManager');
        return view.scopeManager;
      },
      get ast() {
        touched.push('ast');
        return view.ast;
      },
    };
    expect(new TestFile(watched, {}).calls).toEqual([]);
    expect(touched).toEqual([]);
  });
});

describe('two rules on one file', () => {
  it('get the same answer, which is found once', () => {
    const view = viewOf(`import { test } from 'vitest'; test('a', () => {});`);
    const [first, second] = [new TestFile(view, {}), new TestFile({ ...view }, {})];
    expect(second.calls).toBe(first.calls);
    expect(new TestFile(view, { runner: 'jest' }).calls).not.toBe(first.calls);
  });
});

describe('settings', () => {
  it('are taken from the plugins of the runners', () => {
    expect(
      readRunnerSettings(
        {
          vitest: { vitestImports: ['@acme/vitest', /^#/], globalAliases: { describe: ['context'] } },
          jest: { globalPackage: 'bun:test', globalAliases: { describe: ['scenario'], it: [] } },
          playwright: { globalAliases: { test: ['pw'] } },
        },
        { runner: 'jest' },
      ),
    ).toEqual({
      runner: 'jest',
      vitestImports: ['@acme/vitest', /^#/],
      jestGlobalPackage: 'bun:test',
      globalAliases: {
        vitest: { describe: ['context'] },
        jest: { describe: ['scenario'] },
        playwright: { test: ['pw'] },
      },
    });
  });

  it('are left out where their shape is odd', () => {
    expect(readRunnerSettings({}, {})).toEqual({});
    expect(
      readRunnerSettings(
        {
          vitest: { vitestImports: '@acme/vitest', globalAliases: ['x'] },
          jest: { globalPackage: 1, globalAliases: { describe: 'context', it: [1] } },
          mocha: null,
          playwright: 'odd',
          node: [{}],
        },
        {},
      ),
    ).toEqual({});
  });
});
