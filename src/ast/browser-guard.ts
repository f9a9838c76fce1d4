import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, parentOf, staticString } from './expressions.ts';
import type { FileView } from './file-view.ts';
import { valueOf } from './program-guard.ts';
import { nodesOf } from './traverse.ts';
import { variableOf } from './variables.ts';

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
  const node = valueOf(test);
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

const ofPage: ReadonlySet<string> = new Set(['document', 'localStorage', 'location', 'window']);

/** What the code of pages is built with. */
const pageFrameworks: ReadonlySet<string> = new Set([
  '@angular/core',
  'expo',
  'nuxt',
  'preact',
  'react-dom',
  'react-native',
  'solid-js',
  'svelte',
  'vue',
]);

/** Whether a file is source of a package that is built with what pages are built with. Its servers may be as well. */
export function isOfPagePackage({ project }: FileView): boolean {
  return project?.dependencies().some((name) => pageFrameworks.has(name)) === true;
}

/**
 * Whether a file is the code of a page: it says so (`'use client'`), or it names `window` or the like, and not only to
 * ask whether there is one.
 */
export function isPageCode(view: FileView): boolean {
  return (
    view.ast.body.some((one) => one.type === T.ExpressionStatement && one.directive === 'use client') ||
    nodesOf(view.ast).some(
      (node) =>
        node.type === T.Identifier &&
        ofPage.has(node.name) &&
        isValue(node) &&
        (variableOf(view, node)?.defs.length ?? 0) === 0 &&
        !isForBrowser(node),
    )
  );
}

/** Not a key, a member, or what is asked for its type. */
function isValue(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case T.MemberExpression:
      return parent.object === node;
    case T.CallExpression:
      return parent.callee === node || parent.arguments.includes(node);
    case T.VariableDeclarator:
      return parent.init === node;
    case T.AssignmentExpression:
      return parent.right === node;
    default:
      return false;
  }
}
