import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, unwrap, withoutAwait } from '../../ast/expressions.ts';
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
  const made = withoutAwait(value);
  return made.type === T.NewExpression ? made.arguments.some((one) => isGiven(one, names)) : mentions(value, names);
}

/** `client.isOpen`, `isConnected(client)`: more than whether there is one. */
export function asksAbout(test: TSESTree.Node, names: ReadonlySet<string>): boolean {
  return [...allNodes(test)].some((node) => node.type === T.Identifier && names.has(node.name) && isAskedAbout(node));
}

function isAskedAbout(name: TSESTree.Identifier): boolean {
  const { parent } = name;
  if (parent.type === T.CallExpression) {
    return !isWaitedFor(parent);
  }
  const member = parent.type === T.MemberExpression && parent.object === name ? parent : undefined;
  const call = member?.parent;
  return member !== undefined && !(call?.type === T.CallExpression && call.callee === member && isWaitedFor(call));
}

/** Functions whose answer tells how it is with what they are given or called on, or whether it began to hold something. */
const telling =
  /^(?:acquire|alive|can|check|connect|ensure|exists|has|init|is|keep|listen|lock|login|open|ping|probe|ready|should|start|state|status|still|test|try|valid|verify|wait)/iu;

/** `(await file.stat()).size`, `await countRows(client)`: what was got by it, which says nothing about itself. */
function isWaitedFor(call: TSESTree.CallExpression): boolean {
  return call.parent.type === T.AwaitExpression && !telling.test(calledName(call) ?? '');
}

/** `await client.query('ROLLBACK')` */
export function isWaitedForOf(node: TSESTree.Node, names: ReadonlySet<string>): boolean {
  const call = node.type === T.AwaitExpression ? unwrap(node.argument) : undefined;
  const callee = call?.type === T.CallExpression ? unwrap(call.callee) : undefined;
  const object = callee?.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return object?.type === T.Identifier && names.has(object.name);
}
