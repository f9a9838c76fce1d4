import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { type ClassNode, isClass, unwrap } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import type { AcquiringNode } from './acquisition.ts';
import type { FormIndex } from './forms.ts';

/** Classes of the language itself. */
const ofLanguage: ReadonlySet<string | undefined> = new Set([
  'AggregateError',
  'Array',
  'ArrayBuffer',
  'Date',
  'Error',
  'Map',
  'Number',
  'Promise',
  'Proxy',
  'RangeError',
  'RegExp',
  'Set',
  'String',
  'SyntaxError',
  'TypeError',
  'URL',
  'URLSearchParams',
  'Uint8Array',
  'WeakMap',
  'WeakSet',
]);

/** Classes that extend each other; in broken code they do so in a circle. */
export const MOST_BASES = 10;

/**
 * Whether an expression is a class of the language, or one of the project that extends nothing but such, and has no
 * member that a symbol names: what its instances are need not be asked of types.
 */
export function isPlainClass(place: Place, index: FormIndex, bases = MOST_BASES): boolean {
  const origin = originOf(place);
  const end = origin && trailOf(origin).at(-1);
  if (end?.kind === 'global') {
    return end.path.length === 1 && ofLanguage.has(end.path[0]);
  }
  if (end?.kind !== 'value' || !isClass(end.place.node) || bases === 0) {
    return false;
  }
  const { node, view } = end.place;
  return (
    node.id !== null &&
    !index.generated.some(({ generated }) => generated?.name === node.id?.name) &&
    node.body.body.every((member) => !hasComputedKey(member)) &&
    // An interface of the same name adds to what it has.
    !view.text.includes(`interface ${node.id.name}`) &&
    (node.superClass === null || isPlainClass({ ...end.place, node: node.superClass }, index, bases - 1))
  );
}

function hasComputedKey(member: ClassNode['body']['body'][number]): boolean {
  return 'computed' in member && member.computed;
}

/** Whether `new` makes an instance that only keeps what it is given: no other file is parsed to tell. */
export function makesNothing({ view, node }: Place<AcquiringNode>, index: FormIndex): boolean {
  const callee = unwrap(node.callee);
  return (
    node.type === T.NewExpression &&
    callee.type === T.Identifier &&
    view.project?.isInertClass(callee, index.isToldIn) === true
  );
}
