import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isNamed, parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';

/**
 * The call behind a statement, in the same block, by which a callback says that all is done: `resolve()` of the promise
 * that an asynchronous function waits for.
 */
export function signalAfter(node: TSESTree.Node, view: FileView): TSESTree.CallExpression | undefined {
  let statement = node;
  for (let outer = parentOf(node); outer !== undefined && outer.type !== T.BlockStatement; outer = parentOf(outer)) {
    statement = outer;
  }
  const block = parentOf(statement);
  const rest: readonly TSESTree.Statement[] =
    block?.type === T.BlockStatement ? block.body.filter((one) => one.range[0] >= statement.range[1]) : [];
  for (const one of rest) {
    const call = one.type === T.ExpressionStatement ? one.expression : undefined;
    if (call?.type === T.CallExpression && call.callee.type === T.Identifier && isSettling(call.callee, node, view)) {
      return call;
    }
  }
  return undefined;
}

/** Whether a name is the `resolve` of `new Promise((resolve, …) => …)`, around a node, in an asynchronous function. */
function isSettling(name: TSESTree.Identifier, node: TSESTree.Node, view: FileView): boolean {
  const definition = variableOf(view, name)?.defs[0]?.name as TSESTree.Node | undefined;
  const executor = definition && enclosingFunction(definition);
  return (
    executor !== undefined &&
    // `reject(error)` tells of what failed, not that all is done.
    executor.params[0] === definition &&
    executor.parent.type === T.NewExpression &&
    isNamed(executor.parent.callee, 'Promise') &&
    enclosingFunction(node) !== executor &&
    isAsyncAround(executor)
  );
}

function isAsyncAround(executor: FunctionNode): boolean {
  return enclosingFunction(executor)?.async === true;
}
