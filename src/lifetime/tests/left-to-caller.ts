import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, isNamed, keyName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { isDeclaredIn } from '../../ast/variables.ts';
import type { Acquisition, Step } from '../../resources/acquisition.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { closesWithResult } from '../close-hooks.ts';
import { isCloserName } from '../fates/closer-names.ts';
import type { Slot } from '../fates/fate.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { mentionsOf } from '../named-function.ts';
import { isAmbient } from './ambient.ts';

/**
 * Whether the functions between a call and what it acquires leave the resource to the caller: they neither keep it
 * nor have something else give it back, such as a hook that they register.
 *
 * @param view the file with the call
 * @param takesApart whether the call's result is taken apart, so that each function in it has a name
 */
export function isLeftToCaller(
  { behind, entry, made, through, within }: Acquisition,
  view: FileView,
  options: FollowOptions,
  takesApart = false,
): boolean {
  if (
    behind?.some((step) => isKept(step, entry, options, view, takesApart)) === true ||
    isLeftByInstance(made, entry, options)
  ) {
    return false;
  }
  const [first] = through;
  if (first === undefined) {
    return true;
  }
  if (within === undefined && first.place.view === view && !isAmbient(entry)) {
    // What a function of this file does not return is judged where it is made.
    return isHiddenInResult(first, entry, options);
  }
  return (
    through.every((step) => !isKept(step, entry, options, view, takesApart)) &&
    (within !== undefined || isAmbient(entry) || isHiddenInResult(first, entry, options))
  );
}

function isKept(
  { place: { view, node }, within }: Step,
  entry: ResourceEntry,
  options: FollowOptions,
  from: FileView,
  takesApart: boolean,
): boolean {
  const owner = enclosingFunction(node);
  const follower = new Follower(view, entry, options);
  follower.expression(node, within ?? ['?']);
  const { fates, slots } = follower;
  const isReleasedOutside = fates.some((fate) => fate.does === 'release' && !(owner && isInside(fate.node, owner)));
  return (
    fates.some(
      (fate) =>
        fate.does === 'escape' ||
        fate.does === 'join' ||
        (fate.does === 'release' &&
          (isKeptClosure({ view, node: fate.node }, owner) ||
            // Who follows instances knows their closers whatever they are called.
            (options.followsInstances !== true && isUnusualCloser({ view, node: fate.node }, owner, takesApart)))),
    ) ||
    slots.some(
      (slot) =>
        isOutside(slot, owner) &&
        (isReleasedOutside || view !== from || owner === undefined || !isOnlyListed(slot, owner)),
    )
  );
}

/** Whether a constructor has something else close what it makes: `this.stream = open({ cleanup: () => pool.end() })`. */
function isLeftByInstance({ view, node }: Place, entry: ResourceEntry, options: FollowOptions): boolean {
  const owner = enclosingFunction(node);
  if (owner?.parent.type !== T.MethodDefinition || owner.parent.kind !== 'constructor') {
    return false;
  }
  const follower = new Follower(view, entry, options);
  follower.expression(node, []);
  return follower.fates.some((fate) => {
    const closure = fate.does === 'release' ? enclosingFunction(fate.node) : undefined;
    return closure !== undefined && closure !== owner && isInside(closure, owner) && isPartOfArgument(closure);
  });
}

/** `open({ cleanup: () => pool.end() })`, but not what only names the parts of a result: `Object.assign(app, { … })`. */
function isPartOfArgument(closure: TSESTree.Node): boolean {
  let node = closure;
  let parent = parentOf(node);
  while (parent?.type === T.Property || parent?.type === T.ObjectExpression) {
    node = parent;
    parent = parentOf(node);
  }
  const callee = parent?.type === T.CallExpression ? unwrap(parent.callee) : undefined;
  return (
    node !== closure &&
    callee !== undefined &&
    callee !== node &&
    !(callee.type === T.MemberExpression && isNamed(unwrap(callee.object), 'Object'))
  );
}

function isOutside({ variable }: Slot, owner: TSESTree.Node | undefined): boolean {
  return variable === undefined || (owner !== undefined && !isDeclaredIn(variable, owner));
}

/** Put into a list of the file that its function does nothing else with: unlike a cache, it gives a new one each time. */
function isOnlyListed({ variable, isCollection }: Slot, owner: TSESTree.Node): boolean {
  const inside = variable?.references.filter(({ identifier }) => isInside(identifier, owner));
  return isCollection && inside?.length === 1;
}

/** In a closure that something else keeps or calls: `afterAll(() => pool.end())`, `cleanup = () => pool.end()`. */
function isKeptClosure(
  { view, node }: Place,
  owner: TSESTree.Node | undefined,
  seen: ReadonlySet<TSESTree.Node> = new Set(),
): boolean {
  for (
    let closure = enclosingFunction(node);
    closure !== undefined && closure !== owner && !seen.has(closure);
    closure = enclosingFunction(closure)
  ) {
    const parent = parentOf(closure);
    if (parent !== undefined && closesWithResult(view, parent, owner)) {
      continue;
    }
    if (parent?.type === T.AssignmentExpression || (parent?.type === T.CallExpression && parent.callee !== closure)) {
      return true;
    }
    if (isPartOfArgument(closure)) {
      return true;
    }
    const known = new Set([...seen, closure]);
    const calls = mentionsOf(closure, view).filter((name) => parentOf(name)?.type === T.CallExpression);
    if (calls.some((name) => isArgument(name) || isKeptClosure({ view, node: name }, owner, known))) {
      return true;
    }
  }
  return false;
}

/** `return { client, done: () => client.release() }`: whoever calls that closes it, and nothing in its name says so. */
function isUnusualCloser({ view, node }: Place, owner: TSESTree.Node | undefined, takesApart: boolean): boolean {
  const closure = enclosingFunction(node);
  if (closure === undefined || closure === owner) {
    return false;
  }
  return [closure, ...mentionsOf(closure, view)].some((value) => {
    const parent = parentOf(value);
    return (
      (parent?.type === T.Property && parent.value === value && !isCloserName(keyName(parent))) ||
      (parent?.type === T.ArrayExpression && !takesApart)
    );
  });
}

/** `setTimeout(close, 1000)` */
function isArgument(name: TSESTree.Node): boolean {
  const parent = parentOf(name);
  return parent?.type === T.CallExpression && parent.callee !== name;
}

/** A closure over the resource is part of the result, or an instance that keeps it: `return { url, close: () => server.close() }`. */
function isHiddenInResult(
  { place: { view, node }, within }: Step,
  entry: ResourceEntry,
  options: FollowOptions,
): boolean {
  const owner = enclosingFunction(node);
  const follower = new Follower(view, entry, options);
  follower.expression(node, within ?? ['?']);
  return follower.fates.some(
    (fate) =>
      (fate.does === 'return' && fate.within.at(-1) === '?') ||
      (fate.does === 'release' &&
        enclosingFunction(fate.node) !== owner &&
        !isKeptClosure({ view, node: fate.node }, owner)),
  );
}
