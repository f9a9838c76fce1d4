import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { allNodes } from '../../ast/traverse.ts';

/** The names in a pattern. */
export function namesIn(pattern: TSESTree.Node): readonly string[] {
  return [...allNodes(pattern)].flatMap((node) => (node.type === T.Identifier ? [node.name] : []));
}

/** Whether an expression has one of the names in it. */
export function mentions(value: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(value)].some((node) => node.type === T.Identifier && names.has(node.name));
}

/** `client.isOpen`, `isConnected(client)`: more than whether there is one. */
export function asksAbout(test: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(test)].some(
    (node) =>
      node.type === T.Identifier &&
      names.has(node.name) &&
      (node.parent.type === T.CallExpression ||
        (node.parent.type === T.MemberExpression && node.parent.object === node)),
  );
}
