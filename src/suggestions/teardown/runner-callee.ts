import type { TextEdit } from '../text-edits.ts';

/** How a file calls a function of its runner. */
export interface RunnerCallee {
  readonly text: string;
  /** The runner's own name of it. */
  readonly name: string;
  /** What has to be imported for it. */
  readonly edits: readonly TextEdit[];
}
