import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { mentions } from './names.ts';

/** `await mongoose.createConnection(url).asPromise()` opens what it begins with: where that fails, nobody has it yet. */
export function isOpening(node: TSESTree.Node, making: TSESTree.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === T.AwaitExpression) {
    return isChoiceOf(inner.argument, making) || isOpening(inner.argument, making);
  }
  const callee = inner.type === T.CallExpression ? unwrap(inner.callee) : undefined;
  const object = callee?.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return object !== undefined && (object === making || isOpening(object, making));
}

/** `url ? connect(url) : connect()`: where what was chosen fails, it is not there. */
function isChoiceOf(node: TSESTree.Node, making: TSESTree.Node): boolean {
  const choice = unwrap(node);
  const branches =
    choice.type === T.ConditionalExpression
      ? [choice.consequent, choice.alternate]
      : choice.type === T.LogicalExpression
        ? [choice.left, choice.right]
        : [];
  return branches.some((branch) => unwrap(branch) === making || isChoiceOf(branch, making));
}

/**
 * `drizzle(client)`, `client.db('shop')`: a call that is given the resource, or gives what leads back to it, and that
 * nobody waits for, makes something of it.
 */
export function isWrapping(node: TSESTree.Node, names: ReadonlySet<string>, { project }: FileView): boolean {
  if (node.type !== T.CallExpression && node.type !== T.NewExpression) {
    return false;
  }
  const callee = unwrap(node.callee);
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return (
    node.arguments.some((argument) => mentions(argument, names)) ||
    (node.type === T.CallExpression &&
      object?.type === T.Identifier &&
      names.has(object.name) &&
      project?.leadsBack(node) === true)
  );
}
