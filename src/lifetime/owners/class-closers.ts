import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  unwrap,
} from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { definitionOf } from '../definition.ts';
import { isCloserName } from '../fates/closer-names.ts';

/** Classes that extend each other; what lies deeper is not known. */
const MOST_BASES = 8;

/** Names that frameworks call at the end, and that do not end in what they do. */
const lifecycleNames: ReadonlySet<string> = new Set([
  'componentWillUnmount',
  'deactivate',
  'deinit',
  'unload',
  'uninit',
]);

/** A method that closes what its instance has. */
export interface ClassCloser {
  readonly place: Place<ClassNode>;
  /** `close`, `[Symbol.asyncDispose]` */
  readonly name: string;
  readonly member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition;
  readonly body: FunctionNode;
}

/** The methods of a class itself that close, in the order of the source. */
export function closersOf(place: Place<ClassNode>): readonly ClassCloser[] {
  return place.node.body.body.flatMap((member) => {
    const isMember = member.type === T.MethodDefinition || member.type === T.PropertyDefinition;
    const body = isMember && member.value !== null ? unwrap(member.value) : undefined;
    const name = isMember ? closerKey(member) : undefined;
    return isMember && !member.static && isFunction(body) && name !== undefined && mayBeCalledBare(body, name)
      ? [{ place, name, member, body }]
      : [];
  });
}

function closerKey(member: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): string | undefined {
  const { computed, key } = member;
  if (computed && key.type === T.MemberExpression) {
    const symbol = memberName(key);
    return symbol === 'asyncDispose' || symbol === 'dispose' ? `[Symbol.${symbol}]` : undefined;
  }
  const name = keyName(member);
  const isHidden = member.accessibility === 'private' || key.type === T.PrivateIdentifier;
  const isEvent = /^(?:_?on(?!Module|Application|Destroy)|handle)[A-Z]/u.test(name ?? '');
  return name !== undefined &&
    !isHidden &&
    !isEvent &&
    name !== 'unsubscribe' &&
    (isCloserName(name) || lifecycleNames.has(name))
    ? name
    : undefined;
}

/** What needs to be told what to close does not close the instance; frameworks tell a signal. */
function mayBeCalledBare({ params: [first] }: FunctionNode, name: string): boolean {
  return (
    /^(?:on|before)[A-Z]/u.test(name) || first?.type !== T.Identifier || first.optional || first.name.startsWith('_')
  );
}

/** The classes of the project that a class extends, the nearest first. */
export function basesOf(place: Place<ClassNode>): readonly Place<ClassNode>[] {
  const found: Place<ClassNode>[] = [];
  for (let next = baseOf(place); next !== undefined && found.length < MOST_BASES; next = baseOf(next)) {
    found.push(next);
  }
  return found;
}

function baseOf({ view, node }: Place<ClassNode>): Place<ClassNode> | undefined {
  const base = node.superClass === null ? undefined : definitionOf({ view, node: node.superClass });
  return base !== undefined && isClass(base.node) ? { view: base.view, node: base.node } : undefined;
}

/** Whether something that a class extends is out of sight: a class of a package, or what a function makes. */
export function hasForeignBase(place: Place<ClassNode>): boolean {
  const { node, view } = basesOf(place).at(-1) ?? place;
  return node.superClass !== null && !isEmitter({ view, node: node.superClass });
}

/** `extends EventEmitter`, which knows nothing of the fields of others. */
function isEmitter(base: Place): boolean {
  const origin = originOf(base);
  return origin?.kind === 'module'
    ? /^(?:node:)?events$/u.test(origin.from.node.value)
    : origin?.kind === 'global' && origin.path.join('.') === 'EventTarget';
}
