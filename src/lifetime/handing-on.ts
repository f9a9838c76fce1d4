import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isInside, parentOf, unwrap } from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { isDeclaredIn, variableOf } from '../ast/variables.ts';
import { closesWithResult } from './close-hooks.ts';

/** Names that one value may be followed through. */
const MOST_NAMES = 100;

/**
 * Whether a value made in a function outlives the call: it is returned, kept outside of the function, or dropped while
 * it is still open. What only unknown code receives does not count.
 */
export function isHandedOn(view: FileView, made: TSESTree.Node, owner: FunctionNode): boolean {
  return isCarriedOut(view, made, owner, new Set());
}

function isCarriedOut(
  view: FileView,
  start: TSESTree.Node,
  owner: FunctionNode,
  followed: Set<Variable>,
  isReference = false,
): boolean {
  let node = start;
  let direct = true;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(parent)) {
    switch (parent.type) {
      case T.ReturnStatement:
        return true;
      case T.ArrowFunctionExpression:
        if (parent === owner) {
          return parent.body === node;
        }
        break;
      case T.ExpressionStatement:
        return direct && !isReference;
      case T.AssignmentExpression:
        return parent.right === node && isKept(view, parent.left, owner, followed);
      case T.VariableDeclarator:
        return view.scopeManager
          .getDeclaredVariables(parent)
          .some((variable) => isVariableCarriedOut(view, variable, owner, followed));
      case T.MemberExpression:
        // `new Client().on(…)` still gives the client; a member of a name is only a use of it.
        if (isReference || parent.object !== node) {
          return false;
        }
        break;
      case T.CallExpression:
      case T.NewExpression:
        if (closesWithResult(view, parent, owner)) {
          return true;
        }
        direct = direct && parent.callee === node;
        break;
      case T.ConditionalExpression:
        if (parent.test === node) {
          return false;
        }
        break;
      case T.ArrayExpression:
      case T.AwaitExpression:
      case T.ChainExpression:
      case T.LogicalExpression:
      case T.ObjectExpression:
      case T.Property:
      case T.SequenceExpression:
      case T.SpreadElement:
      case T.TSAsExpression:
      case T.TSNonNullExpression:
      case T.TSSatisfiesExpression:
      case T.UnaryExpression:
        break;
      default:
        return false;
    }
    isReference &&= unwrap(parent) !== parent;
    node = parent;
  }
  return false;
}

/** Assigned to a field, or to a variable that lives outside of the function. */
function isKept(view: FileView, target: TSESTree.Node, owner: FunctionNode, followed: Set<Variable>): boolean {
  if (target.type !== T.Identifier) {
    return target.type === T.MemberExpression;
  }
  const variable = variableOf(view, target);
  return variable !== undefined && isDeclaredIn(variable, owner)
    ? isVariableCarriedOut(view, variable, owner, followed)
    : true;
}

function isVariableCarriedOut(
  view: FileView,
  variable: Variable,
  owner: FunctionNode,
  followed: Set<Variable>,
): boolean {
  if (followed.has(variable) || followed.size > MOST_NAMES) {
    return false;
  }
  followed.add(variable);
  return variable.references.some((reference) => {
    const name = reference.identifier as TSESTree.Node;
    const closures = closuresOver(name, variable, owner);
    return (
      reference.isRead() &&
      (closures.length === 0
        ? isCarriedOut(view, name, owner, followed, true)
        : closures.some((closure) => isCarriedOut(view, closure, owner, followed)))
    );
  });
}

/**
 * The functions in its owner that a name stands in, and within which its variable is not declared: each carries the
 * value wherever it goes. `stop` and the executor of `stop: async () => { await new Promise((done) => server.close(done)); }`.
 */
function closuresOver(name: TSESTree.Node, { defs }: Variable, owner: FunctionNode): readonly FunctionNode[] {
  const inner = enclosingFunction(name);
  if (inner === undefined || inner === owner || !isInside(inner, owner)) {
    return [];
  }
  const found = [inner];
  for (let outer = enclosingFunction(inner); outer !== undefined && outer !== owner; outer = enclosingFunction(outer)) {
    const around = outer;
    if (defs.some((one) => isInside(one.name, around))) {
      break;
    }
    found.push(around);
  }
  return found;
}
