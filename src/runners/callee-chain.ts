import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, unwrap } from '../ast/expressions.ts';
import { afterCall, memberOfValue, type RunnerValue } from './runner-value.ts';

export type Step = TSESTree.CallExpression | TSESTree.MemberExpression | TSESTree.TaggedTemplateExpression;

/** What an expression begins with, and what is done to it, from the inside out: `test`, `.each`, `(rows)`. */
export interface CalleeChain {
  readonly root: TSESTree.Node;
  readonly steps: readonly Step[];
}

/** Takes an expression apart, however deep it nests. */
export function chainOf(expression: TSESTree.Node): CalleeChain {
  const steps: Step[] = [];
  let node = unwrap(expression);
  for (let inner = innerOf(node); inner !== undefined; inner = innerOf(node)) {
    steps.push(node as Step);
    node = unwrap(inner);
  }
  return { root: node, steps: steps.toReversed() };
}

function innerOf(node: TSESTree.Node): TSESTree.Node | undefined {
  switch (node.type) {
    case T.MemberExpression:
      return node.object;
    case T.CallExpression:
      return isRequireCall(node) ? undefined : node.callee;
    case T.TaggedTemplateExpression:
      return node.tag;
    default:
      return undefined;
  }
}

/** `require('…')` is where a chain begins, whatever `require` may be. */
export function isRequireCall({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === T.Identifier && callee.name === 'require';
}

/** What is done next to an expression: the member that is read of it, the call it is the callee of. */
export function stepFrom(expression: TSESTree.Node): Step | undefined {
  let node = expression;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    if (isSame(parent, node)) {
      node = parent;
    } else {
      return innerOf(parent) === node ? (parent as Step) : undefined;
    }
  }
  return undefined;
}

/** `as`, `!` and the like, which give the value they are around. */
function isSame(parent: TSESTree.Node, node: TSESTree.Node): boolean {
  return unwrap(parent) !== parent && unwrap(parent) === unwrap(node);
}

/** What a value is after a step; undefined when that is none of a runner's functions, such as the result of a test. */
export function valueAfter(value: RunnerValue, step: Step): RunnerValue | undefined {
  switch (step.type) {
    case T.MemberExpression: {
      const name = memberName(step);
      return name === undefined ? undefined : memberOfValue(value, name);
    }
    case T.CallExpression:
      return value.pending === undefined ? undefined : afterCall(value);
    case T.TaggedTemplateExpression:
      return value.pending === 'row' ? afterCall(value) : undefined;
  }
}
