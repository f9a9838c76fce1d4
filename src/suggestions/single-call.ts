import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../ast/expressions.ts';
import { isOverWith } from '../types/checked-types.ts';
import { awaits, yields } from './load-time.ts';
import { lossOnMove } from './narrowing.ts';
import type { SourceFile } from './source-file.ts';

/**
 * The one call for which a function needs a resource: `pool.query(sql)` of `await pool.query(sql)`.
 *
 * @param name where the function mentions the resource
 * @returns undefined when the resource may be needed longer, or when the call cannot move into an arrow function
 */
export function singleCall(name: TSESTree.Identifier, file: SourceFile): TSESTree.Expression | undefined {
  const call = outermostCall(name);
  if (call === undefined || !isWaitedFor(call) || awaits(file.sourceCode, call) || yields(file.sourceCode, call)) {
    return undefined;
  }
  // Without types, nothing tells a query from `await client.connect()`, which is there for what follows.
  const isOver = file.services !== undefined && isOverWith(call, file.services);
  return isOver && lossOnMove([call], file) !== 'meaning' ? call : undefined;
}

/** The call chain that begins with a name. */
function outermostCall(name: TSESTree.Identifier): TSESTree.Expression | undefined {
  let chain: TSESTree.Expression = name;
  for (;;) {
    const parent: TSESTree.Node = chain.parent;
    const goesOn =
      (parent.type === T.MemberExpression && parent.object === chain) ||
      (parent.type === T.CallExpression && parent.callee === chain) ||
      (parent.type === T.TaggedTemplateExpression && parent.tag === chain) ||
      parent.type === T.TSNonNullExpression ||
      parent.type === T.ChainExpression;
    if (!goesOn) {
      const isCall = chain.type === T.CallExpression || chain.type === T.TaggedTemplateExpression;
      return isCall ? chain : undefined;
    }
    chain = parent;
  }
}

/** Awaited, or returned from an async function, which comes to the same. */
function isWaitedFor(call: TSESTree.Expression): boolean {
  const { parent } = call;
  const owner = enclosingFunction(call);
  if (owner?.async !== true || owner.generator) {
    return false;
  }
  return parent.type === T.AwaitExpression || parent.type === T.ReturnStatement || parent === owner;
}
