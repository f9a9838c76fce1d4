import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';

/** The names in a pattern. */
export function namesIn(pattern: TSESTree.Node): readonly string[] {
  return [...allNodes(pattern)].flatMap((node) => (node.type === T.Identifier ? [node.name] : []));
}

/** Whether an expression has one of the names in it. */
export function mentions(value: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(value)].some((node) => node.type === T.Identifier && names.has(node.name));
}

/** `server`, `{ server }`, but not `server.address()` */
export function isGiven(value: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(value)].some(
    (node) =>
      node.type === T.Identifier &&
      names.has(node.name) &&
      !(node.parent.type === T.MemberExpression && node.parent.object === node),
  );
}

/** Whether a value may have in it what the names stand for: not `new Pool(pool.options)`, which only reads of it. */
export function mayHold(value: TSESTree.Node, names: ReadonlySet<string>): boolean {
  const node = unwrap(value);
  const made = node.type === T.AwaitExpression ? unwrap(node.argument) : node;
  return made.type === T.NewExpression ? made.arguments.some((one) => isGiven(one, names)) : mentions(value, names);
}

/** `client.isOpen`, `isConnected(client)`: more than whether there is one. */
export function asksAbout(test: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(test)].some(
    (node) =>
      node.type === T.Identifier &&
      names.has(node.name) &&
      (node.parent.type === T.CallExpression ||
        (node.parent.type === T.MemberExpression && node.parent.object === node && !isWaitedFor(node.parent))),
  );
}

/** Methods whose answer tells how it is with what they are called on, or whether it began to hold something. */
const telling =
  /^(?:acquire|can|check|connect|exists|has|init|is|listen|lock|login|open|ping|ready|start|state|status|try|wait)/iu;

/** `(await file.stat()).size`: what was got by it, which says nothing about itself. */
function isWaitedFor(member: TSESTree.MemberExpression): boolean {
  const call = member.parent;
  return (
    call.type === T.CallExpression &&
    call.callee === member &&
    call.parent.type === T.AwaitExpression &&
    !telling.test(memberName(member) ?? '')
  );
}
