import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type ClassNode, isClass, isNamed, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import { definitionOf } from '../definition.ts';
import { basesOf } from '../owners/class-closers.ts';

/** Methods of functions, which hand `this` to the function alone. */
const methodsOfFunctions: ReadonlySet<string | undefined> = new Set(['apply', 'bind', 'call']);

/** Objects of the language whose functions do something with `this` and keep nothing. */
const ofLanguage = ['Error', 'Object', 'Reflect'] as const;

/**
 * Whether what is made hands itself to something that may well close it: `constructor() { super(); opened.add(this); }`.
 *
 * @param made the expression that makes it
 * @param through the expressions that it leads to in functions of the project
 */
export function registersItself(made: Place<AcquiringNode>, { through }: Acquisition): boolean {
  return [made, ...through.map(({ place }) => place)].some((place) => {
    const callee =
      place.node.type === T.NewExpression ? definitionOf({ ...place, node: place.node.callee }) : undefined;
    const own = callee && isClass(callee.node) ? (callee as Place<ClassNode>) : undefined;
    return own !== undefined && [own, ...basesOf(own)].some(({ node }) => handsOnThis(node));
  });
}

/** In its constructor, closures included. */
function handsOnThis({ body }: ClassNode): boolean {
  const constructor = body.body.find((member) => member.type === T.MethodDefinition && member.kind === 'constructor');
  const value = constructor?.type === T.MethodDefinition ? constructor.value.body : null;
  return value !== null && [...allNodes(value)].some((node) => node.type === T.ThisExpression && isHandedOn(node));
}

/** `opened.add(this)`, `Database.last = this` */
function isHandedOn(node: TSESTree.ThisExpression): boolean {
  const parent = parentOf(node);
  if (parent?.type === T.AssignmentExpression && parent.right === node) {
    const target = unwrap(parent.left);
    return target.type === T.MemberExpression && !isOfInstance(target);
  }
  return (
    parent?.type === T.CallExpression &&
    parent.arguments.includes(node) &&
    mayKeep(unwrap(parent.callee)) &&
    !isPartOfInstance(parent)
  );
}

/** `this.driver = createDriver(this)`: what is made of the instance belongs to it, and does not close it. */
function isPartOfInstance(call: TSESTree.CallExpression): boolean {
  const parent = parentOf(call);
  const target = parent?.type === T.AssignmentExpression && parent.right === call ? unwrap(parent.left) : undefined;
  return target?.type === T.MemberExpression && isOfInstance(target);
}

function mayKeep(callee: TSESTree.Node): boolean {
  return (
    callee.type === T.Identifier ||
    (callee.type === T.MemberExpression &&
      !methodsOfFunctions.has(memberName(callee)) &&
      !isOfInstance(callee) &&
      !ofLanguage.some((name) => isNamed(unwrap(callee.object), name)))
  );
}

/** `this.events.target`, `super.add` */
function isOfInstance(member: TSESTree.MemberExpression): boolean {
  let root: TSESTree.Node = member;
  while (root.type === T.MemberExpression) {
    root = unwrap(root.object);
  }
  return root.type === T.ThisExpression || root.type === T.Super;
}
