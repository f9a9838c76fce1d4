import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isInside, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { isDeclaredIn, variableOf } from '../../ast/variables.ts';
import type { Slot } from '../fates/fate.ts';
import { subjectText } from '../paths/atoms.ts';
import type { Phase } from '../phases.ts';
import type { Fault, TestRelease, TestResource } from './test-resource.ts';

/** What `using` closes in a hook is closed when the tests get it, or what leads to it: the address of a server. */
export function usingInHook(
  { acquisition, slots, uses }: TestResource,
  phase: Phase,
  { by, node }: TestRelease,
  view: FileView,
): Fault | undefined {
  const hook = enclosingFunction(node);
  if (by !== 'using' || hook === undefined) {
    return undefined;
  }
  const isServing = /^(?:server|test service)$/u.test(acquisition.entry.category);
  const through =
    slots.find((slot) => isOutsideOf(hook, slot))?.name ??
    (isServing ? uses.map((use) => keptOutsideOf(hook, use, view)).find((name) => name !== undefined) : undefined);
  return through === undefined ? undefined : { why: 'using in a hook', phase, through };
}

function isOutsideOf(hook: FunctionNode, { variable, node }: Slot): boolean {
  return variable === undefined ? isInside(node, hook) : !isDeclaredIn(variable, hook);
}

/** `url` of `url = container.getConnectionUrl()`, which the tests see, too. */
function keptOutsideOf(hook: FunctionNode, use: TSESTree.Node, view: FileView): string | undefined {
  for (let node = parentOf(use); node !== undefined && node !== hook; node = parentOf(node)) {
    if (node.type === T.AssignmentExpression && isInside(use, node.right)) {
      const left = unwrap(node.left);
      const variable = left.type === T.Identifier ? variableOf(view, left) : undefined;
      return isDeclaredIn(variable, hook) ? undefined : subjectText(left);
    }
  }
  return undefined;
}
