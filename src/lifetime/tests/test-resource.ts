import type { TSESTree } from '@typescript-eslint/utils';

import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { Fate, Slot } from '../fates/fate.ts';
import type { Phase } from '../phases.ts';

/** A resource that test code acquires, with all that becomes of it in its file. */
export interface TestResource {
  /** The expression that acquires it, or after which it holds something: `await client.connect()`. */
  readonly node: AcquiringNode;
  /** The expression that makes it; another one than `node` when it only holds after a call. */
  readonly making: AcquiringNode;
  readonly acquisition: Acquisition;
  readonly phases: readonly Phase[];
  readonly slots: readonly Slot[];
  readonly releases: readonly TestRelease[];
  readonly uses: readonly TSESTree.Node[];
  /** How the project closes it, where it is no closer by its name that does: `down` of `env.up()`. */
  readonly closer?: OwnCloser;
}

/** A method, or a function, of the project. */
export interface OwnCloser {
  readonly method: string;
  readonly returns: 'nothing' | 'promise';
}

export interface TestRelease {
  readonly node: TSESTree.Node;
  readonly by: Extract<Fate, { does: 'release' }>['by'];
  readonly phases: readonly Phase[];
}

/** A phase that comes before or after tests. */
export type HookPhase = Extract<Phase, { during: 'hook' | 'returned' | 'root hook' }>;

/** Why the resource outlives the code that needs it. */
export type Fault =
  | { readonly why: 'never'; readonly phase: Phase }
  /** A variable of the same name, which is released, is hidden by the one that holds the resource. */
  | { readonly why: 'shadowed'; readonly phase: Phase; readonly slot: Slot; readonly release: TSESTree.Node }
  | {
      readonly why: 'made for each, released once' | 'made once, released for each' | 'other suite' | 'only on success';
      readonly phase: Phase;
      readonly release: TestRelease;
      readonly at: HookPhase;
    }
  | { readonly why: 'returned in vain'; readonly phase: Phase; readonly release: TestRelease }
  | { readonly why: 'released while loading'; readonly phase: Phase; readonly release: TestRelease }
  | { readonly why: 'using in a hook'; readonly phase: Phase; readonly through: string }
  | {
      readonly why: 'only when the test fails' | 'only when the test passes';
      readonly phase: Phase;
      readonly release: TestRelease;
    }
  | {
      readonly why: 'set-up may throw';
      readonly phase: Phase;
      readonly second: AcquiringNode | TSESTree.TaggedTemplateExpression;
    };

export interface FaultyResource {
  readonly resource: TestResource;
  readonly fault: Fault;
}
