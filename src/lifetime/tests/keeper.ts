import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  keyName,
  memberName,
  parentOf,
  unwrap,
  wrapped,
} from '../../ast/expressions.ts';
import type { FileView, Place, Variable } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { isDeclaredOutside, variableOf } from '../../ast/variables.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { isCloserName } from '../fates/closer-names.ts';

/** Where a function of the project leaves something: in a variable of its module, or in a field of its instance. */
export type Keeper =
  | { readonly is: 'field'; readonly name: string; readonly classes: readonly Place<ClassNode>[] }
  | { readonly is: 'variable'; readonly variable: Variable; readonly view: FileView };

/** What a function assigns to when a node is the target, or what it names. */
export function keeperAt(
  { view, node }: Place,
  maker: FunctionNode,
  classes: readonly Place<ClassNode>[],
): Keeper | undefined {
  const target = unwrap(node);
  if (target.type === T.MemberExpression) {
    const name = target.object.type === T.ThisExpression ? memberName(target) : undefined;
    return name === undefined || classes.length === 0 ? undefined : { is: 'field', name, classes };
  }
  const variable = target.type === T.Identifier ? variableOf(view, target) : undefined;
  return variable !== undefined && isDeclaredOutside(variable, maker) ? { is: 'variable', variable, view } : undefined;
}

/** Every place that names it, in the code that can. */
export function mentionsOf(keeper: Keeper): readonly Place[] {
  if (keeper.is === 'variable') {
    return keeper.variable.references.map(({ identifier }) => ({
      view: keeper.view,
      node: identifier,
    }));
  }
  return keeper.classes.flatMap(({ view, node }) =>
    [...allNodes(node.body)].flatMap((one) =>
      one.type === T.MemberExpression && one.object.type === T.ThisExpression && memberName(one) === keeper.name
        ? [{ view, node: one }]
        : [],
    ),
  );
}

/** What is put into it somewhere: in its declaration, or by an assignment. */
export function valuesOf(keeper: Keeper): readonly Place[] {
  const assigned = mentionsOf(keeper).flatMap(({ view, node }) => {
    const parent = parentOf(wrapped(node));
    const value = parent?.type === T.AssignmentExpression && parent.left === node ? parent.right : undefined;
    return value ? [{ view, node: value }] : [];
  });
  if (keeper.is === 'variable') {
    const declarator = keeper.variable.defs[0]?.node as TSESTree.Node | undefined;
    return declarator?.type === T.VariableDeclarator && declarator.init && declarator.id.type === T.Identifier
      ? [...assigned, { view: keeper.view, node: declarator.init }]
      : assigned;
  }
  const initial = keeper.classes.flatMap(({ view, node }) =>
    node.body.body.flatMap((member) =>
      member.type === T.PropertyDefinition && !member.static && keyName(member) === keeper.name && member.value
        ? [{ view, node: member.value }]
        : [],
    ),
  );
  return [...assigned, ...initial];
}

/** Whether a mention of what is kept releases it: `this.pool.end()`, `clearInterval(timer)`. */
export function isRelease(mention: TSESTree.Node, { release }: ResourceEntry): boolean {
  const outer = wrapped(mention);
  const parent = parentOf(outer);
  if (parent?.type === T.MemberExpression && parent.object === outer) {
    const name = memberName(parent);
    return isCloserName(name) || release.some((form) => 'method' in form && form.method === name);
  }
  const callee = parent?.type === T.CallExpression && parent.callee !== outer ? unwrap(parent.callee) : undefined;
  return callee?.type === T.Identifier && release.some((form) => 'call' in form && form.call === callee.name);
}

/** The function of the module, or the method, that a node is a part of. */
export function outermostFunction(node: TSESTree.Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let outer = enclosingFunction(node); outer !== undefined; outer = enclosingFunction(outer)) {
    found = outer;
    if (outer.parent.type === T.MethodDefinition || outer.parent.type === T.PropertyDefinition) {
      break;
    }
  }
  return found;
}
