import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingClass,
  enclosingFunction,
  type FunctionNode,
  isFunction,
  keyName,
  memberName,
} from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import type { FormIndex } from '../resources/forms.ts';
import { mayBeTold } from '../resources/may-be-told.ts';
import { type Acquisitions, isAcquiringNode } from './acquisitions.ts';
import { checkOutIn } from './check-outs.ts';
import { isOptional } from './conditional.ts';
import { definitionOf } from './definition.ts';
import { evaluatedNodes } from './evaluation.ts';
import { isMadeForEveryCaller } from './every-path.ts';
import { Follower, type FollowOptions } from './fates/follow.ts';
import { isGivenBack } from './given-back.ts';

/** Functions of the project that check something out for their callers, one from within the other. */
const DEEPEST_CALL = 2;

/** By function and the depth left: what each call of it checks out; null for nothing. */
type Known = WeakMap<TSESTree.Node, Map<number, Acquisition | null>>;

const knownOf = new WeakMap<FollowOptions, Known>();

/** What a function of the project checks out for whoever calls it: `const getClient = () => pool.connect()`. */
export function lentThrough(
  { view, node }: Place<AcquiringNode>,
  index: FormIndex,
  acquisitions: Acquisitions,
  options: FollowOptions,
  depth = DEEPEST_CALL,
): Acquisition | undefined {
  const callee = { view, node: node.callee };
  const called =
    node.type === T.CallExpression
      ? (ownMethod(callee) ?? (mayBeTold(callee, index) ? definitionOf(callee) : undefined))
      : undefined;
  if (called === undefined || !isFunction(called.node) || depth === 0) {
    return undefined;
  }
  const known: Known = knownOf.get(options) ?? new WeakMap();
  knownOf.set(options, known);
  const ofFunction = known.get(called.node) ?? new Map<number, Acquisition | null>();
  known.set(called.node, ofFunction);
  let found = ofFunction.get(depth);
  if (found === undefined) {
    found = lentBy(called as Place<FunctionNode>, index, acquisitions, options, depth) ?? null;
    ofFunction.set(depth, found);
  }
  return found ?? undefined;
}

/** The method of the class around that `this.begin` is. */
function ownMethod({ view, node }: Place): Place | undefined {
  const name = node.type === T.MemberExpression && node.object.type === T.ThisExpression ? memberName(node) : undefined;
  const members = name === undefined ? [] : (enclosingClass(node)?.body.body ?? []);
  const method = members.find(
    (member) => member.type === T.MethodDefinition && !member.static && keyName(member) === name,
  );
  return method?.type === T.MethodDefinition && method.kind === 'method' ? { view, node: method.value } : undefined;
}

function lentBy(
  body: Place<FunctionNode>,
  index: FormIndex,
  acquisitions: Acquisitions,
  options: FollowOptions,
  depth: number,
): Acquisition | undefined {
  const { node: owner, view } = body;
  for (const node of owner.generator ? [] : evaluatedNodes(owner)) {
    const place = isAcquiringNode(node) ? { view, node } : undefined;
    const lent = place && checkOutIn(place, index, acquisitions);
    const found =
      place && lent
        ? { entry: lent.lent, made: place, resolves: lent.resolves, holds: true, within: [], through: [] }
        : place && lentThrough(place, index, acquisitions, options, depth - 1);
    if (place === undefined || found === undefined || isGivenBack(body, place.node, found)) {
      continue;
    }
    const within = alwaysReturned(body, place.node, found, options);
    if (within !== undefined) {
      return {
        ...found,
        within,
        resolves: owner.async || found.resolves,
        through: [{ place, within: found.within }, ...found.through],
      };
    }
  }
  return undefined;
}

/** The way from what a function returns, in each case, to what a call in it checks out. */
function alwaysReturned(
  { view, node: owner }: Place<FunctionNode>,
  call: AcquiringNode,
  { entry, within }: Acquisition,
  options: FollowOptions,
): readonly string[] | undefined {
  const follower = new Follower(view, entry, options);
  follower.expression(call, within ?? ['?']);
  const returns = follower.fates.flatMap((fate) =>
    fate.does === 'return' && (fate.node === owner || enclosingFunction(fate.node) === owner) ? [fate] : [],
  );
  // `{ client, done: () => client.release() }`: there are other ways to give it back.
  const isKnown = follower.fates.every(
    ({ does, node }) =>
      does === 'begin' ||
      does === 'return' ||
      ((does === 'use' || does === 'release') && enclosingFunction(node) === owner),
  );
  const isOther = [...evaluatedNodes(owner)].some(
    (node) =>
      node.type === T.ReturnStatement &&
      enclosingFunction(node) === owner &&
      !returns.some((fate) => fate.node === node),
  );
  // Not `known.get(id) ?? (await pool.connect())`, which may give one that others have, too.
  const isOne = isKnown && !isOther && !isOptional(call, owner) && isMadeForEveryCaller(view, owner, [call]);
  return isOne ? returns[0]?.within : undefined;
}
