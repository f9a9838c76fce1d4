import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, keyName, staticString, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { functionBehind } from './callbacks.ts';
import type { FixtureDefinition, FixtureScope, Runner } from './runner.ts';

/** The fixtures that a call of `test.extend` defines, as an object or one by one. */
export function fixturesOf(
  view: FileView,
  call: TSESTree.CallExpression,
  runners: readonly Runner[],
): readonly FixtureDefinition[] {
  const [first, ...rest] = call.arguments;
  if (first === undefined) {
    return [];
  }
  const name = staticString(unwrap(first));
  if (name === undefined) {
    return fixturesInObject(view, first, runners);
  }
  const builders = runners.filter(({ fixtures }) => fixtures?.builder);
  const value = rest.at(-1);
  return builders.length === 0 || value === undefined
    ? []
    : [
        {
          name,
          node: call,
          setUp: functionBehind(view, value),
          form: 'builder',
          scope: (rest.length > 1 ? scopeIn(rest[0], builders) : undefined) ?? 'test',
          runners: builders,
        },
      ];
}

/** The fixtures that an object literal has as its members, be it written there or named there. */
export function fixturesInObject(
  view: FileView,
  object: TSESTree.Node,
  runners: readonly Runner[],
): readonly FixtureDefinition[] {
  return objectBehind(view, object).flatMap((property) => memberFixture(view, property, runners));
}

function memberFixture(view: FileView, property: TSESTree.Node, runners: readonly Runner[]): FixtureDefinition[] {
  const name = property.type === T.Property && property.kind === 'init' ? keyName(property) : undefined;
  if (property.type !== T.Property || name === undefined) {
    return [];
  }
  const value = unwrap(property.value);
  const [made, options] = value.type === T.ArrayExpression ? value.elements : [value];
  const setUp = made ? functionBehind(view, made) : undefined;
  return [{ name, node: property, setUp, form: 'object', scope: scopeIn(options, runners) ?? 'test', runners }];
}

/** The properties of an object literal, be it written there or named there. */
function objectBehind(view: FileView, expression: TSESTree.Node): readonly TSESTree.Node[] {
  const node = unwrap(expression);
  if (node.type === T.ObjectExpression) {
    return node.properties;
  }
  if (node.type !== T.Identifier || isFunction(node)) {
    return [];
  }
  const origin = originOf({ view, node });
  const found = origin?.kind === 'value' && origin.place.view === view ? unwrap(origin.place.node) : undefined;
  return found?.type === T.ObjectExpression ? found.properties : [];
}

/** `{ scope: 'worker' }` */
function scopeIn(options: TSESTree.Node | null | undefined, runners: readonly Runner[]): FixtureScope | undefined {
  const node = options ? unwrap(options) : undefined;
  const property = node?.type === T.ObjectExpression ? node.properties.find(isScope) : undefined;
  const scope = property?.type === T.Property ? staticString(unwrap(property.value)) : undefined;
  return runners.flatMap(({ fixtures }) => fixtures?.scopes ?? []).find((one) => one === scope);
}

function isScope(property: TSESTree.Node): boolean {
  return property.type === T.Property && keyName(property) === 'scope';
}
