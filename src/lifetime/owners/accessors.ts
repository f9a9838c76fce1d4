import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, isInside, keyName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { Fate } from '../fates/fate.ts';
import type { Follower } from '../fates/follow.ts';
import { membersNamed } from '../fates/members.ts';
import { functionReturning } from '../fates/returned.ts';

/** Names of methods that give what an instance keeps, to be used and not to be closed. */
const accessorName =
  /^(?:acquire|client|connection|current|db|ensure|get|instance|load|lookup|obtain|pool|resolve|use|with)(?![a-z])/u;

type Returned = Extract<Fate, { does: 'return' }>;

/**
 * Goes on with what the methods of a class give, in the class itself: `(await this.getClient()).quit()`.
 *
 * @returns the names of the getters and methods that give it
 */
export function followAccessors(follower: Follower, owner: ClassNode): readonly string[] {
  const names = new Set<string>();
  // The fates grow while they are read.
  for (const fate of follower.fates) {
    const name = fate.does === 'return' ? accessorOf(fate, owner) : undefined;
    if (fate.does !== 'return' || name === undefined || names.has(name)) {
      continue;
    }
    names.add(name);
    for (const member of membersNamed(follower.view, [name]).filter((one) => isInside(one, owner))) {
      const outer = wrapped(member);
      const parent = parentOf(outer);
      const isCalled = parent?.type === T.CallExpression && parent.callee === outer;
      follower.expression(isCalled ? parent : member, fate.within);
    }
  }
  return [...names];
}

/** The method or getter that gives a resource; undefined when another function does. */
function methodReturning({ node }: Returned, owner: ClassNode): TSESTree.MethodDefinition | undefined {
  const method = parentOf(functionReturning(node) ?? node);
  return method?.type === T.MethodDefinition && method.parent.parent === owner && !method.static ? method : undefined;
}

function accessorOf(fate: Returned, owner: ClassNode): string | undefined {
  const method = methodReturning(fate, owner);
  const name = method && keyName(method);
  return method !== undefined &&
    name !== undefined &&
    (isHidden(method) || method.kind === 'get' || accessorName.test(name))
    ? name
    : undefined;
}

/** Whether a fate is that a method for it gives the resource to be used. */
export function isLent(fate: Fate, owner: ClassNode): boolean {
  return fate.does === 'return' && accessorOf(fate, owner) !== undefined;
}

/** Only the class itself calls it. */
function isHidden({ accessibility, key }: TSESTree.MethodDefinition): boolean {
  return accessibility === 'private' || key.type === T.PrivateIdentifier;
}
