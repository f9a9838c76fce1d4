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
}
