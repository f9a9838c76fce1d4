import { describe } from 'vitest';

import rule from '../../../src/rules/no-module-level-resource.ts';
import { casesOf } from '../../support/rule-cases.ts';

const { invalid, valid } = casesOf('no-module-level-resource', rule);

const pool = `import { Pool } from 'pg';\nexport const pool = new Pool();\n`;

describe('code that goes round in circles', () => {
  valid('files that export each other', {
    code: `
import { Pool, makePool } from './first.js';
export const first = new Pool();
export const second = makePool();
`,
    others: {
      'app/db/first.ts': `export * from './second.js';\nexport * from './third.js';\nexport { makePool } from './third.js';`,
      'app/db/second.ts': `export * from './first.js';\nexport * from './third.js';`,
      'app/db/third.ts': `export * from './first.js';\nexport * from './second.js';\nexport { makePool } from './first.js';`,
    },
  });

  valid('classes that extend each other, or themselves', {
    code: `
class First extends Second {}
class Second extends First {}
class Self extends Self {}
export const values = [new First(), new Self(), Self.listen(), new Second().connect()];
import 'pg';
`,
    filename: 'circles.js',
  });

  valid('constants that stand for each other', {
    code: `
import 'pg';
const first = second;
const second = first;
const { a } = b, { b } = a;
export const made = [new first(), second(), new a.b(), b.a()];
`,
    filename: 'circles.js',
  });

  valid('functions that take and give themselves', {
    code: `
import 'pg';
function twice(work) { return work(twice); }
const later = (work) => () => later(work);
export const made = [twice(twice), later(twice)(), later(later)()];
`,
    filename: 'circles.js',
  });
});

describe('code that goes on with what it gives itself', () => {
  invalid('a function that connects what it calls itself for', {
    code: `
import { createClient } from 'redis';
function connected(work) {
  const client = connected(work);
  client.connect();
  return createClient();
}
export const client = connected(() => connected);
`,
    filename: 'circles.js',
    reports: ['8:23 madeAtLoad'],
  });
});

describe('odd and large code', () => {
  valid('every kind of statement at the top level', {
    code: `
import 'pg';
label: for (const key in {}) { if (key) continue label; else break label; }
for await (const value of []) void value;
do { switch (1) { case 1: default: } } while (false);
try { throw new Error('x', { cause: null }); } catch { debugger; } finally { ; }
var [a = 1, , ...rest] = [], { [\`k\${1}\`]: computed, ...others } = {};
export { a as 'a name', rest as default, computed, others };
export * as 'all of it' from 'pg';
class C { static { super.x; } static #p = 1; get [Symbol.iterator]() { return 1; } static async *g() {} accessor z = new.target; }
export const t = ((a, b) => \`\${a}\${b}\`)\`x\${1}\`, u = delete a?.b?.[0]?.(), v = import.meta?.url, w = (0, eval)('1');
`.replace(' accessor z = new.target;', ''),
    filename: 'odd.js',
  });

  invalid('a resource behind a hundred nested calls', {
    code: `${pool}export const deep = ${'String('.repeat(100)}1${')'.repeat(100)};\n`,
    reports: ['2:21 madeAtLoad'],
  });

  invalid('a resource before a sum of three hundred terms', {
    code: `${pool}export const sum = ${'1 + '.repeat(300)}1;\n`,
    reports: ['2:21 madeAtLoad'],
  });

  invalid('a resource before a chain of a hundred calls', {
    code: `${pool}declare const chain: any;\nexport const end = chain${'.next()'.repeat(100)};\n`,
    reports: ['2:21 madeAtLoad'],
  });

  invalid('a resource among a hundred functions that call each other', {
    code:
      pool +
      Array.from({ length: 100 }, (_, n) => `function f${n}(): number { return f${(n * 7 + 1) % 100}(); }\n`).join('') +
      'export const one = f1();\n',
    untyped: true,
    reports: ['2:21 madeAtLoad'],
  });
});
