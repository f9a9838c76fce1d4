import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isGlobalTeardownPath } from '../../runners/setup-files.ts';
import type { Slot } from '../fates/fate.ts';
import { isGlobalThis } from '../fates/global-slots.ts';
import { chainOf } from '../fates/members.ts';
import type { Phases } from '../phases.ts';

/**
 * Whether the set-up of a whole run keeps something in the global object, for a teardown that the project does not show:
 * it may be JavaScript that no TypeScript configuration includes.
 */
export function isLeftToUnseenTeardown(node: TSESTree.Node, slots: readonly Slot[], phases: Phases): boolean {
  const { view } = phases.file;
  const isKept = slots.some(({ node }) => node.type === T.MemberExpression && isGlobalThis(chainOf(node).root, view));
  return (
    isKept &&
    phases.of(node).some(({ during }) => during === 'global set-up') &&
    view.project?.files().some(({ path }) => isGlobalTeardownPath(path)) !== true
  );
}
