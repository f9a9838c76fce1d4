import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, memberName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { hasArguments } from '../../resources/arguments.ts';
import type { ReleaseForm } from '../../resources/entry.ts';
import { isCloserName } from './closer-names.ts';
import type { Follower } from './follow.ts';

/** The closer of what carries a connection: `client.connection.stream.destroy()`, by which nothing of it is left. */
export function destroyedThrough(member: TSESTree.MemberExpression): TSESTree.Node | undefined {
  let node = member;
  let isCarrier = false;
  for (let outer = parentOf(wrapped(node)); outer?.type === T.MemberExpression; outer = parentOf(wrapped(node))) {
    isCarrier ||= /^_?(?:socket|stream)$/u.test(memberName(node) ?? '');
    node = outer;
  }
  return isCarrier && memberName(node) === 'destroy' ? node : undefined;
}

/** The member whose call releases: `end` of `pool.end`, `$client.end` of `db.$client.end`. */
export function releasedMember(
  { entry, view }: Follower,
  member: TSESTree.MemberExpression,
): TSESTree.Node | undefined {
  for (const form of entry.release) {
    let node: TSESTree.Node | undefined = member;
    for (const [index, name] of ('method' in form ? form.method.split('.') : ['']).entries()) {
      const next: TSESTree.Node | undefined = index === 0 ? node : node && parentOf(wrapped(node));
      node = next?.type === T.MemberExpression && memberName(next) === name ? next : undefined;
    }
    if (node !== undefined) {
      return isExcepted(view, node, form) ? undefined : node;
    }
  }
  const name = memberName(member);
  return (isCloserName(name) && !isOfGiven(member, name)) || isDisposal(member) ? member : undefined;
}

/** `sessions.cleanUp(session)`, `locks.release(name)`: it is what they are given that goes. */
export function isOfGiven(member: TSESTree.MemberExpression, name: string | undefined): boolean {
  const call = parentOf(wrapped(member));
  const [first] = call?.type === T.CallExpression ? call.arguments : [];
  return /^_?(?:clean_?up|free|release)$/iu.test(name ?? '') && first !== undefined && !isFunction(first);
}

/** `redis.disconnect(true)`, which connects again. */
function isExcepted(view: FileView, closer: TSESTree.Node, form: ReleaseForm): boolean {
  const call = parentOf(wrapped(closer));
  const tests = 'except' in form ? form.except : undefined;
  return tests !== undefined && call?.type === T.CallExpression && hasArguments({ view, node: call }, tests);
}

/** `x[Symbol.asyncDispose]` */
export function isDisposal({ computed, property }: TSESTree.MemberExpression): boolean {
  return (
    computed && property.type === T.MemberExpression && ['asyncDispose', 'dispose'].includes(memberName(property) ?? '')
  );
}
