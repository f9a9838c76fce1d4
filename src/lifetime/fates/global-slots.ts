import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../../ast/file-view.ts';
import { isGlobalObject } from '../../ast/origin.ts';
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
    mentionsOf(other, name).forEach((node) => inner.expression(node, within));
    return !isQuoted(file.text, name) && inner.fates.every(({ does }) => does === 'use');
  });
  if (isOnlyUsed !== true || isQuoted(view.text, name)) {
    follower.escape(target, within);
    return;
  }
  for (const node of mentionsOf(view, name)) {
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

/** `Reflect.get(globalThis, 'pool')`, `for (const key of ['pool', 'server'])` */
function isQuoted(text: string, name: string): boolean {
  return ["'", '"', '`'].some((quote) => {
    const before = text.split(`${quote}${name}${quote}`).slice(0, -1);
    return before.some((part) => /[,[]\s*$/u.test(part));
  });
}
