import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isFunction, parentOf } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import { isDeclaredByUsing, isUnrefd, releasesOf, variableHolding } from './releases.ts';

/** Whether a function gives back what it made: by `using`, or by a release of its own that is not only for errors. */
export function isGivenBack(
  { view, node: owner }: Place<FunctionNode>,
  made: AcquiringNode,
  { entry }: Acquisition,
): boolean {
  const variable = variableHolding(view, made);
  if (isUnrefd(made, variable)) {
    return true;
  }
  if (variable === undefined) {
    return false;
  }
  const isRelease = (call: TSESTree.Node): boolean => enclosingFunction(call) === owner && !isInCatch(call);
  return isDeclaredByUsing(variable) || releasesOf(variable, entry).some(isRelease);
}

function isInCatch(node: TSESTree.Node): boolean {
  for (let outer = parentOf(node); outer !== undefined && !isFunction(outer); outer = parentOf(outer)) {
    if (outer.type === T.CatchClause) {
      return true;
    }
  }
  return false;
}
