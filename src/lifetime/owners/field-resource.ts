import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  enclosingClass,
  isClass,
  isInside,
  keyName,
  parentOf,
  wrapped,
} from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { isDeclaredIn } from '../../ast/variables.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { Acquisitions, isAcquiringNode } from '../acquisitions.ts';
import { checkOutIn } from '../check-outs.ts';
import { definitionOf } from '../definition.ts';
import { isCloserName } from '../fates/closer-names.ts';
import type { Fate, Within } from '../fates/fate.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { chainOf } from '../fates/members.ts';
import { followField } from '../fates/pattern.ts';
import { isWatched } from '../paths/watched.ts';
import { isTimerOfInstance } from '../stepping-out.ts';
import { followAccessors } from './accessors.ts';
import { basesOf, type ClassCloser, closersOf } from './class-closers.ts';

/** A resource that the instances of a class make and keep in a field. */
export interface FieldResource {
  readonly view: FileView;
  readonly owner: ClassNode;
  readonly acquisition: Acquisition;
  /** Another resource lends it. */
  readonly isCheckOut: boolean;
  /** How it is released, where it is an instance of a class of the project. */
  readonly ownCloser: ClassCloser | undefined;
  /** The expression that makes it. */
  readonly making: AcquiringNode;
  /** Its name, without the `#` of a private one. */
  readonly field: string;
  /** As it is written: `this.#pool`. */
  readonly text: string;
  /** The members that lead from the field to the resource. */
  readonly within: Within;
  /** What the class does with it. */
  readonly fates: readonly Fate[];
  /** Methods and getters that give it to their callers. */
  readonly accessors: readonly string[];
}

/** Characters of a class, times the resources that are followed through it: those beyond are not known. */
const MOST_FOLLOWED = 20_000_000;

/** Every resource that a class of a file puts into a field of its instances, in the order of the source. */
export function fieldResources(
  view: FileView,
  index: FormIndex,
  options: FollowOptions,
  within?: ClassNode,
): readonly FieldResource[] {
  const acquisitions = new Acquisitions(index);
  const isCloser = (name: string): boolean => isCloserName(name) || index.releasingNames.has(name);
  const counts = new Map<ClassNode, number>();
  return nodesOf(view.ast).flatMap((node) => {
    const owner = isAcquiringNode(node) && (within === undefined || isInside(node, within)) && enclosingClass(node);
    if (!owner || (within !== undefined && owner !== within) || isStatic(node, owner)) {
      return [];
    }
    const lent = checkOutIn({ view, node }, index, acquisitions);
    const made: readonly Acquisition[] =
      lent === undefined
        ? acquisitions
            .allOf({ view, node })
            .filter(
              (one) =>
                isWatched(view, node, one, options) &&
                one.entry.endsItself !== true &&
                one.entry.category !== 'agent' &&
                !isTimerOfInstance(one),
            )
            .filter(() => view.project?.mayBeReleased(node, isCloser) !== false)
        : [{ entry: lent.lent, made: { view, node }, resolves: lent.resolves, holds: true, within: [], through: [] }];
    const instance = made.length === 0 ? undefined : closersOfInstance({ view, node });
    const [ownCloser] = instance ?? [];
    if (made.length === 0 || (lent === undefined && instance !== undefined && ownCloser === undefined)) {
      // Where an instance has no closer, that is the fault.
      return [];
    }
    const count = (counts.get(owner) ?? 0) + made.length;
    counts.set(owner, count);
    if (count * (owner.range[1] - owner.range[0]) > MOST_FOLLOWED) {
      return [];
    }
    return made.flatMap((acquisition) => {
      const resource = fieldResource(view, owner, node, acquisition, options);
      return resource === undefined ? [] : [{ ...resource, isCheckOut: lent !== undefined, ownCloser }];
    });
  });
}

/** The closers of what `new` makes; undefined for what is no instance of a class of the project. */
function closersOfInstance({ view, node }: Place<AcquiringNode>): readonly ClassCloser[] | undefined {
  const made = definitionOf({ view, node: node.callee });
  const place = made !== undefined && isClass(made.node) ? { view: made.view, node: made.node } : undefined;
  return place && [place, ...basesOf(place)].flatMap(closersOf);
}

function fieldResource(
  view: FileView,
  owner: ClassNode,
  making: AcquiringNode,
  acquisition: Acquisition,
  options: FollowOptions,
): Omit<FieldResource, 'isCheckOut' | 'ownCloser'> | undefined {
  const follower = new Follower(view, acquisition.entry, options);
  const given = propertyGiven(making, owner);
  const property = given?.property;
  const path = [...(given?.path ?? []), ...(acquisition.within ?? ['?'])];
  const initial = property && keyName(property);
  if (property !== undefined && initial !== undefined) {
    followField(follower, initial, property.key, path);
  } else {
    follower.expression(making, path);
  }
  const own = follower.slots.filter(({ node, variable }) => variable === undefined && isOfInstance(node, owner));
  const [slot] = own;
  const target = slot?.node.type === T.MemberExpression ? chainOf(slot.node) : undefined;
  const field = initial ?? target?.names[0];
  // What it was put into beside the instance may well close it.
  const isElsewhere = follower.slots.some(
    ({ node, variable }) =>
      (variable === undefined && !isOfInstance(node, owner)) ||
      (variable !== undefined && !isDeclaredIn(variable, owner)),
  );
  if (field === undefined || isElsewhere) {
    return undefined;
  }
  const accessors = followAccessors(follower, owner);
  const isPrivateName = property === undefined ? slot?.name.startsWith('this.#') === true : isPrivateKey(property);
  const begins = follower.fates.some(({ does }) => does === 'begin');
  return acquisition.holds || begins
    ? {
        view,
        owner,
        acquisition,
        making,
        field,
        text: `this.${isPrivateName ? '#' : ''}${field}`,
        within: property === undefined ? [...(target?.names.slice(1) ?? []), ...(slot?.within ?? [])].map(named) : path,
        fates: follower.fates,
        accessors,
      }
    : undefined;
}

function named(name: string | undefined): string {
  return name ?? '*';
}

function isPrivateKey({ key }: TSESTree.PropertyDefinition): boolean {
  return key.type === T.PrivateIdentifier;
}

/** `this.pool`, `this.clients.reader` */
function isOfInstance(node: TSESTree.Node, owner: ClassNode): boolean {
  const root = node.type === T.MemberExpression ? chainOf(node).root : node;
  return root.type === T.ThisExpression && enclosingClass(node) === owner;
}

/** The property whose initial value holds what a call makes: `pools = { reader: new Pool() };` */
function propertyGiven(
  making: TSESTree.Node,
  owner: ClassNode,
): { readonly property: TSESTree.PropertyDefinition; readonly path: Within } | undefined {
  const path: string[] = [];
  for (let node = wrapped(making), parent = parentOf(node); parent; node = wrapped(parent), parent = parentOf(node)) {
    switch (parent.type) {
      case T.PropertyDefinition:
        return parent.parent.parent === owner && parent.value === node ? { property: parent, path } : undefined;
      case T.Property:
        path.unshift(keyName(parent) ?? '?');
        break;
      case T.ArrayExpression:
        path.unshift('*');
        break;
      case T.AwaitExpression:
      case T.ConditionalExpression:
      case T.LogicalExpression:
      case T.ObjectExpression:
        break;
      default:
        return undefined;
    }
  }
  return undefined;
}

/** Within a static member, or what a decorator gets. */
function isStatic(node: TSESTree.Node, owner: ClassNode): boolean {
  const member = owner.body.body.find((one) => isInside(node, one));
  return member === undefined || member.type === T.StaticBlock || ('static' in member && member.static);
}
