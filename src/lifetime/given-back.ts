import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { aroundWaiting, enclosingFunction, type FunctionNode, isFunction, parentOf } from '../ast/expressions.ts';
import type { FileView, Place, Variable } from '../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import { continuationOf } from './paths/continuations.ts';
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
  const isRelease = (call: TSESTree.Node): boolean => runsAtOnceIn(owner, call) && !isInCatch(call);
  const holders = variable === undefined ? partsOf(view, made) : [variable];
  return holders.some((holder) => isDeclaredByUsing(holder) || releasesOf(holder, entry).some(isRelease));
}

/** Whether a function runs a call itself, or in the executor of a promise: `new Promise((done) => server.close(done))`. */
function runsAtOnceIn(owner: FunctionNode, call: TSESTree.Node): boolean {
  let inner = enclosingFunction(call);
  while (inner !== undefined && inner !== owner && continuationOf(inner) === 'executor') {
    inner = enclosingFunction(inner);
  }
  return inner === owner;
}

/** What a pattern takes out of what was made: `[server, port]` of `const [server, port] = await startServer()`. */
function partsOf(view: FileView, made: TSESTree.Node): readonly Variable[] {
  const outer = aroundWaiting(made);
  return outer?.type === T.VariableDeclarator ? view.scopeManager.getDeclaredVariables(outer) : [];
}

/** Whether a node only runs where something has failed. */
export function isInCatch(node: TSESTree.Node): boolean {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (isFunction(outer) && continuationOf(outer) !== 'executor') {
      return false;
    }
    if (outer.type === T.CatchClause) {
      return true;
    }
  }
  return false;
}
