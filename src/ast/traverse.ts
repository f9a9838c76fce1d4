import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  return (visitorKeys[node.type] ?? [])
    .flatMap((key) => fields[key] as TSESTree.Node | null | undefined | readonly (TSESTree.Node | null)[])
    .filter((child): child is TSESTree.Node => child !== null && child !== undefined);
}

/**
 * A node and all below it, in the order of the source.
 *
 * @param below which children to go on with; with a stack of its own, since generated code nests thousands deep
 */
export function* allNodes(
  root: TSESTree.Node,
  below: (node: TSESTree.Node) => readonly TSESTree.Node[] = childrenOf,
): Generator<TSESTree.Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    waiting.push(...below(node).toReversed());
  }
}
