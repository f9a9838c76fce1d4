import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  enclosingFunction,
  type FunctionNode,
  isFunction,
  memberName,
  staticString,
  unwrap,
} from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { useOf } from './value-use.ts';

const listening: ReadonlySet<string | undefined> = new Set(['addListener', 'on', 'once']);

/** Functions that wait for an event of what they are given. */
const waiting: ReadonlySet<string | undefined> = new Set(['finished', 'on', 'once', 'pEvent']);

const ends = /^(?:close[d]?|disconnect(?:ed)?|end(?:ed)?|exit|finish|stop(?:ped)?)$/u;

/** Members that give a promise of the end of something. */
const endings = /^(?:closed|done|ended|exited|finished|stopped|terminated)$/u;

/**
 * Whether the function around a release, or one around that, waits for it in another way: through an event, a promise
 * of its end, or by a second release.
 *
 * @param receiver what is released, as it is written
 */
export function isWaitedForOtherwise(view: FileView, release: TSESTree.CallExpression, receiver: string): boolean {
  const outermost = outermostFunction(release);
  const callee = view.text.slice(...release.callee.range);
  return (
    outermost !== undefined &&
    [...allNodes(outermost)].some((node) =>
      node.type === T.AwaitExpression
        ? isEndOf(node.argument, receiver, view) ||
          (isAfter(node, release) && isOfItsRun(node.argument, receiver, view))
        : node.type === T.CallExpression &&
          node !== release &&
          (isListening(node, receiver, view) || isAwaitedAgain(node, callee, release, view)),
    )
  );
}

/** `await connection.closed()`, `await stream.done` */
function isEndOf(waitedFor: TSESTree.Node, receiver: string, view: FileView): boolean {
  const node = unwrap(waitedFor);
  const member = node.type === T.CallExpression ? unwrap(node.callee) : node;
  return (
    member.type === T.MemberExpression &&
    endings.test(memberName(member) ?? '') &&
    view.text.slice(...member.object.range) === receiver
  );
}

/** `const done = worker.run(); …; worker.stop(); await done;`: what it does comes to its end when it stops. */
function isOfItsRun(waitedFor: TSESTree.Node, receiver: string, view: FileView): boolean {
  const name = unwrap(waitedFor);
  const variable = name.type === T.Identifier ? variableOf(view, name) : undefined;
  return (
    variable?.references.some(({ writeExpr }) => {
      const call = writeExpr ? unwrap(writeExpr) : undefined;
      const callee = call?.type === T.CallExpression ? unwrap(call.callee) : undefined;
      return callee?.type === T.MemberExpression && view.text.slice(...callee.object.range) === receiver;
    }) === true
  );
}

/** Whether a node comes after a release, in the same function. */
function isAfter(node: TSESTree.Node, release: TSESTree.Node): boolean {
  return node.range[0] > release.range[1] && enclosingFunction(node) === enclosingFunction(release);
}

function outermostFunction(node: TSESTree.Node): FunctionNode | undefined {
  let found = enclosingFunction(node);
  for (let outer = found; outer !== undefined; outer = enclosingFunction(outer)) {
    const isSuite = isFunction(outer) && outer.parent.type === T.CallExpression && isSuiteName(outer.parent);
    if (isSuite) {
      break;
    }
    found = outer;
  }
  return found;
}

function isSuiteName({ callee }: TSESTree.CallExpression): boolean {
  const node = unwrap(callee);
  const root = node.type === T.MemberExpression ? unwrap(node.object) : node;
  return root.type === T.Identifier && /^(?:context|describe|suite)$/u.test(root.name);
}

/** `client.once('end', done)`, `once(server, 'close')` */
function isListening(call: TSESTree.CallExpression, receiver: string, view: FileView): boolean {
  const callee = unwrap(call.callee);
  const [first, second] = call.arguments;
  if (callee.type === T.MemberExpression && view.text.slice(...callee.object.range) === receiver) {
    return listening.has(memberName(callee)) && first !== undefined && ends.test(staticString(first) ?? '');
  }
  const isOfReceiver = first !== undefined && view.text.slice(...first.range) === receiver;
  return (
    waiting.has(calledName(call)) && isOfReceiver && (second === undefined || ends.test(staticString(second) ?? 'end'))
  );
}

/** `pool.end(); …; await pool.end()` */
function isAwaitedAgain(
  call: TSESTree.CallExpression,
  callee: string,
  release: TSESTree.CallExpression,
  view: FileView,
): boolean {
  return isAfter(call, release) && view.text.slice(...call.callee.range) === callee && useOf(call).is !== 'dropped';
}
