import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, memberName, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { variableOf } from '../ast/variables.ts';

/** When a piece of code runs without anybody else calling it. */
export type OwnRun =
  /** In the course of loading the module, or when a promise made then is settled. */
  | 'load'
  /** When the process gets a signal or ends. */
  | 'process end';

/**
 * When a module runs one of its nodes by itself.
 *
 * @param evaluated the nodes that loading the module evaluates
 * @returns nothing when only other code can run it
 */
export function ownRunsOf(
  view: FileView,
  node: TSESTree.Node,
  evaluated: ReadonlySet<TSESTree.Node>,
): ReadonlySet<OwnRun> {
  const runs = new Set<OwnRun>();
  const seen = new Set<FunctionNode>();
  const waiting = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const owner = enclosingFunction(next);
    if (evaluated.has(next)) {
      runs.add('load');
    } else if (owner !== undefined && !seen.has(owner)) {
      seen.add(owner);
      for (const use of usesOf(view, owner)) {
        if (isProcessHandler(use)) {
          runs.add('process end');
        } else if (isCall(use) || isSettledCallback(use)) {
          waiting.push(use.parent as TSESTree.Node);
        }
      }
    }
  }
  return runs;
}

/** The expressions by which a function is used: itself where it stands inline, else its name. */
function usesOf(view: FileView, node: FunctionNode): readonly TSESTree.Node[] {
  const { parent } = node;
  const name = node.type === T.FunctionDeclaration ? node.id : parent.type === T.VariableDeclarator ? parent.id : null;
  if (name?.type !== T.Identifier) {
    return [node];
  }
  const references = variableOf(view, name)?.references ?? [];
  return references.filter((one) => one.isRead()).map((one) => one.identifier as TSESTree.Node);
}

function isCall(node: TSESTree.Node): boolean {
  return node.parent?.type === T.CallExpression && node.parent.callee === node;
}

const settling: ReadonlySet<string | undefined> = new Set(['then', 'catch', 'finally']);

/** `main().finally(node)` */
function isSettledCallback(node: TSESTree.Node): boolean {
  const callee = calleeGiven(node);
  return callee?.type === T.MemberExpression && settling.has(memberName(callee));
}

/** `process.once('SIGTERM', node)` */
function isProcessHandler(node: TSESTree.Node): boolean {
  const callee = calleeGiven(node);
  return callee?.type === T.MemberExpression && callee.object.type === T.Identifier && callee.object.name === 'process';
}

/** What is called with a node as its argument. */
function calleeGiven(node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = node;
  return parent?.type === T.CallExpression && parent.arguments.includes(node as TSESTree.Expression)
    ? unwrap(parent.callee)
    : undefined;
}
