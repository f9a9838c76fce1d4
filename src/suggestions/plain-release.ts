import { AST_NODE_TYPES as T, type ParserServicesWithTypeInformation, type TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../ast/expressions.ts';
import type { ReleaseForm } from '../resources/entry.ts';
import { givesNothing } from '../types/checked-types.ts';

/**
 * A release that says nothing but that: no arguments, and its result goes nowhere or is nothing, so a call of a closer can stand in
 * for it.
 *
 * @param name a mention of the resource
 * @returns the call (with its `?.` chain) to put the closer in place of
 */
export function plainRelease(
  name: TSESTree.Identifier,
  release: ReleaseForm,
  services: ParserServicesWithTypeInformation | undefined,
): TSESTree.Node | undefined {
  const call = releaseCall(name, release);
  const whole = call?.parent.type === T.ChainExpression ? call.parent : call;
  const isPlain = whole && (isResultUnused(whole) || (services !== undefined && givesNothing(whole, services)));
  return isPlain ? whole : undefined;
}

function releaseCall(name: TSESTree.Identifier, release: ReleaseForm): TSESTree.CallExpression | undefined {
  if ('call' in release) {
    const { parent } = name;
    return parent.type === T.CallExpression &&
      parent.arguments.length === 1 &&
      parent.arguments[0] === name &&
      parent.callee.type === T.Identifier &&
      parent.callee.name === release.call
      ? parent
      : undefined;
  }
  let callee: TSESTree.Expression = name;
  for (const member of 'method' in release ? release.method.split('.') : []) {
    const parent: TSESTree.Node = callee.parent;
    if (parent.type !== T.MemberExpression || parent.object !== callee || memberName(parent) !== member) {
      return undefined;
    }
    callee = parent;
  }
  const { parent } = callee;
  return parent.type === T.CallExpression && parent.callee === callee && parent.arguments.length === 0
    ? parent
    : undefined;
}

function isResultUnused(node: TSESTree.Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case T.ExpressionStatement:
      return true;
    case T.AwaitExpression:
      return isResultUnused(parent);
    case T.UnaryExpression:
      return parent.operator === 'void';
    // `afterAll(() => pool.end())`
    case T.ArrowFunctionExpression:
      return parent.body === node && parent.returnType === undefined && parent.parent.type === T.CallExpression;
    // `await Promise.all([pool.end(), redis.quit()])`
    case T.ArrayExpression:
      return parent.parent.type === T.CallExpression && isPromiseCall(parent.parent) && isResultUnused(parent.parent);
    default:
      return false;
  }
}

function isPromiseCall({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === T.MemberExpression && callee.object.type === T.Identifier && callee.object.name === 'Promise';
}
