import type { TSESTree } from '@typescript-eslint/utils';

import type { FunctionNode } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import type { Closer } from './closers.ts';
import type { Dropped } from './value-use.ts';
import type { WaitingCaller } from './waiting-caller.ts';

/** A release that does nothing, or that nobody waits for. */
export type Fault =
  /** Its promise is lost in a function that somebody waits for. */
  | {
      readonly why: 'dropped';
      readonly node: TSESTree.CallExpression;
      readonly closer: Closer;
      readonly use: Dropped;
      readonly caller: WaitingCaller;
    }
  /** Its promise is lost right before this call says that all is done. */
  | {
      readonly why: 'done too early';
      readonly node: TSESTree.CallExpression;
      readonly closer: Closer;
      readonly signal: TSESTree.CallExpression;
    }
  /** It is named, but not called. */
  | {
      readonly why: 'not called';
      readonly node: TSESTree.MemberExpression;
      readonly closer: Closer;
      /** Somebody waits for the function around it. */
      readonly mayBecomeAsync: boolean;
    }
  /** It closes what has to be given back. */
  | {
      readonly why: 'wrong closer';
      readonly node: TSESTree.CallExpression;
      readonly right: string;
      /** Methods of the lender that take it back. */
      readonly takenBackBy: string | undefined;
    }
  /** It tells in a callback when it is done, and gives no promise to await. */
  | {
      readonly why: 'nothing to await';
      readonly node: TSESTree.CallExpression;
      readonly closer: Closer;
      readonly by: TSESTree.AwaitExpression;
    }
  /** It tells in a callback when it is done, and is given none in a hook. */
  | {
      readonly why: 'callback not waited for';
      readonly node: TSESTree.CallExpression;
      readonly closer: Closer;
      readonly use: Dropped | FunctionNode;
      readonly caller: WaitingCaller;
    }
  /** `using` on a promise of what is to be released. */
  | { readonly why: 'using on a promise'; readonly node: TSESTree.VariableDeclarator; readonly isAsync: boolean }
  /** `using` on what only `await using` releases. */
  | { readonly why: 'using without await'; readonly node: TSESTree.VariableDeclarator }
  /** `using` on what is also released elsewhere. */
  | {
      readonly why: 'released twice';
      readonly node: TSESTree.VariableDeclarator;
      readonly other: TSESTree.Node;
    }
  /** `using` on what a module keeps for all who ask for it. */
  | {
      readonly why: 'using on what is shared';
      readonly node: TSESTree.VariableDeclarator;
      readonly keeper: FileView;
    };
