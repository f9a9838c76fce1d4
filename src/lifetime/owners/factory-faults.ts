import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isFunction, isInside, keyName, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
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
    const value = objectOf(returned, view);
    return (value?.properties ?? []).flatMap((property) => {
      const name = property.type === T.Property ? keyName(property) : undefined;
      const body = property.type === T.Property && isCloserName(name) ? functionOf(property.value, view) : undefined;
      return name !== undefined && body !== undefined && isInside(body, owner) ? [{ name, body }] : [];
    });
  });
}

/** An object that is written down, or a constant that is one. */
function objectOf(expression: TSESTree.Node, view: FileView): TSESTree.ObjectExpression | undefined {
  const node = unwrap(expression);
  const value = node.type === T.Identifier ? constantOf(node, view) : node;
  return value?.type === T.ObjectExpression ? value : undefined;
}

/** A function that is written down, or one that a name stands for. */
function functionOf(expression: TSESTree.Node, view: FileView): FunctionNode | undefined {
  const node = unwrap(expression);
  const value = node.type === T.Identifier ? constantOf(node, view) : node;
  return isFunction(value) ? value : undefined;
}

function constantOf(name: TSESTree.Identifier, view: FileView): TSESTree.Node | undefined {
  const [definition] = variableOf(view, name)?.defs ?? [];
  switch (definition?.type) {
    case DefinitionType.FunctionName:
      return definition.node;
    case DefinitionType.Variable:
      return definition.parent.kind === 'const' && definition.node.init !== null
        ? unwrap(definition.node.init)
        : undefined;
    default:
      return undefined;
  }
}
