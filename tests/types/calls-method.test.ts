import ts from 'typescript';
import { expect, test } from 'vitest';

import { mayCallMethod } from '../../src/types/calls-method.ts';

/** Whether the function that `run` of `/test.ts` stands for may call a method named `end`. */
function mayEnd(files: Readonly<Record<string, string>>, ofArguments = false): boolean {
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost({}),
    fileExists: (name) => name in files,
    readFile: (name) => files[name],
    getSourceFile: (name) => {
      const text = files[name];
      return text === undefined ? undefined : ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    },
  };
  const options: ts.CompilerOptions = { noLib: true, module: ts.ModuleKind.ESNext, noEmit: true };
  const program = ts.createProgram(['/test.ts'], options, host);
  const statement = program.getSourceFile('/test.ts')?.statements.at(-1);
  if (statement === undefined || !ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) {
    throw new Error('`/test.ts` has to end with a call.');
  }
  const { expression } = statement.expression;
  return mayCallMethod(expression, (name) => name === 'end', program.getTypeChecker(), ofArguments);
}

const importing = "import { run } from './db';\nrun();";

test('a function of another file that calls one', () => {
  expect(
    mayEnd({ '/test.ts': importing, '/db.ts': 'declare const pool: any; export const run = () => pool.end();' }),
  ).toBe(true);
});

test('on what was there before, not on its own', () => {
  const db = (body: string): string => `
    import { open } from './open';
    import { shared } from './shared';
    const pool: any = shared;
    export function run(given: any) { ${body} }`;
  const mayEndIn = (body: string, ofArguments?: boolean): boolean =>
    mayEnd(
      {
        '/test.ts': importing,
        '/db.ts': db(body),
        '/open.d.ts': 'export declare function open(): any;',
        '/shared.ts': 'export const shared: any = 1; export const get = () => shared;',
      },
      ofArguments,
    );
  expect(mayEndIn('shared.end();')).toBe(true);
  expect(mayEndIn('const own = pool; own.end();')).toBe(true);
  expect(mayEndIn('const own = await get(); own.client.end();')).toBe(true);
  expect(mayEndIn('for (const one of pool.all) one.end();')).toBe(true);
  expect(mayEndIn('const own = open(); own.end();')).toBe(false);
  expect(mayEndIn('const own: any = new Pool(); own.end();')).toBe(false);
  expect(mayEndIn('open().end(); this.pool.end();')).toBe(false);
  expect(mayEndIn('given.end();')).toBe(false);
  expect(mayEndIn('given.end();', true)).toBe(true);
  expect(mayEndIn('const { pool: own } = given; own.end();', true)).toBe(true);
});

test('in what runs with it, not in what it only makes', () => {
  const mayEndIn = (body: string): boolean =>
    mayEnd({ '/test.ts': importing, '/db.ts': `declare const pool: any; export function run() { ${body} }` });
  expect(mayEndIn('pools.forEach((one) => pool.end());')).toBe(true);
  expect(mayEndIn('(() => { pool.end(); })();')).toBe(true);
  expect(mayEndIn('const own: any = new Pool(); const close = () => own.end(); close();')).toBe(true);
  expect(mayEndIn('return { close: () => pool.end(), stop() { pool.end(); } };')).toBe(false);
});

test('a function that is given is not known', () => {
  const given = 'export function run(act: () => void, { stop }: { stop: () => void }) { act(); stop(); }';
  expect(mayEnd({ '/test.ts': importing, '/db.ts': given })).toBe(false);
});

test('a function of another file that calls others', () => {
  expect(
    mayEnd({ '/test.ts': importing, '/db.ts': 'declare const pool: any; export function run() { pool.query(); }' }),
  ).toBe(false);
});

test('through functions that call each other', () => {
  const rest = 'function clear() { close(); } function close() { run(); DEEPEST }';
  const db = (deepest: string): string =>
    `declare const pool: any; export function run() { clear(); } ${rest.replace('DEEPEST', deepest)}`;
  expect(mayEnd({ '/test.ts': importing, '/db.ts': db('pool.end();') })).toBe(true);
  expect(mayEnd({ '/test.ts': importing, '/db.ts': db('') })).toBe(false);
});

test('what cannot be seen may', () => {
  expect(mayEnd({ '/test.ts': importing, '/db.ts': "export const run = pool['e' + 'nd'];" })).toBe(true);
  expect(mayEnd({ '/test.ts': importing })).toBe(true);
});

test('what a module, a class or an object holds may', () => {
  const pool = 'declare const pool: any;';
  const closing = `${pool} export const shut = () => pool.end();`;
  const db = (object: string): string => `${object} export function run() { db.shut(); }`;
  expect(
    mayEnd({ '/test.ts': importing, '/db.ts': db("import * as db from './closing';"), '/closing.ts': closing }),
  ).toBe(true);
  expect(mayEnd({ '/test.ts': importing, '/db.ts': db(`${pool} const db = { shut: () => pool.end() };`) })).toBe(true);
  expect(mayEnd({ '/test.ts': importing, '/db.ts': db('declare const db: any;') })).toBe(false);
});

test('what a package declares has nothing to be seen', () => {
  const db = "import { load } from './load'; export function run() { load(); }";
  expect(mayEnd({ '/test.ts': importing, '/db.ts': db, '/load.d.ts': 'export declare function load(): void;' })).toBe(
    false,
  );
});
