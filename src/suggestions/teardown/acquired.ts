import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, parentOf } from '../../ast/expressions.ts';
import { type ListedStatement, statementAround } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

/** The statement after which a resource is there. */
export function acquiredBy(unreleased: Acquired): ListedStatement | undefined {
  return statementAround(acquiringNode(unreleased));
}

/** The function that acquires a resource; undefined when the file itself does. */
export function acquirerOf(unreleased: Acquired): FunctionNode | undefined {
  return enclosingFunction(acquiringNode(unreleased));
}

type Acquired = Pick<Unreleased, 'resource'>;

/** Of `await new Promise((resolve) => server.listen(0, resolve))` the whole, which the function that it stands in runs. */
function acquiringNode({ resource }: Acquired): TSESTree.Node {
  let { node }: { node: TSESTree.Node } = resource;
  for (let owner = enclosingFunction(node); owner !== undefined; owner = enclosingFunction(node)) {
    const promise = parentOf(owner);
    if (
      promise?.type !== T.NewExpression ||
      promise.callee.type !== T.Identifier ||
      promise.callee.name !== 'Promise'
    ) {
      break;
    }
    node = promise;
  }
  return node;
}
