import type { TSESTree } from '@typescript-eslint/utils';

import type { Place } from '../ast/file-view.ts';
import type { ResourceEntry } from './entry.ts';

export type AcquiringNode = TSESTree.CallExpression | TSESTree.NewExpression;

/** An expression that makes a resource or checks it out. */
export interface Acquisition {
  readonly entry: ResourceEntry;
  /** The call that the catalogue knows, wherever it stands. */
  readonly made: Place<AcquiringNode>;
  /** The expression gives a promise of the resource. */
  readonly resolves: boolean;
  /** It already holds something; false while a method such as `connect()` must be called first. */
  readonly holds: boolean;
  /**
   * The members that lead from the value of the expression to the resource: none for the resource itself, `*` for an
   * element, `?` for what only the value's own methods reach. Undefined when the expression does not give it.
   */
  readonly within: readonly string[] | undefined;
  /** The calls that the expression leads to in functions and classes of the project, the nearest first. */
  readonly through: readonly Step[];
  /** The same from inside the class whose instance keeps the resource to itself: less what the class itself calls. */
  readonly behind?: readonly Step[];
}

/** A call inside of a function of the project, and where in its value the resource lies. */
export interface Step {
  readonly place: Place<AcquiringNode>;
  readonly within: readonly string[] | undefined;
}
