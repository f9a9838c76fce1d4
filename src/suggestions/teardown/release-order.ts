import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { isCloserName } from '../../lifetime/fates/closer-names.ts';
import type { Handle } from './handle.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * Where a release belongs among steps of a teardown, so that what was acquired last is released first: what still
 * uses the resource, or releases something younger, comes before it.
 *
 * @param steps in the order in which they run
 * @returns the index of the step before which it belongs; undefined when no step says anything about that
 */
export function orderedIndex(
  steps: readonly TSESTree.Node[],
  handle: Handle,
  unreleased: Unreleased,
): number | undefined {
  const ages = steps.map((step) => ageOf(step, handle, unreleased));
  const lastYounger = ages.lastIndexOf('younger');
  const firstOlder = ages.findIndex((age, index) => age === 'older' && index > lastYounger);
  return firstOlder >= 0 ? firstOlder : lastYounger >= 0 ? lastYounger + 1 : undefined;
}

/** Whether a step releases something that was acquired before the resource, or something after it, or uses it. */
function ageOf(step: TSESTree.Node, handle: Handle, unreleased: Unreleased): 'older' | 'younger' | undefined {
  const { view } = unreleased.tests;
  const variables = variablesIn(step, view);
  if (handle.variable === undefined ? mentions(step, handle.text, view) : variables.has(handle.variable)) {
    return 'younger';
  }
  return releasedAge(step, unreleased);
}

/** Whether what a statement releases was acquired before the resource, or after it; undefined when it is no release. */
export function releasedAge(
  step: TSESTree.Node,
  { resource, tests: { view } }: Unreleased,
): 'older' | 'younger' | undefined {
  for (const variable of isRelease(step) ? variablesIn(step, view) : []) {
    const written = variable.references.filter((one) => one.isWrite()).map(({ identifier }) => identifier.range[0]);
    if (written.length > 0) {
      return Math.max(...written) < resource.making.range[0] ? 'older' : 'younger';
    }
  }
  return undefined;
}

/** The variables that code mentions. */
export function variablesIn(node: TSESTree.Node, view: FileView): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  for (const one of allNodes(node)) {
    const variable = one.type === T.Identifier ? variableOf(view, one) : undefined;
    if (variable !== undefined) {
      found.add(variable);
    }
  }
  return found;
}

function mentions(node: TSESTree.Node, text: string, view: FileView): boolean {
  return [...allNodes(node)].some((one) => view.text.slice(...one.range) === text);
}

/** Whether code calls something by a closer's name. */
export function isRelease(step: TSESTree.Node): boolean {
  return [...allNodes(step)].some((node) => {
    const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
    const name =
      callee?.type === T.MemberExpression
        ? memberName(callee)
        : callee?.type === T.Identifier
          ? callee.name
          : undefined;
    return isCloserName(name);
  });
}
