import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { isInside } from '../ast/expressions.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import type { Member } from '../fixtures/fixture-index.ts';
import { isSameCode } from '../fixtures/shared-homes.ts';
import type { TestRunner } from '../runners/runner.ts';
import { isInterchangeable } from '../types/interchangeable.ts';
import type { ImportedAs } from './shared-fixture-imports.ts';
import type { Plan, SharedFixture } from './shared-fixture-plans.ts';

/** Runners that load a module anew for each test file, so that importing it registers its hooks there. */
const loadsModulesAnew: ReadonlySet<TestRunner> = new Set(['jest', 'node', 'vitest']);

/** A hook of the file, the statement it is, and the same hook in the other module. */
interface Pair {
  readonly own: Fixture;
  readonly other: Fixture;
  readonly statement: TSESTree.ProgramStatement;
}

/**
 * Hooks that another module registers when it is imported, in place of the same ones here. All of its hooks run then, so
 * each of them must be here; what they set, it must export.
 */
export function hooksPlan(shared: SharedFixture): Plan | undefined {
  const { member, sourceCode } = shared;
  const pairs = pairsOf(shared);
  if (pairs?.some(({ own }) => own.range[0] === member.fixture.range[0]) !== true) {
    return undefined;
  }
  const statements = pairs.map(({ statement }) => statement);
  const added = new Map<TSESLint.Scope.Variable, ImportedAs>();
  const variables = sourceCode.scopeManager?.scopes.find(({ type }) => type === 'module')?.set;
  for (const { own, other } of pairs) {
    for (const [number, { name }] of own.slots.entries()) {
      const [exported] = other.slots[number]?.exportedAs ?? [];
      const variable = variables?.get(name);
      const declaration = variable?.identifiers[0];
      const isWritten = variable?.references.some(
        (one) => one.isWrite() && !statements.some((statement) => isInside(one.identifier, statement)),
      );
      if (
        exported === undefined ||
        declaration === undefined ||
        variable === undefined ||
        isWritten !== false ||
        !isInterchangeable(declaration, shared.home.file, exported, shared.services)
      ) {
        return undefined;
      }
      added.set(variable, { exported, local: name });
    }
  }
  const declarations = [...added.keys()].map(({ defs }) => statementOf(defs[0]?.node as TSESTree.Node | undefined));
  if (declarations.includes(undefined)) {
    return undefined;
  }
  const gone = [...statements, ...declarations.filter((one) => one !== undefined)];
  const isUsed = (variable: TSESLint.Scope.Variable): boolean =>
    variable.references.some(({ identifier }) => !gone.some((statement) => isInside(identifier, statement)));
  const used = [...added].filter(([variable]) => isUsed(variable));
  return {
    messageId: 'useSharedHooks',
    shared: '',
    gone: gone.toSorted((a, b) => a.range[0] - b.range[0]),
    edits: [],
    added: used.map(([, imported]) => imported),
    declaredAnew: new Set(added.keys()),
  };
}

/** Each hook of the other module with the same one here; undefined when one has none. */
function pairsOf({ member, home, index, sourceCode }: SharedFixture): readonly Pair[] | undefined {
  const hooksOf = ({ file }: Member): readonly Fixture[] =>
    index.factsOf(file).fixtures.filter(({ kind }) => kind === 'hook');
  const left = [...hooksOf(member)];
  const pairs: Pair[] = [];
  for (const other of hooksOf(home)) {
    const number = left.findIndex((own) => isSameHook({ ...member, fixture: own }, { ...home, fixture: other }));
    const [own] = number < 0 ? [] : left.splice(number, 1);
    const statement = own && sourceCode.ast.body.find(({ range }) => range[0] === own.range[0]);
    const isRunHere = own?.runners.every((runner) => loadsModulesAnew.has(runner)) === true;
    if (own === undefined || statement?.type !== T.ExpressionStatement || !other.isTopLevel || !isRunHere) {
      return undefined;
    }
    pairs.push({ own, other, statement });
  }
  return pairs;

  function isSameHook(one: Member, other: Member): boolean {
    const { hook: a } = one.fixture;
    const { hook: b } = other.fixture;
    return a?.when === b?.when && a?.every === b?.every && isSameCode(one, other, index);
  }
}

/** The statement of a variable that is alone in it and has no value yet: `let pool: Pool;`. */
function statementOf(declarator: TSESTree.Node | undefined): TSESTree.Node | undefined {
  const parent = declarator?.parent;
  return declarator?.type === T.VariableDeclarator &&
    declarator.init === null &&
    parent?.type === T.VariableDeclaration &&
    parent.declarations.length === 1 &&
    parent.parent.type === T.Program
    ? parent
    : undefined;
}
