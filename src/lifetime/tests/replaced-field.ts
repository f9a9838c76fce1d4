import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { Place, Variable } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import { fieldOf } from '../fields.ts';
import { variableHolding } from '../releases.ts';

/**
 * Whether the field that keeps a resource is given something else, where it holds nothing before it is used or told to:
 * `(store as any).pool = { query: answer }`.
 */
export function isFieldReplaced(making: Place<AcquiringNode>, { entry, holds, made, through }: Acquisition): boolean {
  const field = entry.holds === 'on-first-use' || !holds ? fieldOf(made.node) : undefined;
  return (
    field !== undefined &&
    [making, ...through.map(({ place }) => place)].some(({ view, node }) => {
      const variable = variableHolding(view, node);
      return variable !== undefined && isFieldSet(variable, field);
    })
  );
}

/** Whether something is put into a field of an instance: `peer['server'] = { listen: answer }`. */
export function isFieldSet({ references }: Variable, field: string): boolean {
  return references.some(({ identifier }) => isWrittenOf(identifier, field));
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
