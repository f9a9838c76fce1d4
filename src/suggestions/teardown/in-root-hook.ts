import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, keyName, parentOf, unwrap } from '../../ast/expressions.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { Hook } from '../../runners/runner.ts';
import type { RootHook } from '../../runners/root-hooks.ts';
import { type Handle, handlesOf, isVisibleIn } from './handle.ts';
import { inFunctionBody } from './in-global-set-up.ts';
import { type Offer, offer } from './offer.ts';
import { releaseStatement } from './release-text.ts';
import { isWholeBody, releaseUnit } from './release-unit.ts';
import { indentOf } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

/** Releases what a hook of a root hook plugin acquires in the after-hook of the plugin, or in a new one beside it. */
export function inRootHook({ node, does: { every } }: RootHook, unreleased: Unreleased): readonly Offer[] {
  const object = parentOf(node);
  const hook = every === 'all' ? 'afterAll' : 'afterEach';
  const there = object?.type === T.ObjectExpression ? object.properties.find((one) => isNamed(one, hook)) : undefined;
  const handle = handlesOf(unreleased).find((one) => object !== undefined && isVisibleIn(one, object));
  if (handle === undefined || handle.root === 'parameter') {
    return [];
  }
  const name = handle.text;
  const mayBeUnset = handle.root !== 'module';
  if (there === undefined) {
    return offer('releaseInNewHook', { name, hook }, [newHook(node, hook, handle, mayBeUnset, unreleased)]);
  }
  const callback = there.type === T.Property ? unwrap(there.value) : undefined;
  // Only a method, or a function of its own, has the `this` of the hook.
  const isOwn = isFunction(callback) && (handle.root !== 'this' || callback.type === T.FunctionExpression);
  const edits = isOwn && callback.params.length === 0 && inFunctionBody(handle, callback, mayBeUnset, unreleased);
  return edits ? offer('releaseInHook', { name, hook, line: String(there.loc.start.line) }, edits) : [];
}

/** Has a release run as often as the acquisition: the hook that does nothing else goes by the other name. */
export function inOtherRootHook(
  { node, name, callback }: RootHook,
  every: Hook['every'],
  release: TSESTree.Node,
  { resource: { slots, acquisition } }: Unreleased,
): readonly Offer[] {
  const hook = every === 'all' ? 'afterAll' : 'afterEach';
  const object = parentOf(node);
  const unit = releaseUnit(release);
  const isFree = object?.type === T.ObjectExpression && !object.properties.some((one) => isNamed(one, hook));
  const isAlone = unit !== undefined && callback !== undefined && isWholeBody(unit, callback);
  return isFree && isAlone && node.type === T.Property && node.key.type === T.Identifier && !node.computed
    ? offer('changeHook', { name: slots[0]?.name ?? acquisition.entry.id, hook, wrong: name }, [
        { range: node.key.range, text: hook },
      ])
    : [];
}

function isNamed(property: TSESTree.ObjectLiteralElement, name: string): boolean {
  return property.type === T.Property && keyName(property) === name;
}

/** `async afterAll() { … }` behind the hook that acquires. */
function newHook(
  before: TSESTree.Node,
  hook: string,
  handle: Handle,
  mayBeUnset: boolean,
  { file }: Unreleased,
): { readonly range: Readonly<TSESTree.Range>; readonly text: string } {
  const { newline, indent } = file.layout;
  const own = indentOf(before, file);
  const isAsync = isReleaseAwaited(handle.release) ? 'async ' : '';
  const lines = [
    `,${newline}${own}${isAsync}${hook}() {`,
    own + indent + releaseStatement(handle, mayBeUnset, file),
    `${own}}`,
  ];
  return { range: [before.range[1], before.range[1]], text: lines.join(newline) };
}
