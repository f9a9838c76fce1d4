import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type FunctionNode,
  isFunction,
  isNamed,
  memberName,
  parentOf,
  unwrap,
  wrapped,
} from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { continuationOf } from './continuations.ts';

/** Where code of a function within a function runs, or is kept to run later, as seen from the outer one. */
export interface Point {
  readonly node: TSESTree.Node;
  /** It is kept by something else, and may run when the outer function is long over. */
  readonly isKept: boolean;
}

/** A function, or the program, whose paths are followed. */
export type Root = FunctionNode | TSESTree.Program;

/** The function around a node, or the program. */
export function rootAround(node: TSESTree.Node): Root {
  let outer = node;
  for (let parent = parentOf(outer); parent !== undefined && !isFunction(parent); parent = parentOf(outer)) {
    outer = parent;
  }
  const found = parentOf(outer) ?? outer;
  return found as Root;
}

/** Functions within each other that are climbed out of. */
const DEEPEST_CLOSURE = 6;

/** Methods that call their callback before they are done. */
const callsBack: ReadonlySet<string | undefined> = new Set([
  'catch',
  'every',
  'filter',
  'finally',
  'find',
  'flatMap',
  'forEach',
  'from',
  'map',
  'reduce',
  'some',
  'sort',
  'then',
]);

/**
 * Where a function reaches a node that lies in a function within it.
 *
 * @param names the resource's names: its own methods do not keep a callback for longer than it lives itself
 */
export function pointsOf(
  node: TSESTree.Node,
  root: Root,
  view: FileView,
  names: ReadonlySet<string>,
  depth = DEEPEST_CLOSURE,
): readonly Point[] {
  const closure = rootAround(node);
  if (closure === root) {
    return [{ node, isKept: false }];
  }
  if (closure.type === T.Program || depth === 0) {
    return [];
  }
  if (continuationOf(closure) !== undefined) {
    const around = pointsOf(closure, root, view, names, depth - 1);
    return around.map((point) => (point.node === closure ? { node, isKept: false } : point));
  }
  return placesOf(closure, view, names).flatMap((place) =>
    pointsOf(place.node, root, view, names, depth - 1).map((point) => ({
      ...point,
      isKept: point.isKept || place.isKept,
    })),
  );
}

/** Where a function is called or handed on. */
function placesOf(closure: FunctionNode, view: FileView, names: ReadonlySet<string>): readonly Point[] {
  const name = closure.type === T.FunctionDeclaration ? closure.id : nameOf(closure);
  const variable = name ? variableOf(view, name) : undefined;
  if (variable === undefined) {
    return [placeOf(closure, names)];
  }
  return variable.references
    .filter((reference) => reference.isRead())
    .map(({ identifier }) => placeOf(identifier as TSESTree.Node, names));
}

/** `const close = async () => …` */
function nameOf(closure: FunctionNode): TSESTree.Identifier | undefined {
  const parent = parentOf(wrapped(closure));
  return parent?.type === T.VariableDeclarator && parent.id.type === T.Identifier ? parent.id : undefined;
}

function placeOf(value: TSESTree.Node, names: ReadonlySet<string>): Point {
  const outer = wrapped(value);
  const parent = parentOf(outer);
  if (parent?.type === T.NewExpression) {
    const isPromise = isNamed(parent.callee, 'Promise');
    return { node: parent, isKept: !isPromise };
  }
  if (parent?.type !== T.CallExpression) {
    return { node: outer, isKept: true };
  }
  return { node: parent, isKept: parent.callee !== outer && !isWaitedFor(parent) && !isOwnMethod(parent, names) };
}

/** A call that is over, with all its callbacks, when the code around goes on. */
function isWaitedFor(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === T.MemberExpression && callsBack.has(memberName(callee))) {
    return true;
  }
  let parent = parentOf(wrapped(call));
  // `await Promise.all(ids.map(load))`, `return await retry(load)`
  if (parent?.type === T.ArrayExpression) {
    parent = parentOf(parent);
  }
  return parent?.type === T.AwaitExpression || parentOf(wrapped(parent ?? call))?.type === T.AwaitExpression;
}

/** `client.on('error', (error) => log(client, error))` */
function isOwnMethod(call: TSESTree.CallExpression, names: ReadonlySet<string>): boolean {
  const callee = unwrap(call.callee);
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return object?.type === T.Identifier && names.has(object.name);
}
