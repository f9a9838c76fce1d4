import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A node with what only changes its type or its notation around it. */
export function wrapped(node: TSESTree.Node): TSESTree.Node {
  const parent = parentOf(node);
  return parent !== undefined && unwrap(parent) !== parent ? wrapped(parent) : node;
}

/** The expression without what changes only its type or its notation: `as`, `satisfies`, `!`, `?.` chains. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  switch (node.type) {
    case T.TSAsExpression:
    case T.TSSatisfiesExpression:
    case T.TSNonNullExpression:
    case T.TSTypeAssertion:
    case T.TSInstantiationExpression:
    case T.ChainExpression:
      return unwrap(node.expression);
    default:
      return node;
  }
}

export function isFunction(node: TSESTree.Node | null | undefined): node is FunctionNode {
  return (
    node?.type === T.ArrowFunctionExpression ||
    node?.type === T.FunctionDeclaration ||
    node?.type === T.FunctionExpression
  );
}

export function isClass(node: TSESTree.Node | null | undefined): node is ClassNode {
  return node?.type === T.ClassDeclaration || node?.type === T.ClassExpression;
}

/** Whether a node is just this name. */
export function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === T.Identifier && node.name === name;
}

/** A member's name where it is written down: `a.b`, `a['b']`, `` a[`b`] ``, `a.#b`. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  if (!node.computed) {
    return node.property.name;
  }
  return staticString(node.property);
}

/** The method that a call is of: `connect` of `pool.connect()`. */
export function calledMethod({ callee }: TSESTree.CallExpression | TSESTree.NewExpression): string | undefined {
  const node = unwrap(callee);
  return node.type === T.MemberExpression ? memberName(node) : undefined;
}

/** The name of what is called, be it a method or not: `connect` of `pool.connect()` and of `connect()`. */
export function calledName(call: TSESTree.CallExpression | TSESTree.NewExpression): string | undefined {
  const node = unwrap(call.callee);
  return node.type === T.Identifier ? node.name : calledMethod(call);
}

/** A property key's name where it is written down. */
export function keyName(node: { key: TSESTree.Node; computed: boolean }): string | undefined {
  if (!node.computed && (node.key.type === T.Identifier || node.key.type === T.PrivateIdentifier)) {
    return node.key.name;
  }
  return staticString(node.key);
}

/** The text of a string literal, or of a template without substitutions. */
export function staticString(node: TSESTree.Node): string | undefined {
  if (node.type === T.Literal) {
    return typeof node.value === 'string' ? node.value : undefined;
  }
  return node.type === T.TemplateLiteral && node.expressions.length === 0
    ? (node.quasis[0]?.value.cooked ?? undefined)
    : undefined;
}

/** The function or class body that a node is evaluated in, or the program. */
export function enclosingFunction(node: TSESTree.Node): FunctionNode | undefined {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (isFunction(outer)) {
      return outer;
    }
  }
  return undefined;
}

/** The class that a node is a part of. */
export function enclosingClass(node: TSESTree.Node): ClassNode | undefined {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (isClass(outer)) {
      return outer;
    }
  }
  return undefined;
}

/** The node around a node; undefined for the program, whose `parent` ESLint sets to null. */
export function parentOf(node: TSESTree.Node): TSESTree.Node | undefined {
  return node.parent ?? undefined;
}

/** The node around an expression, and around the `await` of it and what only TypeScript reads: `a = (await b()) as C` for `b()`. */
export function aroundWaiting(node: TSESTree.Node): TSESTree.Node | undefined {
  let outer = parentOf(node);
  while (outer?.type === T.AwaitExpression || (outer !== undefined && unwrap(outer) !== outer)) {
    outer = parentOf(outer);
  }
  return outer;
}

/** Whether the text of a node lies within that of another; a node is inside of itself. */
export function isInside(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}

/** The expression beneath an `await`, where there is one. */
export function withoutAwait(expression: TSESTree.Node): TSESTree.Node {
  const node = unwrap(expression);
  return node.type === T.AwaitExpression ? unwrap(node.argument) : node;
}

/** `null`, `undefined` */
export function isNothing(node: TSESTree.Node): boolean {
  return (node.type === T.Literal && node.raw === 'null') || isNamed(node, 'undefined');
}

/** What a chain of members and calls begins with: `expect` of `expect(rows).not.toHaveLength(1)`. */
export function chainRoot(node: TSESTree.Node): TSESTree.Node {
  const inner = unwrap(node);
  switch (inner.type) {
    case T.CallExpression:
      return chainRoot(inner.callee);
    case T.MemberExpression:
      return chainRoot(inner.object);
    default:
      return inner;
  }
}
