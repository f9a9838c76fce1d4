import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { allNodes } from '../ast/traverse.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import type { FixtureIndex, Member } from '../fixtures/fixture-index.ts';
import { type Home, isSameCode } from '../fixtures/shared-homes.ts';
import { isInterchangeable } from '../types/interchangeable.ts';
import type { TypeServices } from '../types/services.ts';
import { hooksPlan } from './shared-fixture-hooks.ts';
import { FreeNames } from './names.ts';
import type { ImportedAs } from './shared-fixture-imports.ts';
import type { TextEdit } from './text-edits.ts';

/** A copy, and the module that has the same fixture for everybody. */
export interface SharedFixture {
  readonly member: Member;
  readonly home: Home;
  readonly index: FixtureIndex;
  readonly sourceCode: TSESLint.SourceCode;
  readonly services: TypeServices;
}

export type SharedFixtureMessage = 'importShared' | 'runShared' | 'useHooksOfModule' | 'useSharedHooks';

/** What takes the place of a copy. */
export interface Plan {
  readonly messageId: SharedFixtureMessage;
  /** The name that is imported; empty where only the hooks are used. */
  readonly shared: string;
  /** What goes: top-level statements, which are deleted, and what edits replace. */
  readonly gone: readonly TSESTree.Node[];
  /** Edits in what stays. */
  readonly edits: readonly TextEdit[];
  /** Names that are imported. */
  readonly added: readonly ImportedAs[];
  /** The variables that are imported under their names from now on. */
  readonly declaredAnew: ReadonlySet<TSESLint.Scope.Variable>;
}

/** How the shared fixture can be used; undefined where that may not compile, or do something else. */
export function planFor(shared: SharedFixture): Plan | undefined {
  const { member, home } = shared;
  switch (member.fixture.kind) {
    case 'class':
    case 'constant':
    case 'function':
      return declarationPlan(member.fixture, home, shared);
    case 'member':
      return extendedTestPlan(shared);
    case 'hook':
      return home.fixture.kind === 'hook' ? hooksPlan(shared) : callbackPlan(shared);
  }
}

/** `import { createPool } from './pool.js'` in place of a function or a constant of that name. */
function declarationPlan(
  { range }: Fixture,
  { file, exportedAs }: Home,
  { sourceCode, services }: SharedFixture,
): Plan | undefined {
  const statement = sourceCode.ast.body.find((one) => one.range[0] <= range[0] && range[1] <= one.range[1]);
  const variable = statement && onlyVariable(statement, sourceCode);
  const [name] = variable?.identifiers ?? [];
  if (
    exportedAs === undefined ||
    statement === undefined ||
    variable === undefined ||
    name?.type !== T.Identifier ||
    variable.references.some((reference) => reference.isWrite() && reference.init !== true) ||
    !isInterchangeable(name, file, exportedAs, services)
  ) {
    return undefined;
  }
  return {
    messageId: 'importShared',
    shared: exportedAs,
    gone: [statement],
    edits: [],
    added: [{ exported: exportedAs, local: name.name }],
    declaredAnew: new Set([variable]),
  };
}

/** The variable that a statement declares, and nothing else; its file must not export it. */
function onlyVariable(
  statement: TSESTree.ProgramStatement,
  sourceCode: TSESLint.SourceCode,
): TSESLint.Scope.Variable | undefined {
  const isDeclaration =
    statement.type === T.FunctionDeclaration ||
    statement.type === T.ClassDeclaration ||
    statement.type === T.VariableDeclaration;
  // The parameters of a function, and a class's own view of its name, are variables of other scopes.
  const [variable, ...others] = (isDeclaration ? sourceCode.getDeclaredVariables(statement) : []).filter(
    ({ scope }) => scope.type === 'module',
  );
  const isExported = variable?.references.some(
    ({ identifier: { parent } }) => parent.type === T.ExportSpecifier || parent.type === T.ExportDefaultDeclaration,
  );
  return others.length === 0 && variable?.defs.length === 1 && isExported !== true ? variable : undefined;
}

/** The whole `const test = base.extend({ … })` that the fixture is a member of, where the other module has the same. */
function extendedTestPlan(shared: SharedFixture): Plan | undefined {
  const { member, home, index } = shared;
  const own = testAround(member, index);
  const others = testAround(home, index);
  const [exportedAs] = others?.exportedAs ?? [];
  return own !== undefined &&
    others !== undefined &&
    isSameCode({ ...member, fixture: own }, { ...home, fixture: others }, index)
    ? declarationPlan(own, { ...home, fixture: others, exportedAs }, shared)
    : undefined;
}

/** The constant in which a member of `test.extend` lies. */
function testAround({ file, fixture: { range } }: Member, index: FixtureIndex): Fixture | undefined {
  return index
    .factsOf(file)
    .fixtures.find((one) => one.kind === 'constant' && one.range[0] <= range[0] && range[1] <= one.range[1]);
}

/** `beforeEach(resetDatabase)` in place of a callback that shares nothing with the rest of its file. */
function callbackPlan({ member, home, sourceCode, services }: SharedFixture): Plan | undefined {
  const { code, slots } = member.fixture;
  const { exportedAs } = home;
  const callback = [...allNodes(sourceCode.ast)].find(
    ({ type, range }) => type.endsWith('FunctionExpression') && range[0] === code[0] && range[1] === code[1],
  );
  const local = exportedAs === undefined ? undefined : new FreeNames(sourceCode).take(exportedAs);
  if (
    callback === undefined ||
    exportedAs === undefined ||
    local === undefined ||
    slots.length > 0 ||
    !isInterchangeable(callback, home.file, exportedAs, services)
  ) {
    return undefined;
  }
  return {
    messageId: 'runShared',
    shared: exportedAs,
    gone: [callback],
    edits: [{ range: callback.range, text: local }],
    added: [{ exported: exportedAs, local }],
    declaredAnew: new Set(),
  };
}
