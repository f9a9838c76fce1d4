import type { TSESTree } from '@typescript-eslint/utils';
import { visitorKeys } from '@typescript-eslint/visitor-keys';

type Child = TSESTree.Node | null | undefined;

/** The nodes directly below a node, in the order of the source. */
export function childrenOf(node: TSESTree.Node): readonly TSESTree.Node[] {
  const fields = node as unknown as Readonly<Record<string, Child | readonly Child[]>>;
  const found: TSESTree.Node[] = [];
  for (const key of visitorKeys[node.type] ?? []) {
    const field = fields[key];
    for (const child of Array.isArray(field) ? (field as readonly Child[]) : [field as Child]) {
      if (child !== null && child !== undefined) {
        found.push(child);
      }
    }
  }
  return found;
}

const nodesOfFiles = new WeakMap<TSESTree.Program, readonly TSESTree.Node[]>();

/** All nodes of a file, in the order of the source. They are looked for once, whoever asks. */
export function nodesOf(file: TSESTree.Program): readonly TSESTree.Node[] {
  let known = nodesOfFiles.get(file);
  if (known === undefined) {
    nodesOfFiles.set(file, (known = [...allNodes(file)]));
  }
  return known;
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
    const next = below(node);
    for (let index = next.length - 1; index >= 0; index -= 1) {
      waiting.push(next[index] as TSESTree.Node);
    }
  }
}
