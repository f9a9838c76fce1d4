import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingClass, isInside, keyName, unwrap } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { isCloserName } from './closer-names.ts';
import { patternsReading } from './context-patterns.ts';
import { elementOf, isPrivate, type Within } from './fate.ts';
import type { Follower } from './follow.ts';
import { followGlobal, isGlobalThis } from './global-slots.ts';
import { chainOf, membersNamed } from './members.ts';

/** Follows what a pattern gets: a name, a member, or parts of them. */
export function followPattern(follower: Follower, target: TSESTree.Node, within: Within): void {
  const node = unwrap(target);
  switch (node.type) {
    case T.Identifier:
      intoName(follower, node, within);
      return;
    case T.MemberExpression:
      intoMember(follower, node, within);
      return;
    case T.AssignmentPattern:
      followPattern(follower, node.left, within);
      return;
    case T.TSParameterProperty: {
      followPattern(follower, node.parameter, within);
      const name = node.parameter.type === T.AssignmentPattern ? node.parameter.left : node.parameter;
      followMembers(follower, [name.name], node, true, within);
      return;
    }
    case T.ArrayPattern:
      for (const element of node.elements) {
        if (element?.type === T.RestElement) {
          followPattern(follower, element.argument, within);
        } else if (element !== null && isCloserOfPair(follower, element, within)) {
          follower.closer(element);
        } else if (element !== null && follower.view.project?.isPlainValue(element) !== true) {
          followPattern(follower, element, elementOf(within));
        }
      }
      return;
    case T.ObjectPattern:
      for (const property of node.properties) {
        if (property.type === T.RestElement) {
          followPattern(follower, property.argument, within);
        } else {
          intoProperty(follower, property, within);
        }
      }
      return;
    default:
      follower.escape(node, within);
  }
}

/**
 * `const [db, close] = await openDb()`: which function of a list closes the resource of the list, its place alone tells.
 * In tests it is looked up.
 */
function isCloserOfPair({ entry, options, view }: Follower, element: TSESTree.Node, within: Within): boolean {
  return (
    within[0] === '*' &&
    options.followsInstances !== true &&
    !entry.release.some((form) => 'self' in form) &&
    view.project?.isFunction(element) === true
  );
}

function intoProperty(follower: Follower, property: TSESTree.Property, within: Within): void {
  const key = keyName(property);
  if (key !== undefined && within[0] === key) {
    followPattern(follower, property.value, within.slice(1));
  } else if (isCloserName(key)) {
    follower.closer(property.value);
  } else if (isPrivate(within) && follower.view.project?.isPlainValue(property.value) !== true) {
    followPattern(follower, property.value, within);
  }
}

function intoName(follower: Follower, name: TSESTree.Identifier, within: Within): void {
  const variable = variableOf(follower.view, name);
  if (variable === undefined || variable.defs.length === 0) {
    follower.escape(name, within);
    return;
  }
  follower.slots.push({ name: name.name, node: name, variable, within, isCollection: within.includes('*') });
  follower.variable(variable, within);
}

/** A property of something: of a variable's value, of `this` in a hook, of the context that a runner hands around. */
function intoMember(follower: Follower, target: TSESTree.MemberExpression, within: Within): void {
  const { view } = follower;
  const { root, names } = chainOf(target);
  const variable = root.type === T.Identifier ? variableOf(view, root) : undefined;
  const definition = variable !== undefined && standsForThis(variable) ? undefined : variable?.defs[0];
  const [first] = names;
  if (isGlobalThis(root, view) && names.length === 1 && first !== undefined && follower.options.followsInstances) {
    follower.slots.push({ name: view.text.slice(...target.range), node: target, within, isCollection: false });
    followGlobal(follower, target, first, within);
    return;
  }
  const isUnknown = variable?.defs[0] === undefined || isGlobalThis(valueOf(variable) ?? root, view);
  if (root.type !== T.ThisExpression && isUnknown) {
    follower.escape(target, within);
    return;
  }
  if (names.includes(undefined)) {
    // `clients[name] = client`, `this.clients[name] = client`
    const isOfInstance = root.type === T.ThisExpression && names.indexOf(undefined) === names.length - 1;
    followPattern(follower, isOfInstance ? target.object : root, ['*', ...within]);
    return;
  }
  const isCollection = within.includes('*');
  follower.slots.push({ name: view.text.slice(...target.range), node: target, within, isCollection });
  if (definition?.type === DefinitionType.Variable && variable !== undefined) {
    follower.variable(variable, [...(names as string[]), ...within]);
  } else if (definition === undefined || definition.type === DefinitionType.Parameter) {
    followMembers(follower, names as string[], target, definition === undefined, within);
  } else {
    follower.escape(target, within);
  }
}

/** Follows what a class keeps in a field: all uses of that field in the class. */
export function followField(follower: Follower, name: string, from: TSESTree.Node, within: Within): void {
  followMembers(follower, [name], from, true, within);
}

/** Follows every chain of these members: those of an instance in its class, of a context in the whole file. */
function followMembers(
  follower: Follower,
  names: readonly string[],
  from: TSESTree.Node,
  ofThis: boolean,
  within: Within,
): void {
  const around = enclosingClass(from);
  if (!follower.isFirst([around?.range[0] ?? '', ...names, '', ...within].join('.'))) {
    return;
  }
  for (const member of membersNamed(follower.view, names)) {
    if (member !== from && (around === undefined || isInside(member, around))) {
      follower.expression(member, within);
    }
  }
  for (const { pattern, below } of patternsReading(follower.view, names, ofThis && around !== undefined)) {
    if (around === undefined || isInside(pattern, around)) {
      followPattern(follower, pattern, [...below, ...within]);
    }
  }
}

/** `const self = this` */
function standsForThis(variable: Variable): boolean {
  return valueOf(variable)?.type === T.ThisExpression;
}

/** What a variable begins with. */
function valueOf({ defs: [definition] }: Variable): TSESTree.Node | undefined {
  const declarator = definition?.node as TSESTree.Node | undefined;
  const value = declarator?.type === T.VariableDeclarator ? declarator.init : null;
  return value === null ? undefined : unwrap(value);
}
