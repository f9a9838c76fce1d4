import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledMethod,
  enclosingFunction,
  type FunctionNode,
  isFunction,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';

/** What becomes of the value of a call. */
export type ValueUse =
  | Dropped
  | { readonly is: 'awaited'; readonly by: TSESTree.AwaitExpression }
  /** The function around gives it to its callers. */
  | { readonly is: 'returned'; readonly by: FunctionNode }
  /** It is stored, handed on or asked about. */
  | { readonly is: 'used' };

/** Nobody gets it. */
export interface Dropped {
  readonly is: 'dropped';
  /** The whole expression whose value is lost: with `.catch(…)`, but without `void`. */
  readonly value: TSESTree.Node;
  /** `void` in front of it. */
  readonly discard: TSESTree.UnaryExpression | undefined;
  /** Errors are dealt with: `.catch(…)`. */
  readonly isCaught: boolean;
  /** The loop whose callback gives it: `pools.forEach((pool) => pool.end())`. */
  readonly loop: TSESTree.CallExpression | undefined;
  /** The `Promise.all([…])` that waits for it together with others, and whose own promise is lost. */
  readonly together: TSESTree.CallExpression | undefined;
  /** The callback of a loop that does not give it to the `Promise.all` around the loop. */
  readonly keptBack: KeptBack | undefined;
}

/** `Promise.all(pools.map((pool) => { pool.end(); }))` */
export interface KeptBack {
  readonly callback: FunctionNode;
  readonly together: TSESTree.CallExpression;
  /** Nobody waits for the `Promise.all` either. */
  readonly isAllLost: boolean;
}

export function useOf(call: TSESTree.Node): ValueUse {
  let node = call;
  let value = call;
  let discard: TSESTree.UnaryExpression | undefined;
  let isCaught = false;
  let loop: TSESTree.CallExpression | undefined;
  let together: TSESTree.CallExpression | undefined;
  let lost: Dropped | undefined;
  const dropped = (): Dropped => ({
    is: 'dropped',
    value,
    discard,
    isCaught,
    loop,
    together,
    keptBack: undefined,
  });
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    switch (parent.type) {
      case T.ExpressionStatement: {
        const around = loop === undefined ? loopAround(enclosingFunction(parent)) : undefined;
        if (around === undefined) {
          return dropped();
        }
        lost = dropped();
        loop = around;
        discard = undefined;
        node = around;
        value = around;
        continue;
      }
      case T.UnaryExpression:
        if (parent.operator !== 'void') {
          return { is: 'used' };
        }
        discard = parent;
        break;
      case T.LogicalExpression:
        if (parent.right !== node) {
          return { is: 'used' };
        }
        break;
      case T.ConditionalExpression:
        if (parent.test === node) {
          return { is: 'used' };
        }
        break;
      case T.ArrayExpression:
      case T.CallExpression: {
        const call = parent.type === T.ArrayExpression ? parentOf(parent) : parent;
        const [given] = call?.type === T.CallExpression ? call.arguments : [];
        if (call?.type !== T.CallExpression || (given !== parent && given !== node) || !isWaitingForAll(call)) {
          return { is: 'used' };
        }
        const callback = loop?.arguments[0];
        if (lost !== undefined && isFunction(callback)) {
          const isAllLost = useOf(call).is === 'dropped';
          return { ...lost, keptBack: { callback, together: call, isAllLost } };
        }
        [together, loop] = [call, undefined];
        node = call;
        value = call;
        continue;
      }
      case T.SequenceExpression:
        if (parent.expressions.at(-1) !== node) {
          return dropped();
        }
        break;
      case T.MemberExpression: {
        const name = memberName(parent);
        const chained = parentOf(parent);
        if (
          chained?.type !== T.CallExpression ||
          chained.callee !== parent ||
          (name !== 'catch' && name !== 'finally')
        ) {
          return { is: 'used' };
        }
        isCaught ||= name === 'catch';
        node = chained;
        value = chained;
        continue;
      }
      case T.AwaitExpression:
      case T.ReturnStatement:
      case T.ArrowFunctionExpression: {
        if (loop !== undefined && isForEach(loop)) {
          // `forEach` gives nothing, whoever waits for it.
          return dropped();
        }
        lost ??= discard && dropped();
        const owner = parent.type === T.ArrowFunctionExpression ? parent : enclosingFunction(parent);
        const around = loop === undefined ? loopAround(owner) : undefined;
        if (around === undefined && together !== undefined) {
          return { is: 'used' };
        }
        if (around === undefined) {
          return parent.type === T.AwaitExpression
            ? { is: 'awaited', by: parent }
            : owner === undefined
              ? { is: 'used' }
              : { is: 'returned', by: owner };
        }
        loop = around;
        node = around;
        value = around;
        continue;
      }
      default:
        if (unwrap(parent) === parent) {
          return { is: 'used' };
        }
        value = value === node ? parent : value;
    }
    node = parent;
  }
  return { is: 'used' };
}

/** `Promise.all(…)`, `Promise.allSettled(…)` */
export function isWaitingForAll({ callee }: TSESTree.CallExpression): boolean {
  const node = unwrap(callee);
  return (
    node.type === T.MemberExpression &&
    node.object.type === T.Identifier &&
    node.object.name === 'Promise' &&
    ['all', 'allSettled'].includes(memberName(node) ?? '')
  );
}

/** `pools.forEach(callback)`, `pools.map(callback)` around a callback. */
export function loopAround(owner: FunctionNode | undefined): TSESTree.CallExpression | undefined {
  const parent = owner && parentOf(owner);
  const isLoop =
    isFunction(owner) &&
    parent?.type === T.CallExpression &&
    parent.arguments[0] === owner &&
    (calledMethod(parent) === 'forEach' || calledMethod(parent) === 'map');
  return isLoop ? parent : undefined;
}

function isForEach(loop: TSESTree.CallExpression): boolean {
  return calledMethod(loop) === 'forEach';
}
