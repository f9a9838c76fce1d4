import type { TSESTree } from '@typescript-eslint/utils';

import { type State, States } from './state.ts';

/** Where a path leaves the function. */
export interface Exit {
  readonly state: State;
  /** The statement or expression that ends it; undefined for the end of the body. */
  readonly at: TSESTree.Node | undefined;
  readonly how: 'end' | 'return' | 'throw';
}

/** A statement that `break` or `continue` leave for. */
export interface Target {
  readonly labels: readonly string[];
  readonly breaks: States;
  readonly continues: States;
  /** The code that it lies in directly, up to the next `finally`. */
  readonly ways: Ways;
}

/** How code is left other than at its end. What a `finally` guards is collected apart. */
export interface Ways {
  readonly exits: readonly (Exit & { readonly at: TSESTree.Node })[];
  readonly jumps: readonly { readonly target: Target; readonly to: 'breaks' | 'continues'; readonly states: States }[];
}

/** The ways out by the node that they leave from, in the order in which they were found. */
export function grouped(
  exits: Ways['exits'],
): Iterable<{ readonly states: States; readonly at: TSESTree.Node; readonly how: 'return' | 'throw' }> {
  const groups = new Map<string, { states: States; at: TSESTree.Node; how: 'return' | 'throw' }>();
  for (const { state, at, how } of exits) {
    const key = [how, ...at.range].join(' ');
    const group = groups.get(key) ?? { states: new States(), at, how: how as 'return' | 'throw' };
    groups.set(key, group);
    group.states.add(state);
  }
  return groups.values();
}
