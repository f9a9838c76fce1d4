import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf } from './expressions.ts';
import { valueOf } from './program-guard.ts';

/** Whether names that modules for threads and clusters export say where the code runs: in a worker, or not. */
const saysWorker: ReadonlyMap<string | undefined, boolean> = new Map([
  ['isMainThread', false],
  ['isMaster', false],
  ['isPrimary', false],
  ['isWorker', true],
  ['parentPort', true],
]);

/**
 * Whether a node runs only in a worker that another part of its file starts: `if (!isMainThread) { … }`. What it opens
 * lives as long as the thread or the process, which the other part ends.
 */
export function isForWorker(node: TSESTree.Node): boolean {
  const outer = parentOf(node);
  return outer !== undefined && (isBehindGuard(node, outer) || isForWorker(outer));
}

function isBehindGuard(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return (
    outer.type === T.IfStatement && node !== outer.test && asksForWorker(outer.test) === (node === outer.consequent)
  );
}

/** Whether a condition says that this is a worker, or that it is none; undefined where it says neither. */
export function asksForWorker(test: TSESTree.Node): boolean | undefined {
  const node = valueOf(test);
  switch (node.type) {
    case T.UnaryExpression: {
      const asked = node.operator === '!' ? asksForWorker(node.argument) : undefined;
      return asked === undefined ? undefined : !asked;
    }
    case T.LogicalExpression:
      return node.operator === '&&' && (asksForWorker(node.left) ?? asksForWorker(node.right)) === true
        ? true
        : undefined;
    case T.Identifier:
      return saysWorker.get(node.name);
    case T.MemberExpression:
      return saysWorker.get(memberName(node));
    default:
      return undefined;
  }
}
