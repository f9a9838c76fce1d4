import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';
import { exportedName } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import { functionBehind } from './callbacks.ts';
import { fixturesInObject } from './fixtures.ts';
import type { FixtureDefinition, Runner } from './runner.ts';
import { runnerOfModule, type RunnerSettings } from './runner-settings.ts';

/** Fixtures that a type says they are, for `test.extend` in another file: `const fixtures: Fixtures<…> = { … }`. */
export function annotatedFixtures(view: FileView, settings: RunnerSettings): readonly FixtureDefinition[] {
  return view.ast.body.flatMap((statement) => {
    const runner =
      statement.type === T.ImportDeclaration ? runnerOfModule(statement.source.value, settings) : undefined;
    const specifiers = statement.type === T.ImportDeclaration && runner?.fixtures?.types ? statement.specifiers : [];
    return specifiers.flatMap((specifier) => (runner ? fixturesTypedBy(view, specifier, runner) : []));
  });
}

function fixturesTypedBy(
  view: FileView,
  specifier: TSESTree.ImportClause,
  runner: Runner,
): readonly FixtureDefinition[] {
  const name = specifier.type === T.ImportSpecifier ? exportedName(specifier.imported) : '';
  const { object = [], one = [] } = runner.fixtures?.types ?? {};
  if (!object.includes(name) && !one.includes(name)) {
    return [];
  }
  const references = variableOf(view, specifier.local)?.references ?? [];
  return references.flatMap(({ identifier }) => {
    const typed = typedBy(identifier);
    if (typed === undefined) {
      return [];
    }
    return object.includes(name) ? fixturesInObject(view, typed.value, [runner]) : fixtureIn(view, typed, runner);
  });
}

interface Typed {
  readonly node: TSESTree.Node;
  readonly name: string;
  readonly value: TSESTree.Node;
}

function fixtureIn(view: FileView, { node, name, value }: Typed, runner: Runner): readonly FixtureDefinition[] {
  const setUp = functionBehind(view, value);
  return setUp === undefined ? [] : [{ name, node, setUp, form: 'object', scope: 'test', runners: [runner] }];
}

/** The value that has a type: `{ … }` of `const fixtures: Fixtures = { … }` and of `{ … } satisfies Fixtures`. */
function typedBy({ parent }: TSESTree.Node): Typed | undefined {
  const reference = parent?.type === T.TSTypeReference ? parent : undefined;
  const outer = reference?.parent;
  if (outer?.type === T.TSSatisfiesExpression || outer?.type === T.TSAsExpression) {
    return { node: outer, name: nameIn(outer.parent), value: outer.expression };
  }
  const declarator = outer?.type === T.TSTypeAnnotation ? outer.parent.parent : undefined;
  return declarator?.type === T.VariableDeclarator && declarator.init !== null
    ? { node: declarator, name: nameIn(declarator), value: declarator.init }
    : undefined;
}

function nameIn(declarator: TSESTree.Node): string {
  return declarator.type === T.VariableDeclarator && declarator.id.type === T.Identifier ? declarator.id.name : 'this';
}
