import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, isFunction, isNamed, memberName, parentOf, staticString, unwrap } from '../../ast/expressions.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Walked } from './walked.ts';

/** Events by which what was made says that it is open. */
const openingEvents: ReadonlySet<string | undefined> = new Set([
  'connect',
  'listening',
  'online',
  'open',
  'ready',
  'secureConnect',
]);

const subscribing: ReadonlySet<string | undefined> = new Set(['addEventListener', 'on', 'once']);

/**
 * Whether what is waited for is that the resource is open, so that nothing is held where it fails: `db.open()`,
 * `pglite.waitReady`, `once(server, 'listening')`, a promise that an event resolves.
 */
export function isUntilOpen(waited: TSESTree.Node, walked: Walked): boolean {
  const node = promiseBehind(waited, walked);
  if (node.type === T.NewExpression) {
    return isNamed(node.callee, 'Promise') && isResolvedByOpening(node.arguments[0], walked);
  }
  if (node.type === T.CallExpression && calledName(node) === 'once') {
    const [emitter, event] = node.arguments;
    return emitter !== undefined && isResource(emitter, walked) && isOpeningEvent(event);
  }
  const member = node.type === T.CallExpression ? unwrap(node.callee) : node;
  return (
    member.type === T.MemberExpression &&
    walked.openedBy.includes(memberName(member) ?? '') &&
    isResource(member.object, walked)
  );
}

/** `const ready = once(client, 'ready'); client.connect(); await ready;` */
function promiseBehind(waited: TSESTree.Node, { view }: Walked): TSESTree.Node {
  const node = unwrap(waited);
  const definition = node.type === T.Identifier ? variableOf(view, node)?.defs[0] : undefined;
  const declared = definition?.node as TSESTree.Node | undefined;
  return declared?.type === T.VariableDeclarator && declared.init !== null && declared.id.type === T.Identifier
    ? unwrap(declared.init)
    : node;
}

/** `new Promise((resolve, reject) => { socket.onopen = resolve; socket.onerror = reject; })` */
function isResolvedByOpening(executor: TSESTree.Node | undefined, walked: Walked): boolean {
  if (executor === undefined || !isFunction(executor)) {
    return false;
  }
  const [resolve] = executor.params;
  const variable = resolve?.type === T.Identifier ? variableOf(walked.view, resolve) : undefined;
  const mentions = variable?.references.map(({ identifier }) => identifier) ?? [];
  return mentions.length > 0 && mentions.every((mention) => isInOpeningListener(mention, walked));
}

function isInOpeningListener(node: TSESTree.Node, walked: Walked): boolean {
  const parent = parentOf(node);
  if (parent === undefined || parent.type === T.NewExpression) {
    return false;
  }
  return isOpeningListener(node, parent, walked) || isInOpeningListener(parent, walked);
}

/** `socket.once('open', listener)`, `socket.onopen = listener` */
function isOpeningListener(node: TSESTree.Node, parent: TSESTree.Node, walked: Walked): boolean {
  if (parent.type === T.AssignmentExpression) {
    const { left, right } = parent;
    return (
      right === node &&
      left.type === T.MemberExpression &&
      memberName(left) === 'onopen' &&
      isResource(left.object, walked)
    );
  }
  const callee = parent.type === T.CallExpression ? unwrap(parent.callee) : undefined;
  return (
    parent.type === T.CallExpression &&
    callee?.type === T.MemberExpression &&
    parent.arguments[1] === node &&
    subscribing.has(memberName(callee)) &&
    isOpeningEvent(parent.arguments[0]) &&
    isResource(callee.object, walked)
  );
}

function isOpeningEvent(event: TSESTree.Node | undefined): boolean {
  return event !== undefined && openingEvents.has(staticString(event));
}

function isResource(object: TSESTree.Node, { names }: Walked): boolean {
  const node = unwrap(object);
  return node.type === T.Identifier && names.has(node.name);
}
