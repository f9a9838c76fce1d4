import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import type { Events } from './events.ts';

/** The resource whose paths are followed. */
export interface Walked {
  readonly view: FileView;
  readonly events: Events;
  /** The expression that makes it. */
  readonly making: TSESTree.Node;
  /** The names that hold it. */
  readonly names: ReadonlySet<string>;
  /** The name of the error that there is instead of it. */
  readonly failure: string | undefined;
  /** It begins to hold with its first use. */
  readonly holdsOnUse: boolean;
  /** It was waited for until it was this function's turn: others may have changed what was asked before. */
  readonly isTurn: boolean;
  /** Its members that are waited for until it is open. */
  readonly openedBy: readonly string[];
  /** What may fail in it, its closer among the rest, it does in promises. */
  readonly failsInPromises: boolean;
}
