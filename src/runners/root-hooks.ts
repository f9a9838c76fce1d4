import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, keyName, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { functionBehind } from './callbacks.ts';
import { exportsOf } from './exports.ts';
import type { Hook, Runner } from './runner.ts';
import { entryOf, runners } from './runners.ts';

/** A hook of a root hook plugin, which runs for every file. */
export interface RootHook {
  readonly node: TSESTree.Node;
  readonly name: string;
  readonly does: Hook;
  readonly callback: FunctionNode | undefined;
  readonly runners: readonly Runner[];
}

/** The hooks of a root hook plugin: `export const mochaHooks = { afterAll() { … } }`, or a function that gives them. */
export function rootHooksOf(view: FileView): readonly RootHook[] {
  return pluginsOf(view).flatMap(({ node, runner }) => hooksIn(view, node, runner));
}

/** The functions of a root hook plugin under names that its runner does not know: `after` of `mochaHooks`. */
export function misnamedRootHooksOf(view: FileView): readonly FunctionNode[] {
  return pluginsOf(view).flatMap(({ node }) =>
    (objectOf(view, node)?.properties ?? []).flatMap((property) => {
      const name = property.type === T.Property ? keyName(property) : undefined;
      const isKnown = name === undefined || entryOf(rootHookNames, name) !== undefined;
      return property.type === T.Property && !isKnown ? (functionBehind(view, property.value) ?? []) : [];
    }),
  );
}

function pluginsOf(view: FileView): readonly { readonly node: TSESTree.Node; readonly runner: Runner }[] {
  return runners.flatMap((runner) => {
    const names = (runner.rootHooks ?? []).filter((name) => view.text.includes(name));
    const exported = names.length === 0 ? [] : [...exportsOf(view)].filter(({ name }) => names.includes(name));
    return exported.map(({ node }) => ({ node, runner }));
  });
}

const rootHookNames: Readonly<Record<string, Hook>> = {
  beforeAll: { is: 'hook', when: 'before', every: 'all' },
  beforeEach: { is: 'hook', when: 'before', every: 'each' },
  afterAll: { is: 'hook', when: 'after', every: 'all' },
  afterEach: { is: 'hook', when: 'after', every: 'each' },
};

function hooksIn(view: FileView, exported: TSESTree.Node, runner: Runner): readonly RootHook[] {
  const object = objectOf(view, exported);
  return (object?.properties ?? []).flatMap((property): RootHook[] => {
    const name = property.type === T.Property ? (keyName(property) ?? '') : '';
    const does = entryOf(rootHookNames, name);
    if (property.type !== T.Property || does === undefined) {
      return [];
    }
    const value = unwrap(property.value);
    const callbacks = value.type === T.ArrayExpression ? value.elements : [value];
    return callbacks.map((one) => ({
      node: property,
      name,
      does,
      callback: one ? functionBehind(view, one) : undefined,
      runners: [runner],
    }));
  });
}

/** The object that an export is, names, or gives when it is called. */
function objectOf(view: FileView, exported: TSESTree.Node): TSESTree.ObjectExpression | undefined {
  const node = unwrap(exported);
  if (node.type === T.ObjectExpression) {
    return node;
  }
  if (isFunction(node)) {
    const { body } = node;
    const returned =
      body.type === T.BlockStatement ? body.body.findLast((one) => one.type === T.ReturnStatement)?.argument : body;
    return returned?.type === T.ObjectExpression ? returned : undefined;
  }
  const origin = node.type === T.Identifier ? originOf({ view, node }) : undefined;
  const found = origin?.kind === 'value' && origin.place.view === view ? origin.place.node : undefined;
  return found !== undefined && found !== node && found.type !== T.Identifier ? objectOf(view, found) : undefined;
}
