import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { keyName } from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { exportedName } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import type { Runner } from './runner.ts';
import { runnerOfModule, type RunnerSettings } from './runner-settings.ts';
import { memberOfValue, type RunnerValue } from './runner-value.ts';

/** A variable that holds the context of a test, or a member of it. */
interface ContextVariable {
  readonly variable: Variable;
  readonly value: RunnerValue;
}

/** The variables that a parameter makes of the context: `t`, or the names in `({ onTestFinished })`. */
export function* contextsIn(
  view: FileView,
  pattern: TSESTree.Node | undefined,
  context: RunnerValue | undefined,
): Generator<ContextVariable> {
  const target = pattern?.type === T.AssignmentPattern ? pattern.left : pattern;
  if (target === undefined || context === undefined) {
    return;
  }
  if (target.type === T.Identifier) {
    const variable = variableOf(view, target);
    if (variable !== undefined) {
      yield { variable, value: context };
    }
  }
  for (const property of target.type === T.ObjectPattern ? target.properties : []) {
    const name = property.type === T.Property ? keyName(property) : undefined;
    if (property.type === T.Property && name !== undefined && property.value.type !== T.ObjectPattern) {
      yield* contextsIn(view, property.value, memberOfValue(context, name));
    }
  }
}

/** Parameters that are said to be the context of a test: `(t: TestContext) => …`. */
export function* annotatedContexts(
  view: FileView,
  settings: RunnerSettings,
): Generator<{ readonly pattern: TSESTree.Node; readonly runners: readonly Runner[] }> {
  for (const statement of view.ast.body) {
    const runner =
      statement.type === T.ImportDeclaration ? runnerOfModule(statement.source.value, settings) : undefined;
    for (const specifier of statement.type === T.ImportDeclaration && runner ? statement.specifiers : []) {
      const isContext =
        specifier.type === T.ImportSpecifier && runner?.contextTypes.includes(exportedName(specifier.imported));
      for (const { identifier } of (isContext && variableOf(view, specifier.local)?.references) || []) {
        const pattern = annotatedBy(identifier);
        if (pattern !== undefined && runner !== undefined) {
          yield { pattern, runners: [runner] };
        }
      }
    }
  }
}

/** The variable that has a type: `t` for the `TestContext` of `t: TestContext`. */
function annotatedBy({ parent }: TSESTree.Node): TSESTree.Node | undefined {
  const annotation = parent?.type === T.TSTypeReference ? parent.parent : undefined;
  const pattern = annotation?.type === T.TSTypeAnnotation ? annotation.parent : undefined;
  return pattern?.type === T.Identifier || pattern?.type === T.ObjectPattern ? pattern : undefined;
}
