import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { allNodes, childrenOf } from '../ast/traverse.ts';
import { chainOf, valueAfter } from '../runners/callee-chain.ts';
import { functionBehind } from '../runners/callbacks.ts';
import type { ForeignUse } from '../runners/foreign-uses.ts';
import type { Runner, RunnerCall } from '../runners/runner.ts';
import { namespaceOf, type RunnerValue } from '../runners/runner-value.ts';

/** Whether a call means the same when the function is that of other runners: its modifiers, arguments and callback. */
export function canMoveCall(
  view: FileView,
  call: RunnerCall,
  { runners: [runner] }: ForeignUse,
  to: readonly Runner[],
): boolean {
  const { steps } = chainOf(call.node.callee);
  return (
    !call.name.includes('.') &&
    to.every((one) => hasModifiers(one, call, steps) && takesArguments(call, runner, one)) &&
    callsBackAlike(view, call, runner, to)
  );
}

/** `test.only.each(rows)` where the other runner has both. */
function hasModifiers(runner: Runner, { does, name }: RunnerCall, steps: ReturnType<typeof chainOf>['steps']): boolean {
  const same = Object.entries(runner.functions).find(([, other]) => other.is === does.is)?.[0];
  const start: RunnerValue = { ...namespaceOf([runner], 'import'), name: same ?? name };
  let value: RunnerValue | undefined = start;
  for (const step of steps) {
    value = value && valueAfter(value, step);
  }
  return value !== undefined && value.pending === undefined && value.members.length === 0;
}

/** A title and a function, or a function, with a timeout where both take it. */
function takesArguments({ node, does, callback }: RunnerCall, from: Runner, to: Runner): boolean {
  const index = does.is === 'suite' || does.is === 'test' ? 1 : 0;
  const [last] = node.arguments.slice(index + 1);
  const hasTimeout = node.arguments.length === index + 2 && last?.type === T.Literal && typeof last.value === 'number';
  const given = node.arguments[index];
  return (
    given !== undefined &&
    unwrap(given) === callback &&
    (node.arguments.length === index + 1 || (hasTimeout && from.hookTakesTimeout && to.hookTakesTimeout))
  );
}

/** Parameters, `this` and what is returned mean something else to each runner. */
function callsBackAlike(view: FileView, { callback, does }: RunnerCall, from: Runner, to: readonly Runner[]): boolean {
  const body = callback && functionBehind(view, callback);
  if (body === undefined) {
    return (callback?.type === T.Identifier || callback?.type === T.MemberExpression) && does.is !== 'suite';
  }
  const isSetUp = does.is === 'hook' && does.when === 'before';
  const sameReturn = to.every((one) => one.callsReturnedTeardown === from.callsReturnedTeardown);
  return body.params.length === 0 && !mentionsThis(body) && (!isSetUp || sameReturn || !givesValue(body));
}

function mentionsThis(body: TSESTree.Node): boolean {
  return [...allNodes(body)].some(({ type }) => type === T.ThisExpression);
}

/** Whether a function may return something that is no promise of nothing. */
function givesValue(body: TSESTree.Node & { readonly body?: TSESTree.Node | null }): boolean {
  if (body.type === T.ArrowFunctionExpression && body.body.type !== T.BlockStatement) {
    return true;
  }
  const own = (node: TSESTree.Node): readonly TSESTree.Node[] =>
    node !== body && isFunction(node) ? [] : childrenOf(node);
  return [...allNodes(body, own)].some((node) => node.type === T.ReturnStatement && node.argument !== null);
}
