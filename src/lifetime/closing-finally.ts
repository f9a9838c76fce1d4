import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isInside,
  memberName,
  parentOf,
  unwrap,
  withoutAwait,
} from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { variableOf } from '../ast/variables.ts';
import { allNodes } from '../ast/traverse.ts';

/** `const file = await open(path); try { … } finally { await file.close(); }` */
export interface ClosingFinally {
  readonly declaration: TSESTree.VariableDeclaration;
  readonly name: TSESTree.Identifier;
  readonly variable: Variable;
  readonly statement: TSESTree.TryStatement;
  readonly owner: FunctionNode;
  /** The call in the `finally`, which is all that stands there. */
  readonly release: TSESTree.CallExpression;
  readonly method: string;
  readonly isAwaited: boolean;
}

/**
 * A `try` whose `finally` does nothing but call a method of a constant that the same block declares, and after which
 * the block does nothing more that takes time.
 */
export function closingFinally(view: FileView, statement: TSESTree.TryStatement): ClosingFinally | undefined {
  const owner = enclosingFunction(statement);
  const call = onlyCallIn(statement.finalizer);
  const variable = call && variableOf(view, call.object);
  const declaration = variable && declarationOf(variable);
  if (
    owner === undefined ||
    call === undefined ||
    variable === undefined ||
    declaration?.parent !== statement.parent ||
    declaration.range[0] > statement.range[0] ||
    !isLastToTakeTime(statement) ||
    isReleasedElsewhere(variable, call)
  ) {
    return undefined;
  }
  const [{ id }] = declaration.declarations;
  return { ...call, declaration, name: id as TSESTree.Identifier, variable, statement, owner };
}

interface OnlyCall {
  readonly object: TSESTree.Identifier;
  readonly release: TSESTree.CallExpression;
  readonly method: string;
  readonly isAwaited: boolean;
}

function onlyCallIn(block: TSESTree.BlockStatement | null): OnlyCall | undefined {
  const [only, ...others] = block?.body ?? [];
  if (only?.type !== T.ExpressionStatement || others.length > 0) {
    return undefined;
  }
  const isAwaited = only.expression.type === T.AwaitExpression;
  const release = unwrap(only.expression.type === T.AwaitExpression ? only.expression.argument : only.expression);
  if (release.type !== T.CallExpression || release.arguments.length > 0) {
    return undefined;
  }
  const callee = unwrap(release.callee);
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  return object?.type === T.Identifier && method !== undefined ? { object, release, method, isAwaited } : undefined;
}

/** The declaration of a constant that has one to itself, and gets what a call or `new` makes. */
function declarationOf({ defs, references }: Variable): TSESTree.VariableDeclaration | undefined {
  const declarator = defs.length === 1 ? (defs[0]?.node as TSESTree.Node) : undefined;
  if (declarator?.type !== T.VariableDeclarator || declarator.id.type !== T.Identifier || declarator.init === null) {
    return undefined;
  }
  const { parent } = declarator;
  const isPlain =
    (parent.kind === 'const' || parent.kind === 'let') &&
    parent.declarations.length === 1 &&
    // An annotation may hide the method that `using` calls.
    declarator.id.typeAnnotation === undefined;
  const isConstant = references.every((one) => !one.isWrite() || one.init === true);
  return isPlain && isConstant && isMade(declarator.init) ? parent : undefined;
}

function isMade(init: TSESTree.Expression): boolean {
  const made = withoutAwait(init);
  return made.type === T.CallExpression || made.type === T.NewExpression;
}

/** At the end of its block, or before a `return` of what is there already: then what is closed later is closed hardly later. */
function isLastToTakeTime(statement: TSESTree.TryStatement): boolean {
  const block = parentOf(statement);
  if (block?.type !== T.BlockStatement) {
    return false;
  }
  const [next, ...others] = block.body.slice(block.body.indexOf(statement) + 1);
  return (
    next === undefined ||
    (next.type === T.ReturnStatement && others.length === 0 && [...allNodes(next)].every(isInstant))
  );
}

function isInstant({ type }: TSESTree.Node): boolean {
  return ![
    T.AwaitExpression,
    T.CallExpression,
    T.NewExpression,
    T.TaggedTemplateExpression,
    T.YieldExpression,
  ].includes(type);
}

/** A call of the same method before the `finally`: closing it early is what the author wants. */
function isReleasedElsewhere({ references }: Variable, { method, release }: OnlyCall): boolean {
  return references.some(({ identifier }) => {
    const name = identifier as TSESTree.Node;
    const member = parentOf(name);
    return (
      !isInside(name, release) &&
      member?.type === T.MemberExpression &&
      member.object === name &&
      memberName(member) === method
    );
  });
}
