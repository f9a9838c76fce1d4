import * as parser from '@typescript-eslint/parser';
import { Linter, type Rule } from 'eslint';
import { expect, it } from 'vitest';

import type { FileFacts } from '../../src/fixtures/file-facts.ts';
import { fixtureIndexOf } from '../../src/fixtures/fixture-index.ts';
import rule from '../../src/rules/no-duplicate-fixture.ts';
import { pathOf, typesFolder } from '../support/type-host.ts';
import { Session } from './session.ts';

/** What is known of each file in the program as it is now. */
function factsOf(session: Session, ...names: readonly string[]): readonly FileFacts[] {
  const program = session.program();
  const index = fixtureIndexOf(program, {});
  return names.map((name) => index.factsOf(program.getSourceFile(pathOf(name)) ?? expect.unreachable(name)));
}

/** The messages that an editor shows for a file. */
function messagesOf(session: Session, name: string): readonly string[] {
  const config: Linter.Config = {
    files: ['**/*.ts'],
    plugins: { editor: { rules: { duplicate: rule as unknown as Rule.RuleModule } } },
    rules: { 'editor/duplicate': 'error' },
    languageOptions: { parser, parserOptions: { programs: [session.program()] } },
  };
  const linter = new Linter({ cwd: typesFolder });
  return linter.verify(session.read(name), [config], { filename: pathOf(name) }).map(({ message }) => message);
}

const hook = (database: string): string => `
import { Pool } from 'pg';
import { beforeEach, test } from 'vitest';
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ database: '${database}' });
});
test('it', () => pool.query('select 1'));
`;

it('looks at a file once for each of its versions, whatever happens to others', () => {
  const session = new Session({ 'a.test.ts': hook('a'), 'b.test.ts': hook('b'), 'c.test.ts': hook('c') });
  const [a1, b1, c1] = factsOf(session, 'a.test.ts', 'b.test.ts', 'c.test.ts');
  session.write('b.test.ts', hook('a'));
  const [a2, b2, c2] = factsOf(session, 'a.test.ts', 'b.test.ts', 'c.test.ts');
  session.write('d.test.ts', hook('d'));
  const [a3, b3, c3, d3] = factsOf(session, 'a.test.ts', 'b.test.ts', 'c.test.ts', 'd.test.ts');

  // Facts are made anew each time a file is looked at: as many objects as there were looks.
  expect(new Set([a1, a2, a3]).size).toBe(1);
  expect(new Set([b1, b2, b3]).size).toBe(2);
  expect(new Set([c1, c2, c3]).size).toBe(1);
  expect(b2?.fixtures[0]?.literals).toEqual(['"a"']);
  expect(d3?.fixtures).toHaveLength(1);
});

it('looks again at a file whose runner comes from another file that changed', () => {
  const session = new Session({
    'test.ts': "export { beforeEach, test } from 'vitest';\n",
    'a.test.ts': hook('a').replace("'vitest'", "'./test.js'"),
    'b.test.ts': hook('b'),
  });
  const [a1, b1] = factsOf(session, 'a.test.ts', 'b.test.ts');
  session.write('test.ts', 'export const beforeEach = (): void => undefined;\nexport const test = beforeEach;\n');
  const [a2, b2] = factsOf(session, 'a.test.ts', 'b.test.ts');

  expect(a1?.fixtures.map(({ name }) => name)).toEqual(['beforeEach']);
  expect(a2?.fixtures).toEqual([]);
  expect(b2).toBe(b1);
});

it('shows a change in one file when the other one is next linted', () => {
  const session = new Session({ 'a.test.ts': hook('a'), 'b.test.ts': hook('b'), 'c.test.ts': hook('c') });
  expect(messagesOf(session, 'a.test.ts')).toEqual([]);
  session.write('b.test.ts', hook('a'));
  expect(messagesOf(session, 'a.test.ts')).toEqual([expect.stringContaining('is the same in ./b.test.ts:5.')]);
  session.write('b.test.ts', hook('b'));
  expect(messagesOf(session, 'a.test.ts')).toEqual([]);
});
