import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, parentOf } from '../../ast/expressions.ts';

/**
 * The statement, or the body of a function, that does nothing but release: `await pool.end();`, `if (pool) pool.end();`,
 * `await new Promise((resolve) => server.close(resolve));`, `() => pool.end()`.
 *
 * @param release the call that releases
 * @returns undefined when the release is a part of something else
 */
export function releaseUnit(release: TSESTree.Node): TSESTree.Node | undefined {
  let node = release;
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(node)) {
    if (isFunction(outer)) {
      const call = parentOf(outer);
      if (outer.body !== node || call?.type !== T.NewExpression || !isPromise(call)) {
        return outer.body === node && node.type !== T.BlockStatement ? node : undefined;
      }
      node = call;
    } else if (isWrapper(outer) || isOnlyStatement(outer, node)) {
      node = outer;
    } else if (outer.type === T.ExpressionStatement || (outer.type === T.ReturnStatement && outer.argument === node)) {
      return guardAround(outer);
    } else {
      return undefined;
    }
  }
  return undefined;
}

/** What changes nothing about a call but whether it is waited for. */
function isWrapper({ type }: TSESTree.Node): boolean {
  return (
    type === T.ChainExpression ||
    type === T.TSNonNullExpression ||
    type === T.AwaitExpression ||
    type === T.UnaryExpression
  );
}

/** `(resolve) => { server.close(resolve); }` */
function isOnlyStatement(outer: TSESTree.Node, node: TSESTree.Node): boolean {
  const block = outer.type === T.ExpressionStatement ? parentOf(outer) : outer;
  if (block?.type !== T.BlockStatement || block.body.length !== 1) {
    return false;
  }
  const callback = parentOf(block);
  const call = callback && parentOf(callback);
  return isFunction(callback) && call?.type === T.NewExpression && isPromise(call) && node !== block;
}

/** `if (pool) …`, which asks nothing else and has no `else`. */
function guardAround(statement: TSESTree.Node): TSESTree.Node {
  const parent = parentOf(statement);
  const inner = parent?.type === T.BlockStatement && parent.body.length === 1 ? parent : statement;
  const guard = parentOf(inner);
  const isGuard =
    guard?.type === T.IfStatement &&
    guard.consequent === inner &&
    guard.alternate === null &&
    (guard.test.type === T.Identifier || guard.test.type === T.MemberExpression);
  return isGuard ? guard : statement;
}

function isPromise({ callee }: TSESTree.NewExpression): boolean {
  return callee.type === T.Identifier && callee.name === 'Promise';
}

/** Whether a function does nothing but what the unit does. */
export function isWholeBody(unit: TSESTree.Node, callback: TSESTree.Node): boolean {
  if (!isFunction(callback)) {
    return false;
  }
  const { body } = callback;
  return body === unit || (body.type === T.BlockStatement && body.body.length === 1 && body.body[0] === unit);
}
