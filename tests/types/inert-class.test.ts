import ts from 'typescript';
import { expect, test } from 'vitest';

import { isInertClass } from '../../src/types/inert-class.ts';

/** Whether the class that `/test.ts` makes an instance of last is inert; only what is called `pg` matters. */
function isInert(files: Readonly<Record<string, string>>): boolean {
  const lib =
    'interface String {} declare function String(value: unknown): string; declare class Map {} declare class Error {}';
  const all: Readonly<Record<string, string>> = { ...files, '/lib.d.ts': lib };
  const host: ts.CompilerHost = {
    ...ts.createCompilerHost({}),
    getDefaultLibFileName: () => '/lib.d.ts',
    getDefaultLibLocation: () => '/',
    fileExists: (name) => name in all,
    readFile: (name) => all[name],
    getSourceFile: (name) => {
      const text = all[name];
      return text === undefined ? undefined : ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
    },
  };
  const program = ts.createProgram(['/test.ts'], { module: ts.ModuleKind.ESNext, noEmit: true }, host);
  const statement = program.getSourceFile('/test.ts')?.statements.at(-1);
  if (statement === undefined || !ts.isExpressionStatement(statement) || !ts.isNewExpression(statement.expression)) {
    throw new Error('`/test.ts` has to end with `new`.');
  }
  return isInertClass(statement.expression.expression, program, (text) => text.includes('pg'));
}

const isInertIn = (service: string): boolean =>
  isInert({ '/test.ts': "import { Service } from './service';\nnew Service();", '/service.ts': service });

test('a class that keeps what it is given', () => {
  expect(isInertIn('export class Service { constructor(private readonly pool: Pool) {} end() { open(); } }')).toBe(
    true,
  );
});

test('a class that calls only the language', () => {
  expect(isInertIn('export class Service { all = new Map(); constructor(id) { this.id = String(id); } }')).toBe(true);
  expect(isInertIn('export class Service { all = new Map(); constructor(id) { this.id = name(id); } }')).toBe(false);
});

test('a class that makes something', () => {
  expect(isInertIn("import { Pool } from './pool'; export class Service { pool = new Pool(); }")).toBe(false);
  expect(isInertIn('export class Service { constructor() { this.pool = open(); } }')).toBe(false);
  expect(isInertIn('class Cache { all = new Map(); } export class Service { cache = new Cache(); }')).toBe(true);
  expect(isInertIn('class Cache { all = open(); } export class Service { cache = new Cache(); }')).toBe(false);
});

test('by what it extends', () => {
  expect(isInertIn('class Base extends Error {} export class Service extends Base {}')).toBe(true);
  expect(isInertIn('class Base { pool = open(); } export class Service extends Base {}')).toBe(false);
  expect(isInertIn('export class Service extends mixin(Error) {}')).toBe(false);
  expect(isInertIn("import { Base } from 'base'; export class Service extends Base {}")).toBe(false);
});

test('a class that a symbol names a member of, or that matters by its text', () => {
  expect(isInertIn('export class Service { [Symbol.dispose]() {} }')).toBe(false);
  expect(isInertIn("export class Service { pool = import('pg'); }")).toBe(false);
});

test('what is no class', () => {
  expect(isInertIn('export const Service = class {};')).toBe(false);
  expect(isInertIn('export interface Service {} export class Service {}')).toBe(false);
  expect(isInert({ '/test.ts': 'new Missing();' })).toBe(false);
});
