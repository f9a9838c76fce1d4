import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, parentOf, staticString, unwrap } from './expressions.ts';

/**
 * Whether a node runs only where there is a page: `typeof window !== 'undefined' ? … : undefined`. A page that is left
 * closes what it opened.
 */
export function isForBrowser(node: TSESTree.Node): boolean {
  const outer = parentOf(node);
  return outer !== undefined && (isBehindGuard(node, outer) || isForBrowser(outer));
}

function isBehindGuard(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  switch (outer.type) {
    case T.ConditionalExpression:
    case T.IfStatement:
      return node !== outer.test && asksForPage(outer.test) === (node === outer.consequent);
    case T.LogicalExpression:
      return outer.operator === '&&' && node === outer.right && asksForPage(outer.left) === true;
    default:
      return false;
  }
}

/** Whether a condition says that there is a page, or that there is none; undefined where it says neither. */
function asksForPage(test: TSESTree.Node): boolean | undefined {
  const node = unwrap(test);
  if (node.type === T.LogicalExpression && node.operator === '&&') {
    return asksForPage(node.left) === true || asksForPage(node.right) === true ? true : undefined;
  }
  if (node.type !== T.BinaryExpression || !isTypeOfPage(node.left) || staticString(node.right) !== 'undefined') {
    return undefined;
  }
  const isNegated = node.operator === '!==' || node.operator === '!=';
  return isNegated || node.operator === '===' || node.operator === '==' ? isNegated : undefined;
}

/** `typeof window`, `typeof document` */
function isTypeOfPage(node: TSESTree.Node): boolean {
  return (
    node.type === T.UnaryExpression &&
    node.operator === 'typeof' &&
    ['document', 'window'].some((name) => isNamed(node.argument, name))
  );
}
