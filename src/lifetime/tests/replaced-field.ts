import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { keyName, memberName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
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

/** The field of a class that an expression is the value of: of `this.pool = new Pool()` it is `pool`. */
export function fieldOf(node: TSESTree.Node): string | undefined {
  const parent = parentOf(node);
  if (parent?.type === T.PropertyDefinition && parent.value === node) {
    return keyName(parent);
  }
  const left = parent?.type === T.AssignmentExpression && parent.right === node ? parent.left : undefined;
  return left?.type === T.MemberExpression && left.object.type === T.ThisExpression ? memberName(left) : undefined;
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
