import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName, parentOf, staticString, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';

const ending: ReadonlySet<string | undefined> = new Set(['close', 'destroy', 'disconnect', 'end', 'terminate']);

const iterating: ReadonlySet<string | undefined> = new Set(['flatMap', 'forEach', 'map']);

const known = new WeakMap<FileView['ast'], boolean>();

/**
 * Whether a file has the other side of its sockets, and ends them there: `wss.on('connection', (ws) => ws.close())`,
 * `for (const ws of wss.clients) ws.terminate()`, `receive(server, (ws) => ws.close())`. Then the near side ends with it.
 */
export function hasEndingPeer(view: FileView): boolean {
  const found = known.get(view.ast) ?? nodesOf(view.ast).some((node) => isEnding(node, view));
  known.set(view.ast, found);
  return found;
}

function isEnding(node: TSESTree.Node, view: FileView): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  if (callee?.type !== T.MemberExpression || !ending.has(memberName(callee)) || callee.object.type !== T.Identifier) {
    return false;
  }
  const definition = variableOf(view, callee.object)?.defs[0];
  const declared = definition?.node as TSESTree.Node | undefined;
  if (isFunction(declared)) {
    return isGivenPeer(declared) || (isCallback(declared) && isSocket(callee.object, view));
  }
  const loop = declared?.type === T.VariableDeclarator ? parentOf(declared.parent) : undefined;
  return loop?.type === T.ForOfStatement && isClients(loop.right);
}

/** A callback that is called with what connects to a server. */
function isGivenPeer(callback: FunctionNode): boolean {
  const call = parentOf(callback);
  const callee = call?.type === T.CallExpression ? unwrap(call.callee) : undefined;
  if (call?.type !== T.CallExpression || callee?.type !== T.MemberExpression) {
    return false;
  }
  const [first] = call.arguments;
  return (
    memberName(callee) === 'handleUpgrade' ||
    (memberName(callee) === 'forEach' && isClients(callee.object)) ||
    (first !== undefined && /^(?:connection|stream|upgrade)$/u.test(staticString(first) ?? ''))
  );
}

/** `receive(server, (ws) => …)`, but not `clients.forEach((ws) => …)`. */
function isCallback(callback: FunctionNode): boolean {
  const call = parentOf(callback);
  const callee = call?.type === T.CallExpression && call.callee !== callback ? unwrap(call.callee) : undefined;
  return callee !== undefined && !(callee.type === T.MemberExpression && iterating.has(memberName(callee)));
}

function isSocket(name: TSESTree.Node, { project }: FileView): boolean {
  return project?.typesOf(name).some((type) => /^(?:WebSocket|Socket)$/u.test(type.name)) === true;
}

/** `wss.clients` */
function isClients(node: TSESTree.Node): boolean {
  const set = unwrap(node);
  return set.type === T.MemberExpression && memberName(set) === 'clients';
}
