import { describe, expect, it } from 'vitest';

import { lintOne } from '../../scripts/robustness/lint.js';
import plugin from '../../src/index.ts';
import { pathOf, programOf } from '../support/type-host.ts';

/** How a file ends that has types without an end, and how many reports it gets. */
function outcomeOf(code: string): string {
  const filename = 'app/db/session.ts';
  const text = `import { Pool, type PoolClient } from 'pg';\n${code}\nexport const last = new Pool();\n`;
  const { end, reason, reports } = lintOne(plugin, {
    filename: pathOf(filename),
    text,
    program: programOf({ [filename]: text }),
  });
  return end === 'linted' ? `${reports} reports` : (reason ?? end);
}

/** The pool at the end of the file: nobody owns it, and nothing limits the wait for a connection. */
const ofLastPool = '2 reports';

describe('types that refer to themselves', () => {
  it('in an interface that extends itself', () => {
    expect(outcomeOf(`interface A extends A {}\nexport const use = (a: A) => a;`)).toBe(ofLastPool);
  });

  it('in a class that extends itself', () => {
    expect(outcomeOf(`class A extends A {}\nexport const a = () => new A();`)).toBe(ofLastPool);
  });

  it('in two classes that extend each other', () => {
    expect(outcomeOf(`class A extends B {}\nclass B extends A {}\nexport const make = () => new A();`)).toBe(
      ofLastPool,
    );
  });

  it('in an alias of itself', () => {
    expect(outcomeOf(`type A = A;\nexport declare const a: A;\nexport const use = () => a;`)).toBe(ofLastPool);
  });

  it('in a condition without an end', () => {
    expect(
      outcomeOf(
        `type A<T> = T extends string ? A<[T]> : A<[T, T]>;\nexport const use = (a: A<Pool>) => a;\nexport const made = () => use(new Pool() as never);`,
      ),
    ).toBe('3 reports');
  });

  it('in generic arguments that grow', () => {
    expect(
      outcomeOf(
        `interface Node<T> { value: T; next: Node<Node<T>>; close(): Promise<void> }\nexport async function walk(node: Node<Pool>) { const { next } = node; await next.next.next.close(); }`,
      ),
    ).toBe(ofLastPool);
  });

  it('in an instance that holds itself', () => {
    // Its own pool is never closed, and has no limit either.
    expect(
      outcomeOf(
        `class Db { readonly self = this; readonly pool = new Pool(); close(): Promise<void> { return this.self.self.close(); } }\nexport const make = () => new Db();`,
      ),
    ).toBe('4 reports');
  });

  it('in what a disposable gives', () => {
    expect(
      outcomeOf(
        `interface Loop { [Symbol.asyncDispose](): Promise<Loop>; next(): Promise<Loop> }\nexport async function run(loop: Loop) { const next = await loop.next(); await next[Symbol.asyncDispose](); await next.next(); }`,
      ),
    ).toBe(ofLastPool);
  });

  it('in functions that return one another', () => {
    expect(
      outcomeOf(
        `export async function one(n: number): Promise<PoolClient> { return n > 0 ? two(n - 1) : last.connect(); }\nexport async function two(n: number) { return one(n); }\nexport async function run() { const client = await two(3); await client.query('x'); }`,
      ),
    ).toBe(ofLastPool);
  });

  it('in a function whose type is its own result', () => {
    expect(outcomeOf(`export function again() { return again; }\nexport const use = () => again()()();`)).toBe(
      ofLastPool,
    );
  });
});
