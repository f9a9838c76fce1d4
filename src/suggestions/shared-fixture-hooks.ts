import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { isInside } from '../ast/expressions.ts';
import type { Fixture } from '../fixtures/fixture.ts';
import type { Member } from '../fixtures/fixture-index.ts';
import { setUpFilesOf } from '../fixtures/set-up-files.ts';
import { isSameCode } from '../fixtures/shared-homes.ts';
import type { TestRunner } from '../runners/runner.ts';
import { isInterchangeable } from '../types/interchangeable.ts';
import { pathOf } from '../types/root-files.ts';
import type { ImportedAs } from './shared-fixture-imports.ts';
import type { Plan, SharedFixture } from './shared-fixture-plans.ts';

/** Runners that load a module anew for each test file unless they are told otherwise: importing it registers its hooks. */
const loadsModulesAnew: ReadonlySet<TestRunner> = new Set(['jest', 'node', 'vitest']);

/** A hook of the file, the same hook in the other module, and the statement that the first one is. */
interface Pair {
  readonly own: Fixture;
  readonly other: Fixture;
  readonly statement: TSESTree.ProgramStatement;
}

/** A variable that hooks of the file set, and what the other module exports in its place. */
interface Slot {
  readonly variable: TSESLint.Scope.Variable;
  readonly declaration: TSESTree.Node;
  readonly imported: ImportedAs;
}

/**
 * Hooks that another module registers when it is imported, in place of the same ones here. All of its hooks run then, so
 * each of them must be here, unless it is a set-up file, whose hooks run anyway; what they set, it must export.
 */
export function hooksPlan(shared: SharedFixture): Plan | undefined {
  const pairs = pairsOf(shared);
  if (pairs?.some(({ own }) => own.range[0] === shared.member.fixture.range[0]) !== true) {
    return undefined;
  }
  const statements = pairs.map(({ statement }) => statement);
  const slots = pairs.flatMap((pair) => slotsOf(pair, statements, shared));
  if (!slots.every((slot) => slot !== undefined)) {
    return undefined;
  }
  const byVariable = new Map(slots.map((slot) => [slot.variable, slot]));
  const gone = [...statements, ...[...byVariable.values()].map(({ declaration }) => declaration)];
  const isUsed = ({ variable }: Slot): boolean =>
    variable.references.some(({ identifier }) => !gone.some((statement) => isInside(identifier, statement)));
  return {
    messageId: isRunForEachFile(pairs, shared) ? 'useSharedHooks' : 'useHooksOfModule',
    shared: '',
    gone: gone.toSorted((a, b) => a.range[0] - b.range[0]),
    edits: [],
    added: [...byVariable.values()].filter(isUsed).map(({ imported }) => imported),
    declaredAnew: new Set(byVariable.keys()),
  };
}

/**
 * Whether the hooks run also where test files share their modules, and each is loaded once: in Jest they never do, and a
 * set-up file is loaded anew for each test file.
 */
function isRunForEachFile(pairs: readonly Pair[], shared: SharedFixture): boolean {
  return pairs.every(({ own }) => own.runners.every((runner) => runner === 'jest')) || isSetUpFile(shared);
}

function isSetUpFile({ home, index }: SharedFixture): boolean {
  return setUpFilesOf(index.program).has(pathOf(home.file));
}

/** Each hook of the other module with the same one here; undefined when one that would run anew has none. */
function pairsOf(shared: SharedFixture): readonly Pair[] | undefined {
  const { member, home, index, sourceCode } = shared;
  const hooksOf = ({ file }: Member): readonly Fixture[] =>
    index.factsOf(file).fixtures.filter(({ kind }) => kind === 'hook');
  if (index.factsOf(home.file).hasHooksByName && !isSetUpFile(shared)) {
    return undefined;
  }
  const left = [...hooksOf(member)];
  const pairs: Pair[] = [];
  for (const other of hooksOf(home)) {
    const number = left.findIndex(
      (own) =>
        own.hook?.when === other.hook?.when &&
        own.hook?.every === other.hook?.every &&
        isSameCode({ ...member, fixture: own }, { ...home, fixture: other }, index),
    );
    const [own] = number < 0 ? [] : left.splice(number, 1);
    if (own === undefined && isSetUpFile(shared)) {
      continue;
    }
    const statement = own && sourceCode.ast.body.find(({ range }) => range[0] === own.range[0]);
    const isRunHere = own?.runners.every((runner) => loadsModulesAnew.has(runner)) === true;
    if (own === undefined || statement?.type !== T.ExpressionStatement || !other.isTopLevel || !isRunHere) {
      return undefined;
    }
    pairs.push({ own, other, statement });
  }
  return pairs;
}

/** The variables that a hook sets; undefined for one that cannot be imported instead. */
function slotsOf(
  { own, other }: Pair,
  hooks: readonly TSESTree.Node[],
  { sourceCode, home, services }: SharedFixture,
): readonly (Slot | undefined)[] {
  const variables = sourceCode.scopeManager?.scopes.find(({ type }) => type === 'module')?.set;
  return own.slots.map(({ name }, number) => {
    const [exported] = other.slots[number]?.exportedAs ?? [];
    const variable = variables?.get(name);
    const declaration = emptyDeclarationOf(variable);
    const isWrittenElsewhere = variable?.references.some(
      (one) => one.isWrite() && !hooks.some((hook) => isInside(one.identifier, hook)),
    );
    return exported !== undefined &&
      variable?.identifiers[0] !== undefined &&
      declaration !== undefined &&
      isWrittenElsewhere === false &&
      isInterchangeable(variable.identifiers[0], home.file, exported, services)
      ? { variable, declaration, imported: { exported, local: name } }
      : undefined;
  });
}

/** The statement of a variable that is alone in it and has no value yet: `let pool: Pool;`. */
function emptyDeclarationOf(variable: TSESLint.Scope.Variable | undefined): TSESTree.Node | undefined {
  const declarator = variable?.defs[0]?.node;
  const parent = declarator?.parent;
  return declarator?.type === T.VariableDeclarator &&
    declarator.init === null &&
    parent?.type === T.VariableDeclaration &&
    parent.declarations.length === 1 &&
    parent.parent.type === T.Program
    ? parent
    : undefined;
}
