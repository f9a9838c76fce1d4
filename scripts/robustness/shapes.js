// @ts-check

/**
 * Code that is nested as deep as asked for, by what is nested. In the middle of each is a resource, so that the rules
 * look at all of it.
 *
 * @type {Readonly<Record<string, (depth: number) => string>>}
 */
export const nested = {
  'arguments of calls': (depth) => inFunction(`keep(${'f('.repeat(depth)}pool${')'.repeat(depth)});`),
  arrays: (depth) => inFunction(`keep(${'['.repeat(depth)}pool${']'.repeat(depth)});`),
  'arrow functions': (depth) => inFunction(`keep(${'() => '.repeat(depth)}pool);`),
  assignments: (depth) => inFunction(`let a; ${'a = '.repeat(depth)}pool;`),
  awaits: (depth) => inFunction(`${'await '.repeat(depth)}pool.query('x');`),
  'binary operators': (depth) => inFunction(`keep(pool${' + 1'.repeat(depth)});`),
  blocks: (depth) => inFunction(`${'{'.repeat(depth)} await pool.query('x'); ${'}'.repeat(depth)}`),
  'callbacks of tests': (depth) =>
    file(
      `${"describe('a', () => {".repeat(depth)} it('b', async () => { const pool = new Pool(); await pool.query('x'); }); ${'});'.repeat(depth)}`,
    ),
  'chains of calls': (depth) => inFunction(`keep(pool${'.a()'.repeat(depth)});`),
  'chains of members': (depth) => inFunction(`keep(pool${'.a'.repeat(depth)});`),
  'chains of promises': (depth) => inFunction(`await pool.query('x')${'.then(() => 1)'.repeat(depth)};`),
  classes: (depth) =>
    file(`${'class A { static a = '.repeat(depth)} new Pool() ${'}'.repeat(depth)}`.replaceAll('= class A', '= class')),
  commas: (depth) => inFunction(`keep((${'1, '.repeat(depth)}pool));`),
  'conditions in a row': (depth) =>
    inFunction(`if (a) { keep(1); } ${'else if (a) { keep(1); } '.repeat(depth)} else { await pool.end(); }`),
  'conditional expressions': (depth) => inFunction(`keep(${'a ? 1 : '.repeat(depth)}pool);`),
  functions: (depth) => file(`${'function f() {'.repeat(depth)} return new Pool(); ${'}'.repeat(depth)}`),
  'functions called at once': (depth) =>
    file(`export const pool = ${'(() => '.repeat(depth)} new Pool() ${')()'.repeat(depth)};`),
  'if statements': (depth) => inFunction(`${'if (a) '.repeat(depth)} await pool.end();`),
  labels: (depth) =>
    inFunction(`${Array.from({ length: depth }, (_, index) => `l${index}: `).join('')} await pool.end();`),
  'logical operators': (depth) => inFunction(`keep(${'a && '.repeat(depth)}pool);`),
  loops: (depth) => inFunction(`${'for (const a of b) '.repeat(depth)} await pool.query('x');`),
  negations: (depth) => inFunction(`keep(${'!'.repeat(depth)}pool);`),
  'new expressions': (depth) => inFunction(`keep(${'new F('.repeat(depth)}pool${')'.repeat(depth)});`),
  'nullish operators': (depth) => inFunction(`keep(${'a ?? '.repeat(depth)}pool);`),
  objects: (depth) => inFunction(`keep(${'{ a: '.repeat(depth)}pool${'}'.repeat(depth)});`),
  parentheses: (depth) => inFunction(`keep(${'('.repeat(depth)}pool${')'.repeat(depth)});`),
  patterns: (depth) => inFunction(`const ${'{ a: '.repeat(depth)}b${' }'.repeat(depth)} = pool;`),
  spreads: (depth) => inFunction(`keep(${'[...'.repeat(depth)}pool${']'.repeat(depth)});`),
  switches: (depth) => inFunction(`${'switch (a) { case 1: '.repeat(depth)} await pool.end(); ${'}'.repeat(depth)}`),
  templates: (depth) => inFunction(`keep(${'`${'.repeat(depth)}pool${'}`'.repeat(depth)});`),
  tries: (depth) =>
    inFunction(`${'try {'.repeat(depth)} await pool.query('x'); ${'} finally { keep(1); }'.repeat(depth)}`),
  'tries in catches': (depth) =>
    inFunction(`${'try { keep(1); } catch {'.repeat(depth)} await pool.end(); ${'}'.repeat(depth)}`),
  'type assertions': (depth) => inFunction(`keep(pool${' as any'.repeat(depth)});`),
  types: (depth) => inFunction(`let a: ${'Array<'.repeat(depth)}Pool${'>'.repeat(depth)}; keep(pool);`),
};

/**
 * Code that is as long as asked for, in lines, by what is repeated. Most of it has to do with resources.
 *
 * @type {Readonly<Record<string, (lines: number) => string>>}
 */
export const long = {
  'aliases of one another': (lines) =>
    file(
      `const a0 = new Pool();\n${numbered(lines, (n) => `const a${n + 1} = a${n};`)}\nexport const last = a${lines};`,
    ),
  'branches of one function': (lines) => inFunction(numbered(lines, (n) => `if (a === ${n}) await pool.query('x');`)),
  'calls of one another': (lines) =>
    file(
      `${numbered(lines, (n) => `function f${n}() { return f${n + 1}(); }`)}\nfunction f${lines}() { return new Pool(); }\nexport const pool = f0();`,
    ),
  'functions that leak': (lines) =>
    file(
      numbered(
        lines / 4,
        (n) => `export async function f${n}() {\n  const pool = new Pool();\n  await pool.query('x');\n}`,
      ),
    ),
  'functions that release': (lines) =>
    file(
      numbered(
        lines / 4,
        (n) =>
          `export async function f${n}() {\n  const pool = new Pool();\n  try { await pool.query('x'); } finally { await pool.end(); }\n}`,
      ),
    ),
  'one array': (lines) => inFunction(`keep([\n${numbered(lines, (n) => `  { a: ${n}, pool },`)}\n]);`),
  'one check-out, used often': (lines) =>
    inFunction(
      `const client = await pool.connect();\n${numbered(lines, (n) => `await client.query('${n}');`)}\nclient.release();`,
    ),
  'one test, one suite': (lines) =>
    file(
      `describe('a', () => {\n  let pool: Pool;\n  beforeAll(() => { pool = new Pool(); });\n${numbered(lines, (n) => `  it('${n}', async () => { await pool.query('${n}'); });`)}\n});`,
    ),
  'pools at module level': (lines) => file(numbered(lines, (n) => `export const pool${n} = new Pool();`)),
  'pools of one function': (lines) =>
    inFunction(
      `${numbered(lines / 2, (n) => `const pool${n} = new Pool();`)}\n${numbered(lines / 2, (n) => `await pool${n}.end();`)}`,
    ),
  'suites with hooks': (lines) =>
    file(
      numbered(
        lines / 5,
        (n) =>
          `describe('${n}', () => {\n  let pool: Pool;\n  beforeAll(() => { pool = new Pool(); });\n  it('a', async () => { await pool.query('x'); });\n});`,
      ),
    ),
  'tests that leak': (lines) =>
    file(
      numbered(lines / 4, (n) => `it('${n}', async () => {\n  const pool = new Pool();\n  await pool.query('x');\n});`),
    ),
  'uses after the release': (lines) =>
    inFunction(`await pool.end();\n${numbered(lines, (n) => `await pool.query('${n}');`)}`),
};

/**
 * @param {number} count
 * @param {(index: number) => string} line
 */
function numbered(count, line) {
  return Array.from({ length: Math.floor(count) }, (_, index) => line(index)).join('\n');
}

/** @param {string} code */
function file(code) {
  return `import { Pool } from 'pg';\nimport { afterAll, beforeAll, describe, it } from 'vitest';\ndeclare const a: any, b: any[], f: any, F: any, keep: any;\n${code}\n`;
}

/** @param {string} code */
function inFunction(code) {
  return file(`export async function run() {\n  const pool: any = new Pool();\n  ${code}\n}`);
}
