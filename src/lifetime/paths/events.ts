import type { TSESTree } from '@typescript-eslint/utils';

/**
 * What evaluating a node does to the resource that is followed.
 * - `make`: it is there, and holds nothing yet
 * - `hold`: it holds something from here on
 * - `use`: it is used
 * - `release`: it is given back
 * - `entrust`: something else gives it back: a closure, a helper, what it came from, the end of a `using` scope
 * - `leave`: it goes to somebody else, who may do anything with it
 */
export type Effect = 'make' | 'hold' | 'use' | 'release' | 'entrust' | 'leave';

/** The effects of nodes. Those of one node come in the order in which they were added. */
export class Events {
  readonly #effects = new Map<TSESTree.Node, Effect[]>();

  add(node: TSESTree.Node, effect: Effect): void {
    const known = this.#effects.get(node);
    if (known === undefined) {
      this.#effects.set(node, [effect]);
    } else if (!known.includes(effect)) {
      known.push(effect);
    }
  }

  of(node: TSESTree.Node): readonly Effect[] {
    return this.#effects.get(node) ?? [];
  }

  /** Whether some node has an effect. */
  has(effect: Effect): boolean {
    return [...this.#effects.values()].some((effects) => effects.includes(effect));
  }

  /** Every node that gives it back or hands it on. */
  *endings(): Generator<TSESTree.Node> {
    for (const [node, effects] of this.#effects) {
      if (effects.some(isEnding)) {
        yield node;
      }
    }
  }

  /** Every node that something happens at. */
  nodes(): Iterable<TSESTree.Node> {
    return this.#effects.keys();
  }
}

function isEnding(effect: Effect): boolean {
  return effect === 'release' || effect === 'entrust' || effect === 'leave';
}
