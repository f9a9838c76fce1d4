import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import type { Acquisition, Step } from '../../resources/acquisition.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { isAmbient } from './ambient.ts';

/**
 * Whether the functions between a call and what it acquires leave the resource to the caller: they neither keep it
 * nor have something else give it back, such as a hook that they register.
 *
 * @param view the file with the call
 */
export function isLeftToCaller(
  { entry, through, within }: Acquisition,
  view: FileView,
  options: FollowOptions,
): boolean {
  const [first] = through;
  if (first === undefined) {
    return true;
  }
  if (within === undefined && first.place.view === view && !isAmbient(entry)) {
    // What a function of this file does not return is judged where it is made.
    return isHiddenInResult(first, entry, options);
  }
  return (
    through.every((step) => !isKept(step, entry, options)) &&
    (within !== undefined || isAmbient(entry) || isHiddenInResult(first, entry, options))
  );
}

function isKept({ place: { view, node }, within }: Step, entry: ResourceEntry, options: FollowOptions): boolean {
  const owner = enclosingFunction(node);
  const follower = new Follower(view, entry, options);
  follower.expression(node, within ?? ['?']);
  return (
    follower.fates.some(
      (fate) =>
        fate.does === 'escape' || fate.does === 'join' || (fate.does === 'release' && isKeptClosure(fate.node, owner)),
    ) ||
    follower.slots.some(
      ({ variable }) =>
        variable === undefined || (owner !== undefined && !isInside(variable.identifiers[0] as TSESTree.Node, owner)),
    )
  );
}

/** In a closure that something else keeps: `afterAll(() => pool.end())`, `cleanup = () => pool.end()`. */
function isKeptClosure(node: TSESTree.Node, owner: TSESTree.Node | undefined): boolean {
  for (
    let closure = enclosingFunction(node);
    closure !== undefined && closure !== owner;
    closure = enclosingFunction(closure)
  ) {
    const parent = parentOf(closure);
    if (parent?.type === T.AssignmentExpression || (parent?.type === T.CallExpression && parent.callee !== closure)) {
      return true;
    }
  }
  return false;
}

/** A closure over the resource is part of the result: `return { url, close: () => server.close() }`. */
function isHiddenInResult(
  { place: { view, node }, within }: Step,
  entry: ResourceEntry,
  options: FollowOptions,
): boolean {
  const owner = enclosingFunction(node);
  const follower = new Follower(view, entry, options);
  follower.expression(node, within ?? ['?']);
  return follower.fates.some(
    (fate) => fate.does === 'release' && enclosingFunction(fate.node) !== owner && !isKeptClosure(fate.node, owner),
  );
}
