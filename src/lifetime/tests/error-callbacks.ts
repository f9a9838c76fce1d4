import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type FunctionNode,
  isFunction,
  isNamed,
  memberName,
  parentOf,
  staticString,
  unwrap,
} from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { isOpeningName } from './opening-names.ts';

/** `client.connect((error) => assert(error))`, `pool.connect().catch((error) => expect(error.code).toBe('…'))` */
export function isOpeningWithError(node: TSESTree.Node): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  if (node.type !== T.CallExpression || callee?.type !== T.MemberExpression || !isOpeningName(memberName(callee))) {
    return false;
  }
  const callback = node.arguments.at(-1) ?? handlerOf(node);
  return isFunction(callback) && expectsError(callback);
}

/** What `.catch(…)` is given right behind a call. */
function handlerOf(call: TSESTree.Node): TSESTree.Node | undefined {
  const member = parentOf(call);
  const outer = member && parentOf(member);
  return member?.type === T.MemberExpression && memberName(member) === 'catch' && outer?.type === T.CallExpression
    ? outer.arguments[0]
    : undefined;
}

/** `queue.on('error', (error) => expect(error.message).toBe('connect ECONNREFUSED'))` */
export function isListeningForError(name: TSESTree.Node): boolean {
  const told = listenerOf(name);
  return (
    told?.event === 'error' && isFunction(told.listener) && (expectsError(told.listener) || passesTest(told.listener))
  );
}

/** What `socket.on('open', resolve)` names, seen from `socket`. */
export function listenerOf(
  name: TSESTree.Node,
): { readonly event: string; readonly listener: TSESTree.Node } | undefined {
  const member = parentOf(name);
  const call = member && parentOf(member);
  if (
    member?.type !== T.MemberExpression ||
    member.object !== name ||
    !/^(?:addEventListener|on|once)$/u.test(memberName(member) ?? '') ||
    call?.type !== T.CallExpression
  ) {
    return undefined;
  }
  const [first, listener] = call.arguments;
  const event = first && staticString(first);
  return event === undefined || listener === undefined ? undefined : { event, listener };
}

/** Whether a callback ends the test, and well: `() => done()`, `() => server.close(done)`. */
function passesTest({ body }: FunctionNode): boolean {
  return [...allNodes(body)].some(
    (node) =>
      node.type === T.CallExpression &&
      ((isNamed(unwrap(node.callee), 'done') && node.arguments.length === 0) ||
        node.arguments.some((argument) => isNamed(argument, 'done'))),
  );
}

/** Assertions that fail unless they get an error: `assert.instanceOf(error, Error)`. */
const wantsSomething: ReadonlySet<string | undefined> = new Set([
  'exists',
  'instanceOf',
  'isDefined',
  'isNotNull',
  'isOk',
  'ok',
  'truthy',
]);

/** Whether a callback fails unless it gets an error. */
function expectsError({ params: [parameter], body }: FunctionNode): boolean {
  if (parameter?.type !== T.Identifier) {
    return false;
  }
  return [...allNodes(body)].some((node) => {
    const [given] = node.type === T.CallExpression ? node.arguments : [];
    if (node.type !== T.CallExpression || given === undefined) {
      return false;
    }
    const asked = unwrap(given);
    const isPart = asked.type === T.MemberExpression && isNamed(unwrap(asked.object), parameter.name);
    const callee = unwrap(node.callee);
    if (callee.type === T.Identifier && callee.name === 'expect') {
      return isPart || (isNamed(asked, parameter.name) && isExpectedToBeThere(node));
    }
    const root = callee.type === T.MemberExpression ? unwrap(callee.object) : callee;
    if (root.type !== T.Identifier || !/^(?:assert|t)$/u.test(root.name)) {
      return false;
    }
    const isTruth = root === callee || (callee.type === T.MemberExpression && wantsSomething.has(memberName(callee)));
    const isKind = asked.type === T.BinaryExpression && asked.operator === 'instanceof';
    const tested = isKind ? unwrap(asked.left) : asked;
    return isPart || (isTruth && isNamed(tested, parameter.name));
  });
}

/** `expect(error).to.be.an(Error)`, `expect(error).toBeInstanceOf(Error)`, but not `expect(error).to.be(undefined)` */
function isExpectedToBeThere(call: TSESTree.Node): boolean {
  for (
    let outer = parentOf(call);
    outer?.type === T.MemberExpression || outer?.type === T.CallExpression;
    outer = parentOf(outer)
  ) {
    const name = outer.type === T.MemberExpression ? memberName(outer) : undefined;
    if (name === 'not') {
      return false;
    }
    if (/^(?:an?|exist|instance[oO]f|ok|toBe(?:Defined|InstanceOf|Truthy)|toMatch\w*)$/u.test(name ?? '')) {
      return true;
    }
  }
  return false;
}
