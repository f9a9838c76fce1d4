import type { TSESTree } from '@typescript-eslint/utils';

import type { Variable } from '../../ast/file-view.ts';

/**
 * The members that lead from a value to the resource in it, `*` for an element: none when the value is the resource.
 * `?` ends a path where only the value's own methods lead on: an instance that keeps a pool to itself. `&` stands for
 * a value that only uses the resource, and through which it may be closed: `drizzle(pool)`.
 */
export type Within = readonly string[];

/** Something that happens to a resource, in the file in which it was followed. */
export type Fate =
  /** It is given back: by this call, by what this reference will do when it is called, or when this block is left. */
  | { readonly does: 'release'; readonly node: TSESTree.Node; readonly by: 'call' | 'reference' | 'using' }
  /** It begins to hold something here. */
  | { readonly does: 'begin'; readonly node: TSESTree.CallExpression }
  /** It is used, and still there: now, or by something that keeps it and may live for longer. */
  | { readonly does: 'use'; readonly node: TSESTree.Node; readonly isKept?: true }
  /** The function around hands it to its callers. */
  | { readonly does: 'return'; readonly node: TSESTree.Node; readonly within: Within }
  /** It now belongs to something that is a resource itself, which closes it. */
  | { readonly does: 'join'; readonly node: TSESTree.Node }
  /** It goes where it cannot be followed: `mayBeLent`, to a call of unseen code that may well only use it. */
  | { readonly does: 'escape'; readonly node: TSESTree.Node; readonly mayBeLent?: true };

/** A parameter of the function that is looked at gets the resource when it is called: `run(pool)` of `(pool, run) => …`. */
export interface GivenTo {
  /** The place of the parameter. */
  readonly parameter: number;
  /** As which of its arguments it gets it. */
  readonly argument: number;
  readonly within: Within;
}

/** Where a resource was put: the variables and members that hold it. */
export interface Slot {
  readonly name: string;
  /** Where the name is written when it gets the resource. */
  readonly node: TSESTree.Node;
  /** Undefined for a member. */
  readonly variable?: Variable;
  /** The way from what was put there to the resource. */
  readonly within: Within;
  /** Several resources may be in it. */
  readonly isCollection: boolean;
}

/** What is left of a path after one element was taken. */
export function elementOf(within: Within): Within {
  return within[0] === '*' ? within.slice(1) : within;
}

/** Whether only the methods of a value lead to the resource in it. */
export function isPrivate(within: Within): boolean {
  return within[0] === '?' || within[0] === '&';
}

/** Whether a path leads to something that only uses the resource. */
export function isBorrower(within: Within): boolean {
  return within.includes('&');
}

/** The way through a resource that only borrows: its own closer closes it, and not what it was lent. */
export const lentTo: Within = ['&', 'own'];

/** Whether a path leads to such a resource, and no further. */
export function isLent(within: Within): boolean {
  return within.length === lentTo.length && within.every((step, index) => step === lentTo[index]);
}
