import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import { fieldOf } from '../fields.ts';
import { variableHolding } from '../releases.ts';

/**
 * Whether the field that keeps a resource is given something else, where it holds nothing before it is used:
 * `(store as any).pool = { query: answer }`.
 */
export function isFieldReplaced(making: Place<AcquiringNode>, { entry, made, through }: Acquisition): boolean {
  const field = entry.holds === 'on-first-use' ? fieldOf(made.node) : undefined;
  return (
    field !== undefined &&
    [making, ...through.map(({ place }) => place)].some(({ view, node }) =>
      variableHolding(view, node)?.references.some(({ identifier }) => isWrittenOf(identifier, field)),
    )
  );
}

function isWrittenOf(name: TSESTree.Node, field: string): boolean {
  const object = wrapped(name);
  const member = parentOf(object);
  const write = member && parentOf(member);
  return (
    member?.type === T.MemberExpression &&
    member.object === object &&
    memberName(member) === field &&
    write?.type === T.AssignmentExpression &&
    write.left === member
  );
}
