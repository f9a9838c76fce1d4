import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView, Variable } from '../../ast/file-view.ts';
import { Follower, type FollowOptions } from '../fates/follow.ts';
import type { Slot } from '../fates/fate.ts';
import type { TestResource } from './test-resource.ts';

/** The release of an outer variable that the resource's own variable hides: `const client` in a hook beside `let client`. */
export function hiddenRelease(
  { slots, acquisition: { entry } }: TestResource,
  view: FileView,
  options: FollowOptions,
): { readonly slot: Slot; readonly release: TSESTree.Node } | undefined {
  for (const slot of slots) {
    const outer = slot.variable && outerVariable(slot.variable);
    if (outer !== undefined) {
      const follower = new Follower(view, entry, options);
      follower.variable(outer, []);
      const release = follower.fates.find(({ does }) => does === 'release');
      if (release) {
        return { slot, release: release.node };
      }
    }
  }
  return undefined;
}

function outerVariable(variable: Variable): Variable | undefined {
  for (let scope = variable.scope.upper; scope !== null; scope = scope.upper) {
    const found = scope.set.get(variable.name);
    if (found !== undefined && found.defs.length > 0) {
      return found;
    }
  }
  return undefined;
}
