import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import { isDeclaredIn } from '../../ast/variables.ts';
import { isEmptyCollection } from '../fates/collections.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { lenderReleases } from '../lender-releases.ts';
import { pointsOf, type Root, rootAround } from './closures.ts';
import type { LocalResource } from './local-resource.ts';

/**
 * The collection of a function that all of a resource ends up in, where nothing ever takes it out to give it back, and
 * which goes nowhere: `const files = await Promise.all(paths.map((path) => open(path)))`.
 */
export function collectionLosing(resource: LocalResource<Root>, options: FollowOptions): Variable | undefined {
  const { acquisition, fates, making, names, slots, view } = resource;
  const collection = slots.find(({ isCollection }) => isCollection)?.variable;
  const declared = collection?.identifiers[0] as TSESTree.Node | undefined;
  const root = declared && rootAround(declared);
  if (collection === undefined || root === undefined || root.type === T.Program) {
    return undefined;
  }
  const isLocal = slots.every(
    ({ variable, isCollection }) =>
      variable !== undefined && isDeclaredIn(variable, root) && (!isCollection || isMadeHere(variable, making)),
  );
  const isAtOnce = (node: TSESTree.Node): boolean => {
    const points = pointsOf(node, root, view, names);
    return points.length > 0 && points.every(({ isKept }) => !isKept);
  };
  const isLost =
    isLocal &&
    isAtOnce(making) &&
    fates.every(
      (fate) => fate.does === 'begin' || (fate.does === 'use' && fate.isKept !== true && isAtOnce(fate.node)),
    ) &&
    lenderReleases(view, making, acquisition.entry, options).length === 0;
  return isLost ? collection : undefined;
}

/** Whether a variable begins with a collection of its own, and not with one that others have, too. */
function isMadeHere({ defs, references }: Variable, making: TSESTree.Node): boolean {
  const definition = defs[0]?.node as TSESTree.Node | undefined;
  if (definition?.type !== T.VariableDeclarator || definition.init === null) {
    return false;
  }
  return (
    !references.some((one) => one.isWrite() && one.init !== true) &&
    (isInside(making, definition.init) || isEmptyCollection(definition.init))
  );
}
