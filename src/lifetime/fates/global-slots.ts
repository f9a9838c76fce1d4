import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { isGlobalObject } from '../../ast/origin.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Within } from './fate.ts';
import { Follower } from './follow.ts';
import { chainOf, membersNamed } from './members.ts';

/** Whether an expression is the global object itself. */
export function isGlobalThis(node: TSESTree.Node, view: FileView): boolean {
  return node.type === T.Identifier && isGlobalObject(node.name) && (variableOf(view, node)?.defs.length ?? 0) === 0;
}

/**
 * Follows what a test keeps in the global object, wherever the project reads it: `globalThis.pool = new Pool()`. What
 * another file does more with than to use it is not told apart.
 *
 * @param target the member that gets it
 */
export function followGlobal(
  follower: Follower,
  target: TSESTree.MemberExpression,
  name: string,
  within: Within,
): void {
  const { depth, entry, options, view } = follower;
  if (!follower.isFirst(['global', name, ...within].join('.'))) {
    return;
  }
  const isOnlyUsed = view.project?.files().every((file) => {
    if (file.path === view.path || !file.text.includes(name)) {
      return true;
    }
    const other = file.view();
    const inner = new Follower(other, entry, options, depth);
    const mentions = mentionsOf(other, name);
    mentions.forEach((node) => inner.expression(node, within));
    return !isNamedOtherwise(other, name, mentions) && inner.fates.every(({ does }) => does === 'use');
  });
  const mentions = mentionsOf(view, name);
  if (isOnlyUsed !== true || isNamedOtherwise(view, name, mentions)) {
    follower.escape(target, within);
    return;
  }
  for (const node of mentions) {
    if (node !== target) {
      follower.expression(node, within);
    }
  }
}

/** `globalThis.pool`, and `pool` alone. */
function mentionsOf(view: FileView, name: string): readonly TSESTree.Node[] {
  const names = view.scopeManager.globalScope?.through ?? [];
  return [
    ...membersNamed(view, [name]).filter((member) => isGlobalThis(chainOf(member).root, view)),
    ...names.flatMap(({ identifier }) => (identifier.name === name ? [identifier as TSESTree.Node] : [])),
  ];
}

/**
 * Whether a file may reach it in another way: `Reflect.get(globalThis, 'pool')`, `const { pool } = globalThis`, or by a
 * variable that is the global object.
 */
function isNamedOtherwise(view: FileView, name: string, mentions: readonly TSESTree.Node[]): boolean {
  return nodesOf(view.ast).some((node) => {
    const isQuoted = node.type === T.Literal && node.value === name && !isSource(node);
    const isNamed = node.type === T.Identifier && node.name === name;
    const parent = parentOf(node);
    return (
      (isQuoted || isNamed) &&
      !mentions.includes(node) &&
      !(parent?.type === T.MemberExpression && mentions.includes(parent)) &&
      !isInType(node)
    );
  });
}

/** `from 'pool'`, `require('pool')` */
function isSource({ parent }: TSESTree.Node): boolean {
  return (
    parent?.type === T.ImportDeclaration ||
    parent?.type === T.ImportExpression ||
    (parent?.type === T.CallExpression && calledName(parent) === 'require')
  );
}

/** `declare global { var pool: Pool; }` */
function isInType(node: TSESTree.Node): boolean {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type.startsWith('TS') && unwrap(outer) === outer) {
      return true;
    }
  }
  return false;
}
