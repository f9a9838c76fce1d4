import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../../ast/expressions.ts';
import { misnamedRootHooksOf } from '../../runners/root-hooks.ts';
import { mentionsOf } from '../named-function.ts';
import type { Phases } from '../phases.ts';

/** Whether something stands in a function that looks like one of the runner's, and that nobody calls. */
export function isNeverCalled(node: TSESTree.Node, { file: { view }, globalSetup }: Phases): boolean {
  const owner = enclosingFunction(node);
  return (
    owner !== undefined &&
    [...(globalSetup?.ignored ?? []), ...misnamedRootHooksOf(view)].includes(owner) &&
    mentionsOf(owner, view).length === 0 &&
    view.project?.isToldByImporters((text) => /mochaHooks|teardown/iu.test(text)) !== true
  );
}
