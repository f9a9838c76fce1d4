import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, memberName, parentOf, staticString, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { isDeclaredIn, variableOf } from '../ast/variables.ts';

const closeHooks: ReadonlySet<string | undefined> = new Set(['onClose', 'preClose']);

/**
 * Whether a call has something closed together with what its function returns:
 * `app.addHook('onClose', () => pool.end())` where `app` is returned.
 */
export function closesWithResult(view: FileView, call: TSESTree.Node, owner: TSESTree.Node | undefined): boolean {
  const callee = call.type === T.CallExpression ? unwrap(call.callee) : undefined;
  if (
    call.type !== T.CallExpression ||
    callee?.type !== T.MemberExpression ||
    memberName(callee) !== 'addHook' ||
    !closeHooks.has(eventOf(call))
  ) {
    return false;
  }
  const name = unwrap(callee.object);
  const variable = name.type === T.Identifier ? variableOf(view, name) : undefined;
  return (
    owner !== undefined &&
    isDeclaredIn(variable, owner) &&
    variable?.references.some(({ identifier }) => isReturned(identifier, owner)) === true
  );
}

/** `return app`, `return { app }` */
function isReturned(name: TSESTree.Node, owner: TSESTree.Node): boolean {
  let outer = parentOf(name);
  while (outer?.type === T.Property || outer?.type === T.ObjectExpression || outer?.type === T.AwaitExpression) {
    outer = parentOf(outer);
  }
  return outer?.type === T.ReturnStatement && enclosingFunction(outer) === owner;
}

function eventOf({ arguments: [event] }: TSESTree.CallExpression): string | undefined {
  return event && staticString(event);
}
