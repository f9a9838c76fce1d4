import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { definitionOf } from '../definition.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import { fieldOf } from '../fields.ts';
import { chainOf } from '../fates/members.ts';
import { basesOf, closersOf, hasForeignBase } from '../owners/class-closers.ts';
import type { OwnCloser } from './test-resource.ts';

/**
 * The members by which code of the project closes what only its own members reach, whatever they are called: `drop` of
 * `{ drop: () => pool.end() }`, `down` of a class.
 */
export function ownClosersOf(
  { view, node }: Place<AcquiringNode>,
  acquisition: Acquisition,
  options: FollowOptions,
): readonly OwnCloser[] {
  const { within = ['?'] } = acquisition;
  if (within.at(-1) !== '?') {
    return [];
  }
  const made = node.type === T.NewExpression ? definitionOf({ view, node: node.callee }) : undefined;
  return made !== undefined && isClass(made.node)
    ? methodsClosing(made as Place<ClassNode>, acquisition.entry)
    : membersClosing(acquisition, options);
}

/** Whether a value that keeps a resource to itself gives nobody a way to close it, as far as its type or class tells. */
export function lacksCloser(acquisition: Acquisition, { view, node }: Place<AcquiringNode>): boolean {
  const { within = ['?'] } = acquisition;
  return (
    within[0] === '?' &&
    (view.project?.mayBeReleased(node, isCloserName) === false || isForgotten(acquisition, { view, node }))
  );
}

/** Whether no closer of a class leads to the private field that keeps the resource: only the class can mend that. */
function isForgotten({ made }: Acquisition, { view, node }: Place<AcquiringNode>): boolean {
  const place = node.type === T.NewExpression ? definitionOf({ view, node: node.callee }) : undefined;
  const field = fieldOf(made.node);
  if (place === undefined || !isClass(place.node) || field === undefined || !isPrivate(place.node, field)) {
    return false;
  }
  const owner = { view: place.view, node: place.node };
  return (
    !hasForeignBase(owner) && ![owner, ...basesOf(owner)].flatMap(closersOf).some(({ body }) => leadsTo(field, body))
  );
}

function isPrivate({ body }: ClassNode, field: string): boolean {
  return body.body.some(
    (member) => member.type === T.PropertyDefinition && keyName(member) === field && isHidden(member),
  );
}

/** Nobody but the class may use it. */
function isHidden({ accessibility, key }: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  return accessibility === 'private' || key.type === T.PrivateIdentifier;
}

/** Whether a closer names the field, or calls another method of its own, which may. */
function leadsTo(field: string, body: FunctionNode): boolean {
  return [...allNodes(body)].some((node) => {
    const isOwn = node.type === T.MemberExpression && /^(?:Super|ThisExpression)$/u.test(node.object.type);
    const parent = parentOf(node);
    return isOwn && (memberName(node) === field || (parent?.type === T.CallExpression && parent.callee === node));
  });
}

/** The members of what a function returns that close what it makes. */
function membersClosing({ entry, through: [step], within }: Acquisition, options: FollowOptions): readonly OwnCloser[] {
  if (step === undefined || within !== undefined) {
    return [];
  }
  const { view, node } = step.place;
  const follower = new Follower(view, entry, options);
  follower.expression(node, step.within ?? ['?']);
  return follower.fates.flatMap((fate) => {
    const closure = fate.does === 'release' ? enclosingFunction(fate.node) : undefined;
    const isReturned = closure?.parent.type === T.Property && closure.parent.parent.parent.type === T.ReturnStatement;
    return closure !== undefined && isReturned ? closerFrom(closure.parent as TSESTree.Property, closure) : [];
  });
}

/** The methods of a class that release something of the kind. */
function methodsClosing(place: Place<ClassNode>, entry: ResourceEntry): readonly OwnCloser[] {
  return [place, ...basesOf(place)].flatMap(({ node }) =>
    node.body.body.flatMap((member) => {
      const isMethod =
        (member.type === T.MethodDefinition || member.type === T.PropertyDefinition) && !isHidden(member);
      const body = isMethod && member.value !== null ? unwrap(member.value) : undefined;
      return isMethod && isFunction(body) && isReleasing(body, entry) ? closerFrom(member, body) : [];
    }),
  );
}

function isReleasing(method: FunctionNode, { release }: ResourceEntry): boolean {
  return [...allNodes(method.body)].some((node) => {
    const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
    return (
      callee?.type === T.MemberExpression &&
      chainOf(callee).root.type === T.ThisExpression &&
      chainOf(callee).names.length > 1 &&
      release.some((form) => 'method' in form && form.method.split('.').at(-1) === memberName(callee))
    );
  });
}

function closerFrom(
  member: { readonly key: TSESTree.Node; readonly computed: boolean },
  body: FunctionNode,
): readonly OwnCloser[] {
  const name = keyName(member);
  return name !== undefined && name !== 'constructor' && body.params.every(isOptional)
    ? [{ method: name, returns: givesPromise(body) ? 'promise' : 'nothing' }]
    : [];
}

/** Whether a function is one that gives a promise, as far as can be seen. */
export function givesPromise({ async, body }: FunctionNode): boolean {
  return async || body.type !== T.BlockStatement;
}

/** Whether a function can be called without this parameter. */
export function isOptional(parameter: TSESTree.Parameter): boolean {
  return parameter.type === T.AssignmentPattern || ('optional' in parameter && parameter.optional);
}

/** The member that a use of something reads or calls. */
export function memberUsed(use: TSESTree.Node): string | undefined {
  const node = unwrap(use.type === T.CallExpression ? use.callee : use);
  return node.type === T.MemberExpression ? memberName(node) : undefined;
}
