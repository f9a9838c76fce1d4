import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, type ClassNode, isInside, isNothing, memberName, unwrap } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { allNodes, nodesOf } from '../../ast/traverse.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { isCloserName, mostUsual } from '../fates/closer-names.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { isLent } from './accessors.ts';
import { basesOf, type ClassCloser, closersOf } from './class-closers.ts';
import { isCalledOnField } from '../fields.ts';
import { type FieldResource, fieldResources } from './field-resource.ts';
import { isAlsoGiven } from './given-values.ts';
import { isReleasedElsewhere } from './released-elsewhere.ts';

/** What is wrong with a class that keeps a resource. */
export type OwnerFault =
  /** Nothing in it closes anything. */
  | {
      readonly why: 'noCloser';
      readonly owner: ClassNode;
      readonly resources: readonly [FieldResource, ...FieldResource[]];
    }
  /** It has methods that close, and none of them closes this. */
  | { readonly why: 'forgotten'; readonly resource: FieldResource; readonly closer: ClassCloser }
  /** Its method stands in the way of the one that closes. */
  | {
      readonly why: 'noSuper';
      readonly closer: ClassCloser;
      readonly base: ClassCloser;
      readonly resource: FieldResource;
    };

/** The faults of the classes of a file, in the order of the source. */
export function ownerFaults(view: FileView, index: FormIndex, options: FollowOptions): readonly OwnerFault[] {
  const classes = nodesOf(view.ast).filter(
    (node) => node.type === T.ClassDeclaration || node.type === T.ClassExpression,
  );
  const resources = classes.length === 0 ? [] : fieldResources(view, index, options);
  return classes.flatMap((owner) => {
    const place = { view, node: owner };
    const own = resources.filter((one) => one.owner === owner);
    const open = own.filter(
      (one, at) => own.findIndex(({ field }) => field === one.field) === at && isOpen(one, own, options),
    );
    const isKnown = open.length > 0 && !readsByKey(owner);
    return [...(isKnown ? ofFields(place, open) : []), ...ofBases(place, index, options)];
  });
}

function ofFields(place: Place<ClassNode>, open: readonly FieldResource[]): readonly OwnerFault[] {
  const [first, ...others] = open;
  const closers = [place, ...basesOf(place)].map(closersOf).find((found) => found.length > 0) ?? [];
  const closer = mostUsual(closers) ?? closers[0];
  if (first === undefined) {
    return [];
  }
  return closer === undefined
    ? [{ why: 'noCloser', owner: place.node, resources: [first, ...others] }]
    : open.map((resource) => ({ why: 'forgotten', resource, closer }));
}

/** Whether nothing that can be seen releases it, and nothing else has it. */
function isOpen(resource: FieldResource, all: readonly FieldResource[], options: FollowOptions): boolean {
  const { view, owner, field } = resource;
  const isSame = (other: FieldResource): boolean => other.field === field;
  return (
    all.filter(isSame).every((one) => one.fates.every((fate) => isHarmless(one, fate))) &&
    !all.some((other) => !isSame(other) && isLentBy(resource, other)) &&
    !isAlsoGiven(view, owner, field) &&
    !closersOf({ view, node: owner }).some((closer) => isLeftTo(closer, field)) &&
    !isCalledOnField(view, owner, field, 'unref') &&
    !isReleasedElsewhere(resource, options)
  );
}

/** `for (const name of names) await this[name].quit()`, `Object.values(this)`: which fields it means is not known. */
function readsByKey(owner: ClassNode): boolean {
  return [...allNodes(owner.body)].some(
    (node) =>
      node.type === T.ThisExpression &&
      ((node.parent.type === T.MemberExpression && memberName(node.parent) === undefined) ||
        (node.parent.type === T.CallExpression && /^(?:entries|keys|values)$/u.test(calledName(node.parent) ?? ''))),
  );
}

/** A closer that closes something else, and then forgets the field: the other one closes it, too. */
function isLeftTo({ body }: ClassCloser, field: string): boolean {
  const nodes = [...allNodes(body.body)];
  return (
    nodes.some((node) => node.type === T.CallExpression && isCloserName(calledName(node))) &&
    nodes.some(
      (node) =>
        node.type === T.AssignmentExpression &&
        node.left.type === T.MemberExpression &&
        memberName(node.left) === field &&
        isNothing(unwrap(node.right)),
    )
  );
}

function isHarmless({ owner }: FieldResource, fate: FieldResource['fates'][number]): boolean {
  return fate.does === 'begin' || fate.does === 'use' || isLent(fate, owner) || isUnsubscribing(fate.node);
}

/** `this.redis.unsubscribe(channel)` leaves the connection open. */
function isUnsubscribing(node: TSESTree.Node): boolean {
  const callee = node.type === T.CallExpression && node.arguments.length > 0 ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && memberName(callee) === 'unsubscribe';
}

/** `this.page = await this.browser.newPage()` */
function isLentBy({ acquisition, making }: FieldResource, { field }: FieldResource): boolean {
  const callee = unwrap(making.callee);
  const lender = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return (
    acquisition.entry.outlivesLender !== true && lender?.type === T.MemberExpression && memberName(lender) === field
  );
}

/** Methods that replace a closer of a class of the project, without calling it. */
function ofBases(place: Place<ClassNode>, index: FormIndex, options: FollowOptions): readonly OwnerFault[] {
  const bases = place.node.superClass === null ? [] : basesOf(place);
  return closersOf(place).flatMap((closer): readonly OwnerFault[] => {
    const base = bases.flatMap(closersOf).find(({ name }) => name === closer.name);
    if (base === undefined || callsSuper(closer)) {
      return [];
    }
    const { view, node } = base.place;
    const resource = fieldResources(view, index, options, node).find(({ fates, field }) => {
      const releases = fates.filter(({ does }) => does === 'release');
      return (
        releases.length > 0 && releases.every((fate) => isInside(fate.node, base.body)) && !isNamedIn(closer, field)
      );
    });
    return resource === undefined ? [] : [{ why: 'noSuper', closer, base, resource }];
  });
}

/** Whether a closer leads to another method of the class that it extends: `super.close()`. */
function callsSuper({ body, name, place }: ClassCloser): boolean {
  return [...allNodes(place.node.body)].some((node) => {
    const member = node.type === T.Super && node.parent.type === T.MemberExpression ? node.parent : undefined;
    const called = member && memberName(member);
    return member !== undefined && (isInside(member, body) || called === name || isCloserName(called));
  });
}

/** It closes the field of the other class itself. */
function isNamedIn({ place }: ClassCloser, field: string): boolean {
  return [...allNodes(place.node.body)].some((node) => node.type === T.MemberExpression && memberName(node) === field);
}
