import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Facts } from './facts.ts';

/**
 * What a resource is on a path: not there yet, made without holding anything, held, given back, or out of the hands of
 * the function.
 */
export type Status = 'none' | 'made' | 'held' | 'released' | 'gone';

/** A resource on one path through a function, or on several that do not differ in it. */
export interface State {
  readonly status: Status;
  readonly facts: Facts;
  /** What threw where the path left the usual one. */
  readonly thrownBy?: TSESTree.Node;
  /** The last branch that was taken while the resource was held. */
  readonly branch?: Branch;
  /** The call that released it. */
  readonly releasedBy?: TSESTree.Node;
  /** The statement that is about to leave the function, after each `finally` around it. */
  readonly returnedBy?: TSESTree.ReturnStatement | undefined;
}

/** A branch of a condition, a loop or a `switch`. */
export interface Branch {
  readonly at: TSESTree.Node;
  readonly taken: boolean;
}

/** States that a resource may have at one point. Those that do not differ are one. */
export class States implements Iterable<State> {
  readonly #byKey = new Map<string, State>();

  constructor(states: Iterable<State> = []) {
    this.addAll(states);
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** @returns whether it is a new one */
  add(state: State): boolean {
    const key = keyOf(state);
    if (this.#byKey.has(key)) {
      return false;
    }
    this.#byKey.set(key, state);
    return true;
  }

  addAll(states: Iterable<State>): this {
    for (const state of states) {
      this.add(state);
    }
    return this;
  }

  map(change: (state: State) => State): States {
    return new States([...this].map(change));
  }

  filter(isKept: (state: State) => boolean): States {
    return new States([...this].filter(isKept));
  }

  [Symbol.iterator](): Iterator<State> {
    return this.#byKey.values();
  }
}

/** All states of several. */
export function union(...all: readonly Iterable<State>[]): States {
  return all.reduce<States>((found, states) => found.addAll(states), new States());
}

function keyOf({ status, facts, thrownBy, returnedBy }: State): string {
  const known = [...facts].map(([text, { holds }]) => `${holds ? '+' : '-'}${text}`).sort();
  const way = thrownBy === undefined ? 'usual' : thrownBy.type === T.ThrowStatement ? 'thrown' : 'threw';
  return [status, way, returnedBy?.range[0] ?? '', ...known].join('\n');
}

/** Whether the function has it in its hands. */
export function isOpen({ status }: State): boolean {
  return status === 'made' || status === 'held';
}

/** The state after something that nobody can tell what it means for the resource. */
export function gone(state: State): State {
  return isOpen(state) ? { ...state, status: 'gone' } : state;
}

/** The state when the name of what was released stands for something else. */
export function forgotten(state: State): State {
  return state.status === 'released' ? { ...state, status: 'none' } : state;
}

/** Whether an exception leaves what nothing gives back any more. */
export function isLost({ status, thrownBy }: State): boolean {
  return status === 'held' && thrownBy === undefined;
}

/** The state in which a branch begins. */
export function marked(state: State, branch: Branch): State {
  return isOpen(state) ? { ...state, branch } : state;
}

/** The state in which a `catch` begins. What a `finally` throws comes instead of what was to be returned. */
export function caught({ status, facts, branch, releasedBy, thrownBy }: State, at: TSESTree.Node): State {
  return {
    status,
    facts,
    thrownBy: thrownBy ?? at,
    ...(branch && { branch }),
    ...(releasedBy && { releasedBy }),
  };
}
