import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  aroundWaiting,
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  isInside,
  keyName,
  memberName,
  unwrap,
} from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { trailOf } from '../../ast/trail.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Acquisition } from '../../resources/acquisition.ts';
import { beginsBy } from '../../resources/begins.ts';
import { mayBeTold } from '../../resources/may-be-told.ts';
import { type Acquisitions, isAcquiringNode } from '../acquisitions.ts';
import { isInBranch } from '../conditional.ts';
import { definitionOf } from '../definition.ts';
import { evaluatedNodes } from '../evaluation.ts';
import { outerNameOf } from '../named-function.ts';
import { basesOf } from '../owners/class-closers.ts';
import { isRelease, type Keeper, keeperAt, mentionsOf, outermostFunction, valuesOf } from './keeper.ts';

/** What a function or a method of the project opens and keeps, for another one to close. */
export interface SetUp {
  readonly acquisition: Acquisition;
  /** The functions or methods that close it. */
  readonly closers: readonly Closer[];
  /** Its function is a method of an instance. */
  readonly isMethod: boolean;
  /** The field of the instance that keeps it. */
  readonly field: string | undefined;
}

export interface Closer {
  readonly place: Place<FunctionNode>;
  readonly name: string;
}

interface Maker {
  readonly place: Place<FunctionNode>;
  /** The class whose method it is, and those that it extends. */
  readonly classes: readonly Place<ClassNode>[];
}

/**
 * What a call has the project open and keep: `await env.up()` of a class that has `down()`, too, `await connectDb()` of
 * a module that exports `disconnectDb`.
 *
 * @returns undefined when it opens nothing, only what is not there yet, or what nothing of the same kind closes
 */
export function setUpBy(call: Place<TSESTree.CallExpression>, acquisitions: Acquisitions): SetUp | undefined {
  const maker = makerBehind(call, acquisitions);
  if (maker === undefined) {
    return undefined;
  }
  for (const node of evaluatedNodes(maker.place.node)) {
    const kept = keptBy({ ...maker.place, node }, maker, acquisitions);
    const closers = kept && closersOf(kept.keeper, kept.acquisition, maker);
    if (kept !== undefined && closers !== undefined && closers.length > 0) {
      const { acquisition, keeper } = kept;
      return {
        acquisition,
        closers,
        isMethod: maker.classes.length > 0,
        field: keeper.is === 'field' ? keeper.name : undefined,
      };
    }
  }
  return undefined;
}

function makerBehind({ view, node }: Place<TSESTree.CallExpression>, acquisitions: Acquisitions): Maker | undefined {
  const callee = { view, node: node.callee };
  const origin = originOf(callee);
  const isLikely = origin?.kind === 'member' || (origin?.kind === 'module' && mayBeTold(callee, acquisitions.index));
  const end = isLikely ? trailOf(origin).at(-1) : undefined;
  if (end?.kind === 'value' && isFunction(end.place.node)) {
    return { place: end.place as Place<FunctionNode>, classes: [] };
  }
  const made = end?.kind === 'member' && end.of.node.type === T.NewExpression ? end.of : undefined;
  const base = made && definitionOf({ ...made, node: (made.node as TSESTree.NewExpression).callee });
  if (end?.kind !== 'member' || base === undefined || !isClass(base.node)) {
    return undefined;
  }
  const own = base as Place<ClassNode>;
  const classes = [own, ...basesOf(own)];
  for (const place of classes) {
    const method = place.node.body.body.find((member) => 'key' in member && keyName(member) === end.name);
    if (method !== undefined) {
      const body = 'value' in method && method.value !== null ? unwrap(method.value) : undefined;
      return isFunction(body) && 'static' in method && !method.static
        ? { place: { view: place.view, node: body }, classes }
        : undefined;
    }
  }
  return undefined;
}

interface Kept {
  readonly keeper: Keeper;
  readonly acquisition: Acquisition;
}

/** What a node of a function puts where it stays, or has hold something there. */
function keptBy(place: Place, maker: Maker, acquisitions: Acquisitions): Kept | undefined {
  const { view, node } = place;
  if (!isAcquiringNode(node)) {
    return undefined;
  }
  const begun = begunBy(place as Place<TSESTree.CallExpression>, maker, acquisitions);
  if (begun !== undefined) {
    return begun;
  }
  const target = assignedTo(node, maker.place.node);
  const keeper = target && keeperAt({ view, node: target }, maker.place.node, maker.classes);
  const [found] = keeper === undefined ? [] : acquisitions.allOf({ view, node });
  return keeper === undefined || found?.within === undefined || !found.holds || isAskedBefore(keeper, node, maker)
    ? undefined
    : { keeper, acquisition: found };
}

/** `await this.source.initialize()` */
function begunBy(
  { view, node }: Place<TSESTree.CallExpression>,
  maker: Maker,
  acquisitions: Acquisitions,
): Kept | undefined {
  const callee = unwrap(node.callee);
  const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type !== T.MemberExpression || method === undefined || !acquisitions.index.holdingCalls.has(method)) {
    return undefined;
  }
  const keeper = keeperAt({ view, node: callee.object }, maker.place.node, maker.classes);
  for (const value of keeper === undefined ? [] : valuesOf(keeper)) {
    const made = unwrap(value.node.type === T.AwaitExpression ? value.node.argument : value.node);
    const [found] = isAcquiringNode(made) ? acquisitions.allOf({ view: value.view, node: made }) : [];
    if (keeper && found && beginsBy({ view, node }, found.entry) && !isConditional(node, maker)) {
      return { keeper, acquisition: found };
    }
  }
  return undefined;
}

/** What a statement of the function itself assigns a value to. */
function assignedTo(value: TSESTree.Node, maker: FunctionNode): TSESTree.Node | undefined {
  const outer = aroundWaiting(value);
  return outer?.type === T.AssignmentExpression && outer.operator === '=' && outer.parent.parent === maker.body
    ? outer.left
    : undefined;
}

/** Whether a function looks at what it keeps before it fills it: it may well fill it only once. */
function isAskedBefore(keeper: Keeper, made: TSESTree.Node, { place: { node: maker, view } }: Maker): boolean {
  return mentionsOf(keeper).some((mention) => {
    const isTarget = mention.node.parent?.type === T.AssignmentExpression && mention.node.parent.left === mention.node;
    return (
      mention.view === view && isInside(mention.node, maker) && mention.node.range[1] <= made.range[0] && !isTarget
    );
  });
}

function isConditional(node: TSESTree.Node, { place: { node: maker } }: Maker): boolean {
  return (
    [...allNodes(maker.body)].some((one) => one.type === T.ReturnStatement && one.range[1] <= node.range[0]) ||
    isInBranch(node, maker)
  );
}

/**
 * The functions of the module, or the methods of the class, that close what is kept, themselves or through one another.
 *
 * @returns undefined when the function that opens it sees to that itself
 */
function closersOf(keeper: Keeper, { entry }: Acquisition, maker: Maker): readonly Closer[] | undefined {
  const found = new Map<FunctionNode, Closer>();
  for (const { view, node } of mentionsOf(keeper)) {
    const owner = isRelease(node, entry) ? outermostFunction(node) : undefined;
    const name = owner && outerNameOf(owner);
    if (owner !== undefined && name !== undefined) {
      found.set(owner, { place: { view, node: owner }, name });
    }
  }
  for (const { place } of [...found.values()]) {
    addCallers(place, keeper, found);
  }
  // What opens it may also have it closed: `constructor() { afterAll(() => this.down()); }`.
  return [...found.values()].some(({ place: { node }, name }) => node === maker.place.node || name === 'constructor')
    ? undefined
    : [...found.values()].filter(({ place: { node } }) => !isHidden(node));
}

/** `async tearDown() { await this.closePool(); }` */
function addCallers(
  { view, node: closer }: Place<FunctionNode>,
  keeper: Keeper,
  found: Map<FunctionNode, Closer>,
): void {
  const name = outerNameOf(closer);
  const roots =
    keeper.is === 'field'
      ? keeper.classes.map((one) => ({ view: one.view, node: one.node }))
      : [{ view, node: view.ast as TSESTree.Node }];
  for (const root of roots) {
    for (const node of allNodes(root.node)) {
      const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
      const isCall =
        keeper.is === 'field'
          ? callee?.type === T.MemberExpression &&
            callee.object.type === T.ThisExpression &&
            memberName(callee) === name
          : callee?.type === T.Identifier && callee.name === name;
      const owner = isCall ? outermostFunction(node) : undefined;
      const ownName = owner && outerNameOf(owner);
      if (owner !== undefined && ownName !== undefined && !found.has(owner)) {
        found.set(owner, { place: { view: root.view, node: owner }, name: ownName });
      }
    }
  }
}

function isHidden({ parent }: FunctionNode): boolean {
  return (
    (parent.type === T.MethodDefinition || parent.type === T.PropertyDefinition) &&
    (parent.key.type === T.PrivateIdentifier ||
      parent.accessibility === 'private' ||
      parent.accessibility === 'protected')
  );
}
