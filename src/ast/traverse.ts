import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  return (visitorKeys[node.type] ?? [])
    .flatMap((key) => fields[key] as TSESTree.Node | null | undefined | readonly (TSESTree.Node | null)[])
    .filter((child): child is TSESTree.Node => child !== null && child !== undefined);
}

/** A node and all below it. */
export function* allNodes(node: TSESTree.Node): Generator<TSESTree.Node> {
  yield node;
  for (const child of childrenOf(node)) {
    yield* allNodes(child);
  }
}
