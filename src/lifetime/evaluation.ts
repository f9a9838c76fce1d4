import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  isNamed,
  memberName,
  unwrap,
} from '../ast/expressions.ts';
import { isProgramGuard } from '../ast/program-guard.ts';
import { allNodes, childrenOf } from '../ast/traverse.ts';
import { asksForWorker } from '../ast/worker-guard.ts';

/** Array methods (and `Array.from`) that call their callback before they return. */
const callsBackAtOnce: ReadonlySet<string | undefined> = new Set([
  'every',
  'filter',
  'find',
  'flatMap',
  'forEach',
  'from',
  'map',
  'reduce',
  'some',
]);

/**
 * Every node below a program or a function that is evaluated when it is: not the bodies of other functions and not the
 * instance members of classes, but functions that are called on the spot, static members and decorators.
 */
export function evaluatedNodes(root: TSESTree.Program | FunctionNode): Generator<TSESTree.Node> {
  return allNodes(isFunction(root) ? root.body : root, evaluatedChildren);
}

/** The expressions that a function returns. */
export function returnedExpressions(owner: FunctionNode): readonly TSESTree.Expression[] {
  if (owner.body.type !== T.BlockStatement) {
    return [owner.body];
  }
  return [...evaluatedNodes(owner)].flatMap((node) =>
    node.type === T.ReturnStatement && node.argument ? [node.argument] : [],
  );
}

/** Whether a function with a block gives its caller something other than what `void` leaves. */
export function returnsValue({ body }: FunctionNode): boolean {
  return [...allNodes(body)].some(
    (node) => node.type === T.ReturnStatement && node.argument !== null && enclosingFunction(node)?.body === body,
  );
}

function evaluatedChildren(node: TSESTree.Node): readonly TSESTree.Node[] {
  if (isFunction(node)) {
    return isCalledOnTheSpot(node) ? [...node.params, node.body] : [];
  }
  if (isTypeOnly(node)) {
    return [];
  }
  if (node.type === T.IfStatement) {
    return [node.test, ...branchesOf(node)];
  }
  if (isClass(node)) {
    return evaluatedMembers(node);
  }
  return childrenOf(node);
}

/** The branches that an import of the file may run: not those for a program of its own, or for a worker that it starts. */
function branchesOf({ test, consequent, alternate }: TSESTree.IfStatement): readonly TSESTree.Node[] {
  const isForWorker = asksForWorker(test);
  const isLeft = isForWorker !== true && !isProgramGuard(test);
  return [...(isLeft ? [consequent] : []), ...(alternate !== null && isForWorker !== false ? [alternate] : [])];
}

/** What a class evaluates when it is defined. */
function evaluatedMembers(node: TSESTree.ClassDeclaration | TSESTree.ClassExpression): readonly TSESTree.Node[] {
  const found: TSESTree.Node[] = [...node.decorators];
  if (node.superClass !== null) {
    found.push(node.superClass);
  }
  for (const member of node.body.body) {
    if (member.type === T.StaticBlock) {
      found.push(...member.body);
      continue;
    }
    if ('decorators' in member) {
      found.push(...member.decorators);
    }
    if ('computed' in member && member.computed) {
      found.push(member.key);
    }
    if ((member.type === T.PropertyDefinition || member.type === T.AccessorProperty) && member.static && member.value) {
      found.push(member.value);
    }
  }
  return found;
}

/** An immediately invoked function, a callback of an array method, or what `new Promise()` runs. */
function isCalledOnTheSpot(node: FunctionNode): boolean {
  if (node.generator) {
    return false;
  }
  const { parent } = node;
  if (parent.type === T.NewExpression) {
    return isNamed(parent.callee, 'Promise') && parent.arguments[0] === node;
  }
  if (parent.type !== T.CallExpression) {
    return false;
  }
  if (unwrap(parent.callee) === node) {
    return true;
  }
  const callee = unwrap(parent.callee);
  return callee.type === T.MemberExpression && callsBackAtOnce.has(memberName(callee));
}

/** Types vanish before the code runs; `declare` describes code that runs elsewhere. */
function isTypeOnly(node: TSESTree.Node): boolean {
  switch (node.type) {
    case T.TSAsExpression:
    case T.TSEnumBody:
    case T.TSEnumDeclaration:
    case T.TSEnumMember:
    case T.TSExportAssignment:
    case T.TSInstantiationExpression:
    case T.TSModuleBlock:
    case T.TSNonNullExpression:
    case T.TSSatisfiesExpression:
    case T.TSTypeAssertion:
    case T.TSParameterProperty:
      return false;
    case T.TSModuleDeclaration:
      return node.declare;
    case T.VariableDeclaration:
      return node.declare;
    default:
      return node.type.startsWith('TS');
  }
}
