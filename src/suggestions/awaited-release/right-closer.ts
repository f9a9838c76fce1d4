import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { parentOf, unwrap } from '../../ast/expressions.ts';
import { commentsOutside } from '../comments.ts';
import type { SourceFile } from '../source-file.ts';
import { type Offer, offer } from './offer.ts';

/** The closer that gives back what was checked out, which needs no `await`, in place of another. */
export function rightCloser(node: TSESTree.CallExpression, right: string, file: SourceFile): readonly Offer[] {
  const { sourceCode } = file;
  const callee = unwrap(node.callee);
  if (callee.type !== T.MemberExpression || callee.computed) {
    return [];
  }
  const chain = node.parent.type === T.ChainExpression ? node.parent : node;
  const parent = parentOf(chain);
  const outer = parent?.type === T.AwaitExpression ? parent : chain;
  const isPlain =
    parentOf(outer)?.type === T.ExpressionStatement || parentOf(outer)?.type === T.ArrowFunctionExpression;
  // With the parentheses of `(client as PoolClient).end()`.
  const receiver = sourceCode.text.slice(callee.range[0], callee.property.range[0]);
  const call = `${receiver}${right}()`;
  return isPlain &&
    !isContinuing(outer, call, file) &&
    commentsOutside(sourceCode, outer, [callee.object.range]).length === 0
    ? offer('rightCloser', { call }, [{ range: outer.range, text: call }])
    : [];
}

/** Without a semicolon before it, a statement that begins with a parenthesis is the end of another one. */
function isContinuing(outer: TSESTree.Node, text: string, { sourceCode }: SourceFile): boolean {
  const before = sourceCode.getTokenBefore(outer)?.value ?? '{';
  return text.startsWith('(') && !['=>', '{', ';'].includes(before);
}
