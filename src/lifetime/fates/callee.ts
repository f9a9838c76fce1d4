import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isClass, isFunction, parentOf } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { definitionOf } from '../definition.ts';

/** The function that a call runs, where it can be seen: for `new`, and for `super()`, the constructor. */
export function functionCalled(
  view: FileView,
  call: TSESTree.CallExpression | TSESTree.NewExpression,
): Place<FunctionNode> | undefined {
  const definition =
    call.callee.type === T.Super ? superClassOf(view, call) : definitionOf({ view, node: call.callee });
  return definition && constructorOf(definition);
}

/** Whether a constructor is that of the very class that a call makes an instance of, and not of one that this extends. */
export function isOwnConstructor(
  view: FileView,
  { callee }: TSESTree.CallExpression | TSESTree.NewExpression,
  constructor: FunctionNode,
): boolean {
  const made = definitionOf({ view, node: callee })?.node;
  return made !== undefined && isClass(made) && made.body === constructor.parent.parent;
}

function superClassOf(view: FileView, node: TSESTree.Node): Place | undefined {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (isClass(outer)) {
      return outer.superClass === null ? undefined : definitionOf({ view, node: outer.superClass });
    }
  }
  return undefined;
}

/** Classes that extend each other; in broken code they do so in a circle. */
const MOST_BASES = 10;

function constructorOf({ view, node }: Place, bases = MOST_BASES): Place<FunctionNode> | undefined {
  if (isFunction(node)) {
    return { view, node };
  }
  if (!isClass(node) || bases === 0) {
    return undefined;
  }
  const own = node.body.body.find(
    (member) => member.type === T.MethodDefinition && member.kind === 'constructor' && member.value.body !== null,
  );
  if (own?.type === T.MethodDefinition) {
    return { view, node: own.value as FunctionNode };
  }
  const base = node.superClass === null ? undefined : definitionOf({ view, node: node.superClass });
  return base && constructorOf(base, bases - 1);
}
