import * as parser from '@typescript-eslint/parser';
import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

import { lintOne } from '../../scripts/robustness/lint.js';
import plugin from '../../src/index.ts';
import { createRule } from '../../src/rules/create-rule.ts';
import { pathOf, programOf } from '../support/type-host.ts';

const filename = 'app/db/session.ts';

/** What the variable holds at the end, TypeScript finds by going back through all branches, each within the next. */
const branches = (count: number): string =>
  Array.from({ length: count }, (_, index) => `  if (pool && o.a${index}) { pool = o.b ? pool : given; }`).join('\n');

const textWith = (count: number): string => `import { Pool } from 'pg';
export async function run(given: Pool | undefined, o: any) {
  let pool: Pool | undefined = given;
${branches(count)}
  pool?.end();
}
export const last = new Pool();
`;

/** Whether TypeScript runs out of stack when it is asked for the type of what `run` ends with. */
function isTooMuchForTypeScript(program: ts.Program): boolean {
  const [run] = program.getSourceFile(pathOf(filename))?.statements.filter(ts.isFunctionDeclaration) ?? [];
  const last = run?.body?.statements.at(-1);
  try {
    program.getTypeChecker().getTypeAtLocation((last as ts.ExpressionStatement).expression);
    return false;
  } catch (error) {
    return error instanceof RangeError;
  }
}

function outcomeOf(text: string): string {
  const { end, reason, reports } = lintOne(plugin, {
    filename: pathOf(filename),
    text,
    program: programOf({ [filename]: text }),
  });
  return end === 'linted' ? `${reports} reports` : (reason ?? end);
}

/** Arguments of a call, which take 8 KB of the stack, however well the code around was compiled by then. */
const filling: readonly number[] = Array.from({ length: 1000 }, () => 0);

/** Runs something with a third of the stack of Node.js: in all of it, compiled code has room for what other code has not. */
function withLittleStack<Result>(work: () => Result, calls = 80, ...given: readonly number[]): Result {
  return calls === 0 ? work() : withLittleStack(work, calls - 1, ...(given.length === 0 ? filling : given));
}

describe('code that is too deep for TypeScript', () => {
  it('crashes no rule, and those that ask for none of its types report', () => {
    const text = textWith(1000);
    const program = programOf({ [filename]: text });
    expect(withLittleStack(() => isTooMuchForTypeScript(program))).toBe(true);
    expect(withLittleStack(() => outcomeOf(text))).toBe('2 reports');
  });

  it('is code like any other where it is not too deep', () => {
    const text = textWith(10);
    const program = programOf({ [filename]: text });
    expect(withLittleStack(() => isTooMuchForTypeScript(program))).toBe(false);
    expect(withLittleStack(() => outcomeOf(text))).toBe('3 reports');
  });
});

describe('an error of our own', () => {
  const failing = (fail: () => void): Linter.Config => ({
    languageOptions: { parser },
    plugins: {
      own: {
        rules: {
          failing: createRule({
            name: 'failing',
            meta: { type: 'problem', docs: { description: 'x', recommended: 'strict' }, messages: {}, schema: [] },
            create: () => ({ [T.Program]: fail }),
          }) as never,
        },
      },
    },
    rules: { 'own/failing': 'error' },
  });

  it('is not kept quiet', () => {
    const fail = (): void => {
      throw new RangeError('Invalid array length');
    };
    expect(() => new Linter().verify('', failing(fail))).toThrow('Invalid array length');
  });
});
