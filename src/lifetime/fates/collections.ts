import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, unwrap } from '../../ast/expressions.ts';

/** Methods that put an argument into what they are called on. */
export const puttingMethods: ReadonlySet<string | undefined> = new Set(['add', 'push', 'set', 'unshift']);

/** Methods that give one of the elements. */
export const takingMethods: ReadonlySet<string | undefined> = new Set([
  'at',
  'find',
  'findLast',
  'get',
  'pop',
  'shift',
]);

/** Methods and functions that give the elements again, in another order or another collection. */
export const passingMethods: ReadonlySet<string | undefined> = new Set([
  'concat',
  'entries',
  'filter',
  'flat',
  'reverse',
  'slice',
  'sort',
  'splice',
  'toReversed',
  'toSorted',
  'toSpliced',
  'values',
]);

/** Methods that call back with each of the elements. */
export const visitingMethods: ReadonlySet<string | undefined> = new Set(['every', 'flatMap', 'forEach', 'map', 'some']);

/** Methods that give none of the elements. */
export const lookingMethods: ReadonlySet<string | undefined> = new Set([
  'clear',
  'delete',
  'has',
  'includes',
  'indexOf',
  'join',
  'keys',
  'lastIndexOf',
]);

/** `[]`, `{}`, `new Map()` */
export function isEmptyCollection(expression: TSESTree.Node): boolean {
  const value = unwrap(expression);
  return (
    (value.type === T.ArrayExpression && value.elements.length === 0) ||
    (value.type === T.ObjectExpression && value.properties.length === 0) ||
    (value.type === T.NewExpression &&
      ['Array', 'Map', 'Set'].some((name) => isNamed(value.callee, name)) &&
      value.arguments.length === 0)
  );
}
