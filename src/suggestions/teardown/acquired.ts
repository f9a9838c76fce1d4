import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isNamed, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
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

/**
 * Of `await new Promise((resolve) => server.listen(0, resolve))` and of `await Promise.all(urls.map((url) => connect(url)))`
 * the whole, which the function that it stands in runs.
 */
function acquiringNode({ resource }: Acquired): TSESTree.Node {
  let { node }: { node: TSESTree.Node } = resource;
  for (let owner = enclosingFunction(node); owner !== undefined; owner = enclosingFunction(node)) {
    const caller = parentOf(owner);
    if (caller === undefined || !(isPromise(caller) || isMap(caller, owner))) {
      break;
    }
    node = caller;
  }
  return node;
}

function isPromise(node: TSESTree.Node): boolean {
  return node.type === T.NewExpression && isNamed(node.callee, 'Promise');
}

/** Each element is what the callback gives; a block may well do more with it. */
function isMap(node: TSESTree.Node, { body }: FunctionNode): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && memberName(callee) === 'map' && body.type !== T.BlockStatement;
}
