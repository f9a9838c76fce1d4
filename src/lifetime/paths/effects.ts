import type { TSESTree } from '@typescript-eslint/utils';

import type { Effect } from './events.ts';
import { isOpen, type State } from './state.ts';

/** What is found while a resource is followed. */
export class Findings {
  /** What happens to the resource after it was released, with what released it. */
  readonly lateUses = new Map<TSESTree.Node, TSESTree.Node>();
  /** Releases of what is open. */
  readonly firstReleases = new Set<TSESTree.Node>();
  /** Releases of what was released before, with the first release. */
  readonly secondReleases = new Map<TSESTree.Node, TSESTree.Node>();
  /** Statements that return when a `finally` is still to release it, with that release. */
  readonly earlyReturns = new Map<TSESTree.ReturnStatement, TSESTree.Node>();
  /** Where it is made anew, or its only name gets another value, while it is still held. */
  readonly overwrites = new Map<TSESTree.Node, State>();

  overwritten(at: TSESTree.Node, state: State): void {
    if (!this.overwrites.has(at)) {
      this.overwrites.set(at, state);
    }
  }
}

/**
 * The state after an effect of a node.
 *
 * @param holdsOnUse it begins to hold with its first use
 */
export function changed(
  state: State,
  effect: Effect,
  node: TSESTree.Node,
  holdsOnUse: boolean,
  findings: Findings,
): State {
  const { status, facts, releasedBy, returnedBy } = state;
  switch (effect) {
    case 'make':
      if (status === 'held') {
        findings.overwritten(node, state);
      }
      return { status: 'made', facts };
    case 'hold':
      return status === 'made' || status === 'released' ? { ...state, status: 'held' } : state;
    case 'use':
      if (releasedBy !== undefined && status === 'released') {
        findings.lateUses.set(node, releasedBy);
      }
      return status === 'made' && holdsOnUse ? { ...state, status: 'held' } : state;
    case 'release':
      if (releasedBy !== undefined && status === 'released') {
        findings.secondReleases.set(node, releasedBy);
      }
      if (returnedBy !== undefined && (isOpen(state) || status === 'gone')) {
        findings.earlyReturns.set(returnedBy, node);
      }
      if (!isOpen(state)) {
        return state;
      }
      findings.firstReleases.add(node);
      return { ...state, status: 'released', releasedBy: node };
    case 'entrust':
      return isOpen(state) ? { ...state, status: 'gone' } : state;
    case 'leave':
      if (releasedBy !== undefined && status === 'released') {
        findings.lateUses.set(node, releasedBy);
      }
      return isOpen(state) ? { ...state, status: 'gone' } : state;
  }
}
