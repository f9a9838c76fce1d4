import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import { isGlobalTeardownPath } from '../../runners/setup-files.ts';
import type { Slot } from '../fates/fate.ts';
import { isGlobalThis } from '../fates/global-slots.ts';
import { chainOf } from '../fates/members.ts';
import type { Phase } from '../phases.ts';

/**
 * Whether the set-up of a whole run keeps something in the global object, for a teardown that the project does not show:
 * it may be JavaScript that no TypeScript configuration includes.
 */
export function isLeftToUnseenTeardown(phases: readonly Phase[], slots: readonly Slot[], view: FileView): boolean {
  const isKept = slots.some(({ node }) => node.type === T.MemberExpression && isGlobalThis(chainOf(node).root, view));
  return (
    isKept &&
    phases.some(({ during }) => during === 'global set-up') &&
    view.project?.files().some(({ path }) => isGlobalTeardownPath(path)) !== true
  );
}
