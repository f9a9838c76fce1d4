import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap, wrapped } from '../../ast/expressions.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { beginsBy } from '../../resources/begins.ts';
import type { Acquisitions } from '../acquisitions.ts';
import { isInBranch } from '../conditional.ts';
import type { Slot } from '../fates/fate.ts';
import type { Phases } from '../phases.ts';
import { sharedResourceReleasedBy, sharedResourceReleasedInside } from '../shared-closers.ts';
import { sharedResourceBegunBy } from '../shared-resource.ts';
import { closingMembers, isClosedElsewhere, releaseAt } from './closing-uses.ts';
import { isModuleMocked } from './mocked.ts';
import type { TestResource } from './test-resource.ts';

/** What another module makes, and this file has hold something: `await source.initialize()`. */
export function begunResource(
  call: TSESTree.CallExpression,
  phases: Phases,
  acquisitions: Acquisitions,
): TestResource | undefined {
  const { view } = phases.file;
  const begun = sharedResourceBegunBy({ view, node: call }, acquisitions);
  const callee = unwrap(call.callee);
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  const root = object?.type === T.Identifier ? variableOf(view, object) : undefined;
  const { release } = begun?.entry ?? {};
  if (
    begun === undefined ||
    object === undefined ||
    root === undefined ||
    !beginsBy({ view, node: call }, begun.entry) ||
    // Only when it is not yet connected: whoever else connects it may close it.
    isInBranch(call) ||
    isModuleMocked(view, begun.made.view)
  ) {
    return undefined;
  }
  const names = (release ?? []).flatMap((form) => ('method' in form ? [form.method] : []));
  const inside = nodesOf(view.ast).filter(
    (node): node is TSESTree.CallExpression =>
      node.type === T.CallExpression &&
      sharedResourceReleasedBy({ view, node }, acquisitions)?.made.node === begun.made.node,
  );
  const named = phases.file.calls.flatMap(({ callback }) =>
    callback?.type === T.Identifier &&
    sharedResourceReleasedInside({ view, node: callback }, acquisitions)?.made.node === begun.made.node
      ? [callback]
      : [],
  );
  const closing = closingMembers(root, names);
  if (closing === undefined || isClosedElsewhere(begun.made.view, names, view)) {
    return undefined;
  }
  const slot: Slot = { name: root.name, node: object, variable: root, within: [], isCollection: false };
  return {
    node: call,
    making: call,
    acquisition: { ...begun, resolves: false, holds: true, within: [], through: [] },
    phases: phases.of(call),
    slots: [slot],
    releases: [...closing, ...inside.map(({ callee: called }) => wrapped(called)), ...named].map((node) =>
      releaseAt(node, phases),
    ),
    uses: [],
  };
}
