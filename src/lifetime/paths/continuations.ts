import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type FunctionNode,
  isFunction,
  isNamed,
  memberName,
  parentOf,
  unwrap,
  wrapped,
} from '../../ast/expressions.ts';
import { takesError } from '../check-outs.ts';

/** A function in place that goes on where a call ends, and whose paths are those of the code around. */
export type Continuation =
  /** Of a promise: `work().then(next, failed).catch(failed).finally(last)`. */
  | 'chained'
  /** `file.read(path, (error, text) => …)`: it is called once, when the code around is over. */
  | 'callback'
  /** What `new Promise(…)` runs at once. */
  | 'executor';

const chaining: ReadonlySet<string | undefined> = new Set(['catch', 'finally', 'then']);

/** Methods that call back each time that something happens. */
const repeating =
  /^(?:add(?:Event)?Listener|every|filter|find(?:Index|Last)?|flatMap|forEach|map|on[A-Z]?.*|prependListener|reduce|setErrorHandler|some|subscribe|use)$/u;

export function continuationOf(closure: FunctionNode): Continuation | undefined {
  const { parent } = closure;
  if (closure.generator || (parent.type !== T.CallExpression && parent.type !== T.NewExpression)) {
    return undefined;
  }
  const index = parent.arguments.indexOf(closure as TSESTree.Expression);
  if (parent.type === T.NewExpression) {
    const isPromise = isNamed(parent.callee, 'Promise');
    return isPromise && index === 0 ? 'executor' : undefined;
  }
  const callee = unwrap(parent.callee);
  const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type === T.MemberExpression && chaining.has(method)) {
    return index === 0 || (index === 1 && method === 'then') ? 'chained' : undefined;
  }
  const isCallback = index >= 0 && takesError(closure) && !repeating.test(method ?? '');
  return isCallback ? 'callback' : undefined;
}

/** The functions in place that a call gives to a promise, or gets called back by. */
export function continuationsIn(call: TSESTree.CallExpression | TSESTree.NewExpression): readonly FunctionNode[] {
  return call.arguments.filter(
    (argument): argument is typeof argument & FunctionNode =>
      isFunction(argument) && continuationOf(argument) !== undefined,
  );
}

/** The method of a promise by which a call goes on, and that promise: `catch` of `work().catch(failed)`. */
export function chainedBy(
  call: TSESTree.Node,
): { readonly method: 'catch' | 'finally' | 'then'; readonly promise: TSESTree.Node } | undefined {
  const callee = call.type === T.CallExpression ? unwrap(call.callee) : undefined;
  const method = callee?.type === T.MemberExpression ? memberName(callee) : undefined;
  return callee?.type === T.MemberExpression && (method === 'catch' || method === 'finally' || method === 'then')
    ? { method, promise: unwrap(callee.object) }
    : undefined;
}

/** Whether the code around waits for a promise, or gives it to those who do. */
export function isWaitedFor(promise: TSESTree.Node): boolean {
  const parent = parentOf(wrapped(promise));
  return (
    parent?.type === T.AwaitExpression ||
    parent?.type === T.ReturnStatement ||
    parent?.type === T.YieldExpression ||
    parent?.type === T.ArrowFunctionExpression
  );
}
