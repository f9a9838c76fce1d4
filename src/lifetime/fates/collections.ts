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
  'reverse',
  'slice',
  'splice',
  'toReversed',
  'values',
]);

/** Methods that call back with each of the elements. */
export const visitingMethods: ReadonlySet<string | undefined> = new Set(['every', 'flatMap', 'forEach', 'map', 'some']);
