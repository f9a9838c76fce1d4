import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import type { TextEdit } from './text-edits.ts';

/**
 * The edit that reads a value through a call.
 *
 * @param name where the value was read by name
 * @param call the call, with the `await` that it takes
 */
export function readEdit(name: TSESTree.Identifier, call: string, sourceCode: TSESLint.SourceCode): TextEdit {
  const { parent } = name;
  if (parent.type === T.Property && parent.shorthand) {
    return { range: parent.range, text: `${name.name}: ${call}` };
  }
  const isAwaited = call.startsWith('await ');
  if (isAwaited ? !takesAnyExpression(name) : isConstructed(name)) {
    return { range: name.range, text: `${startsLine(name, sourceCode) ? ';' : ''}(${call})` };
  }
  return { range: name.range, text: call };
}

/**
 * The edit that names the type of a value, or of a member of it, without naming the value.
 *
 * @param type the type of the value
 */
export function typeEdit(query: TSESTree.TSTypeQuery, type: string): TextEdit {
  const members: string[] = [];
  for (let name: TSESTree.Node = query.exprName; name.type === T.TSQualifiedName; name = name.left) {
    members.unshift(`['${name.right.name}']`);
  }
  return { range: query.range, text: type + members.join('') };
}

/** Places where `await f()` needs no parentheses. */
function takesAnyExpression(node: TSESTree.Identifier): boolean {
  const { parent } = node;
  switch (parent.type) {
    case T.CallExpression:
    case T.NewExpression:
      return parent.callee !== node;
    case T.ArrayExpression:
    case T.ArrowFunctionExpression:
    case T.AssignmentExpression:
    case T.AwaitExpression:
    case T.ExpressionStatement:
    case T.IfStatement:
    case T.JSXExpressionContainer:
    case T.LogicalExpression:
    case T.Property:
    case T.ReturnStatement:
    case T.SpreadElement:
    case T.TemplateLiteral:
    case T.UnaryExpression:
    case T.VariableDeclarator:
      return true;
    default:
      return false;
  }
}

/** `new pool.Thing()` would take the first pair of parentheses for its own. */
function isConstructed(name: TSESTree.Node): boolean {
  const { parent } = name;
  switch (parent?.type) {
    case T.MemberExpression:
      return parent.object === name && isConstructed(parent);
    case T.TSNonNullExpression:
      return isConstructed(parent);
    case T.NewExpression:
      return parent.callee === name;
    default:
      return false;
  }
}

/** A parenthesis at the start of a statement would go on with the statement before, where that has no semicolon. */
function startsLine(name: TSESTree.Identifier, sourceCode: TSESLint.SourceCode): boolean {
  let statement: TSESTree.Node = name;
  while (statement.parent != null && statement.type !== T.ExpressionStatement) {
    statement = statement.parent;
  }
  const { parent } = statement;
  if (statement.range[0] !== name.range[0] || (parent?.type !== T.BlockStatement && parent?.type !== T.Program)) {
    return false;
  }
  const before = parent.body[parent.body.indexOf(statement as TSESTree.Statement) - 1];
  return (
    (before?.type === T.ExpressionStatement || before?.type === T.VariableDeclaration) &&
    sourceCode.getLastToken(before)?.value !== ';'
  );
}
