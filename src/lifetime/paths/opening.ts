import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import { chainOf } from '../fates/members.ts';
import { mentions } from './names.ts';
import { isUntilOpen } from './until-open.ts';
import type { Walked } from './walked.ts';

/** `await mongoose.createConnection(url).asPromise()` opens what it begins with: where that fails, nobody has it yet. */
function isOpening(node: TSESTree.Node, making: TSESTree.Node): boolean {
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

/** `drizzle(client)`: a call that is given the resource, and that nobody waits for, makes something of it. */
function isWrapping(call: TSESTree.CallExpression | TSESTree.NewExpression, names: ReadonlySet<string>): boolean {
  return call.arguments.some((argument) => mentions(argument, names));
}

/** `client.db('shop')`, `session.startTransaction()`: what works in promises, and gives none here, only makes or sets something. */
function isPreparing(call: TSESTree.CallExpression, { failsInPromises, names, view }: Walked): boolean {
  const callee = unwrap(call.callee);
  const { root } = callee.type === T.MemberExpression ? chainOf(callee) : { root: callee };
  return (
    failsInPromises &&
    callee.type === T.MemberExpression &&
    root.type === T.Identifier &&
    names.has(root.name) &&
    view.project?.givesAtOnce(call) === true
  );
}

/** Whether a call only begins something with the resource, or makes something of it, which hardly ever fails. */
export function isBeginning(node: TSESTree.Node, walked: Walked): boolean {
  if (isOpening(node, walked.making)) {
    return true;
  }
  if (node.type === T.AwaitExpression) {
    return isUntilOpen(node.argument, walked);
  }
  return node.type === T.CallExpression
    ? isWrapping(node, walked.names) || isPreparing(node, walked)
    : node.type === T.NewExpression && isWrapping(node, walked.names);
}
