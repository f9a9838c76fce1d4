import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, keyName, memberName, parentOf, staticString, unwrap, wrapped } from '../ast/expressions.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import type { Place } from '../ast/file-view.ts';
import { variableOf } from '../ast/variables.ts';
import type { ArgumentTest, ResourceEntry } from './entry.ts';

/** Objects that are spread into one another; what lies deeper is not known. */
const DEEPEST_SPREAD = 3;

type CallPlace = Place<TSESTree.CallExpression | TSESTree.NewExpression>;

/**
 * What the arguments of an acquisition make of its entry: what they let hold nothing may yet be opened later. What
 * cannot be read in the syntax decides nothing, but for a switch that is written down.
 *
 * @returns undefined when it holds nothing
 */
export function asToldBy(place: CallPlace, entry: ResourceEntry): ResourceEntry | undefined {
  if (entry.onlyWhen !== undefined && !hasArguments(place, entry.onlyWhen)) {
    return undefined;
  }
  const mayBeInert = entry.inertWhen !== undefined && mayHaveArguments(place, entry.inertWhen);
  return mayBeInert ? openedLater(entry) : entry;
}

const openedLaterOf = new WeakMap<ResourceEntry, ResourceEntry>();

function openedLater(entry: ResourceEntry): ResourceEntry | undefined {
  const { begunBy, inertUntil = [] } = entry;
  if (inertUntil.length === 0 && begunBy === undefined) {
    return undefined;
  }
  const later: ResourceEntry = openedLaterOf.get(entry) ?? { ...entry, holds: { calls: inertUntil } };
  openedLaterOf.set(entry, later);
  return later;
}

/** Whether the arguments of a call are some of those that a test describes. */
export function hasArguments(place: CallPlace, tests: readonly ArgumentTest[]): boolean {
  return tests.some((test) => isMatch(test, place));
}

/** Whether they are, or may be: a switch is one of them that is no literal. */
export function mayHaveArguments(place: CallPlace, tests: readonly ArgumentTest[]): boolean {
  return tests.some((test) => isMatch(test, place) || mayMatch(test, place));
}

function isMatch(test: ArgumentTest, place: CallPlace): boolean {
  const given = argumentsOf(place);
  if ('absent' in test) {
    return isAbsent(test.option, given);
  }
  if ('option' in test) {
    return optionsIn(given, test.option).some((property) => isExpected(test, property));
  }
  const argument = given[test.argument];
  return argument !== undefined && isKind(test.kind, argument) && isExpected(test, argument);
}

/** A switch that is no literal: `{ noServer: options.port === undefined }`. */
function mayMatch(test: ArgumentTest, place: CallPlace): boolean {
  return (
    'is' in test &&
    'option' in test &&
    typeof test.is === 'boolean' &&
    optionsIn(argumentsOf(place), test.option).some((property) => valueOf(property)?.type !== T.Literal)
  );
}

function argumentsOf(place: CallPlace): readonly Place[] {
  return place.node.arguments.map((node) => ({ ...place, node }));
}

/** What objects among the arguments have as an option. */
function optionsIn(given: readonly Place[], option: string): readonly Place[] {
  return given.flatMap((argument) => optionIn(argument, option) ?? []);
}

/** What an object has under a name, in itself or in what is spread into it: the last one wins, as at run time. */
function optionIn(place: Place, name: string, depth = DEEPEST_SPREAD): Place | undefined {
  const object = valuePlaceOf(place);
  for (const one of object?.node.type === T.ObjectExpression ? object.node.properties.toReversed() : []) {
    const found =
      one.type === T.SpreadElement
        ? depth > 0
          ? optionIn({ ...object, node: one.argument } as Place, name, depth - 1)
          : undefined
        : keyName(one) === name
          ? ({ ...object, node: one.value } as Place)
          : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The argument, or the only value of the constant that it names, which may be another file's. */
export function valueOf(place: Place): TSESTree.Node | undefined {
  return valuePlaceOf(place)?.node;
}

/** Where that stands. */
function valuePlaceOf(place: Place): Place | undefined {
  const origin = originOf(place);
  const end = origin?.kind === 'module' ? trailOf(origin).at(-1) : origin;
  return end?.kind === 'value' ? end.place : undefined;
}

/** Whether none of the arguments can have the property, or one of several, and one of them could have had it. */
function isAbsent(option: string | readonly string[], given: readonly Place[]): boolean {
  const names = typeof option === 'string' ? [option] : option;
  const objects = given.filter((argument) => !isNoObject(argument));
  return (
    objects.length > 0 &&
    objects.every((argument) => names.every((name) => isWrittenWithout(name, argument))) &&
    !(names.length > 1 && given.some(isText))
  );
}

/** What several options say may as well stand in a string: the address of a database. */
function isText(place: Place): boolean {
  const value = valueOf(place);
  return value?.type === T.TemplateLiteral || (value?.type === T.Literal && typeof value.value === 'string');
}

function isNoObject(place: Place): boolean {
  const value = valueOf(place);
  return value?.type === T.Literal || value?.type === T.TemplateLiteral || isFunction(value);
}

/** An object literal, or a constant that is one, in which nothing is the property or could bring it. */
export function isWrittenWithout(name: string, place: Place, depth = DEEPEST_SPREAD): boolean {
  const object = valuePlaceOf(place);
  const declarator = object && parentOf(wrapped(object.node));
  return (
    object?.node.type === T.ObjectExpression &&
    object.node.properties.every((one) =>
      one.type === T.SpreadElement
        ? depth > 0 && isWrittenWithout(name, { ...object, node: one.argument }, depth - 1)
        : ![name, undefined].includes(keyName(one)),
    ) &&
    !isAddedTo({ ...place, node: unwrap(place.node) }) &&
    !(declarator?.type === T.VariableDeclarator && isAddedTo({ ...object, node: declarator.id }))
  );
}

/** `config.connection = …`, `Object.assign(config, …)` */
function isAddedTo({ view, node }: Place): boolean {
  const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
  return (variable?.references ?? []).some(({ identifier }) => {
    const name = identifier as TSESTree.Node;
    const parent = parentOf(name);
    if (parent?.type === T.MemberExpression && parent.object === name) {
      const outer = parentOf(parent);
      return outer?.type === T.AssignmentExpression && outer.left === parent;
    }
    return (
      parent?.type === T.CallExpression &&
      parent.callee.type === T.MemberExpression &&
      parent.arguments[0] === name &&
      memberName(parent.callee) === 'assign'
    );
  });
}

/** The last one wins, as at run time. A spread in the object may hide it. */
export function propertyOf(value: TSESTree.Node, name: string): TSESTree.Node | undefined {
  if (value.type !== T.ObjectExpression) {
    return undefined;
  }
  const found = value.properties.findLast((one) => one.type === T.Property && keyName(one) === name);
  return found?.type === T.Property ? found.value : undefined;
}

function isExpected(test: Exclude<ArgumentTest, { absent: true }>, place: Place): boolean {
  const node = valueOf(place) ?? unwrap(place.node);
  if ('is' in test) {
    return node.type === T.Literal && node.value === test.is;
  }
  if (test.startsWith !== undefined) {
    const text = beginningOf(node);
    return text !== undefined && test.startsWith.some((prefix) => text.startsWith(prefix));
  }
  return true;
}

/** The text that a string certainly begins with. */
function beginningOf(node: TSESTree.Node): string | undefined {
  return node.type === T.TemplateLiteral ? (node.quasis[0]?.value.cooked ?? undefined) : staticString(node);
}

function isKind(kind: 'function' | 'number' | 'string' | 'object' | undefined, place: Place): boolean {
  const node = valueOf(place) ?? unwrap(place.node);
  switch (kind) {
    case undefined:
      return true;
    case 'function':
      return isFunction(node);
    case 'object':
      return node.type === T.ObjectExpression;
    case 'string':
      return isString(node, place);
    case 'number':
      return node.type === T.Literal && typeof node.value === 'number';
  }
}

/** A literal, a template, a variable of the environment, or what TypeScript says is a string. */
function isString(node: TSESTree.Node, place: Place): boolean {
  const origin = originOf(place);
  return (
    node.type === T.TemplateLiteral ||
    (node.type === T.Literal && typeof node.value === 'string') ||
    (origin?.kind === 'global' && origin.path.slice(0, 2).join('.') === 'process.env') ||
    place.view.project?.isString(place.node) === true
  );
}
