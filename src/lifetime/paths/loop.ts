import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import { definitionOf } from '../definition.ts';

export type Loop =
  | TSESTree.DoWhileStatement
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.ForStatement
  | TSESTree.WhileStatement;

/** Whether what a loop goes through is written down, and not empty: `for (const signal of ['SIGINT', 'SIGTERM'])`. */
export function hasElements(node: Loop, view: FileView): boolean {
  const list = node.type === T.ForOfStatement ? definitionOf({ view, node: node.right })?.node : undefined;
  return list?.type === T.ArrayExpression && list.elements.some((element) => element?.type !== T.SpreadElement);
}
