import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isFunction, isInside, keyName } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { returnedExpressions } from '../evaluation.ts';
import { isCloserName, mostUsual } from '../fates/closer-names.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { lenderReleases } from '../lender-releases.ts';
import type { LocalResource } from '../paths/local-resource.ts';
import { localResources } from '../paths/local-resources.ts';
import { isUnrefd } from '../releases.ts';

/** A function of what another function returns, by which its callers close what that opened. */
export interface GivenCloser {
  readonly name: string;
  readonly body: FunctionNode;
}

/** What a function opens, and only the functions that it returns use: the closer among them leaves it open. */
export interface FactoryFault {
  readonly resource: LocalResource;
  readonly closer: GivenCloser;
  /** What that closes instead. */
  readonly closed: LocalResource;
}

/** What the closers that functions of a file return forget, in the order of the source. */
export function factoryFaults(view: FileView, index: FormIndex, options: FollowOptions): readonly FactoryFault[] {
  if (!hasCloserKey(view)) {
    return [];
  }
  const resources = localResources(view, index, options).filter(
    (one): one is LocalResource => one.owner.type !== T.Program,
  );
  return resources.flatMap((resource) => {
    const closers = resources.length > 1 && isOnlyUsed(resource, options) ? closersGivenBy(resource.owner, view) : [];
    const closing = closers.flatMap((closer) => {
      const closed = resources.find((other) => other.owner === resource.owner && isClosedIn(other, closer));
      return closed === undefined ? [] : [{ name: closer.name, resource, closer, closed }];
    });
    return mostUsual(closing) ?? closing[0] ?? [];
  });
}

/** Whether an object of a file has something that closes: few have, and what files open takes long to find. */
export function hasCloserKey({ ast }: FileView): boolean {
  return nodesOf(ast).some((node) => closerKey(node) !== undefined);
}

/** Whether a resource stays in the function that opens it, for those within it that it returns. */
function isOnlyUsed(resource: LocalResource, options: FollowOptions): boolean {
  const { acquisition, fates, making, owner, slots, view } = resource;
  const { category, endsItself } = acquisition.entry;
  const [slot] = slots;
  return (
    endsItself !== true &&
    category !== 'agent' &&
    category !== 'timer' &&
    slots.length === 1 &&
    slot?.variable !== undefined &&
    slot.variable.references.every((one) => !one.isWrite() || one.init === true) &&
    fates.every(({ does }) => does === 'use' || does === 'begin') &&
    fates.some(({ does, node }) => does === 'use' && enclosingFunction(node) !== owner) &&
    !isUnrefd(making, slot.variable) &&
    lenderReleases(view, making, acquisition.entry, options).length === 0
  );
}

function isClosedIn({ fates }: LocalResource, { body }: GivenCloser): boolean {
  return fates.some(({ does, node }) => does === 'release' && isInside(node, body));
}

/** `close` of `return { publish, close }` */
function closersGivenBy(owner: FunctionNode, view: FileView): readonly GivenCloser[] {
  return returnedExpressions(owner).flatMap((returned) => {
    const object = valueOf(view, returned);
    return (object?.type === T.ObjectExpression ? object.properties : []).flatMap((property) => {
      const name = closerKey(property);
      const body = property.type === T.Property && name !== undefined ? valueOf(view, property.value) : undefined;
      return name !== undefined && isFunction(body) && isInside(body, owner) ? [{ name, body }] : [];
    });
  });
}

/** The name of a property that is there to close something. */
function closerKey(node: TSESTree.Node): string | undefined {
  const name = node.type === T.Property ? keyName(node) : undefined;
  return isCloserName(name) ? name : undefined;
}

/** What an expression, or the constant of the file that it names, is. */
function valueOf(view: FileView, node: TSESTree.Node): TSESTree.Node | undefined {
  const origin = originOf({ view, node });
  return origin?.kind === 'value' ? origin.place.node : undefined;
}
