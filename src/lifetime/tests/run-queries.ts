import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import type { Fate, Slot } from '../fates/fate.ts';

/** Methods at the end of a query that only write it down. */
const writingMethods: ReadonlySet<string | undefined> = new Set([
  'compile',
  'toNative',
  'toQuery',
  'toSQL',
  'toSql',
  'toString',
]);

/** Methods that run a query, or more, without being waited for. */
const runningMethods: ReadonlySet<string | undefined> = new Set([
  'asCallback',
  'catch',
  'finally',
  'pipe',
  'stream',
  'then',
  'transaction',
]);

/**
 * Whether a use of what builds queries may run one: a query that is only written down, that another one takes as a
 * part, or whose client is only looked at, opens no connection.
 */
export function mayRunQuery(
  { node }: Extract<Fate, { does: 'use' }>,
  making: TSESTree.Node,
  slots: readonly Slot[],
  view: FileView,
): boolean {
  return !beginsWith(node, making, new Set(slots.map(({ name }) => name))) || isRun(node, view, new Set());
}

/** Whether what a chain that begins with a node gives is waited for, or goes where it may be. */
function isRun(start: TSESTree.Node, view: FileView, seen: Set<Variable>): boolean {
  let end = wrapped(start);
  for (let parent = parentOf(end); parent !== undefined; parent = parentOf(end)) {
    if (parent.type === T.MemberExpression && parent.object === end) {
      if (runningMethods.has(memberName(parent))) {
        return true;
      }
      if (seen.size > 0 && !isCallee(parent)) {
        // A query has no properties but its methods.
        return false;
      }
    } else if (parent.type !== T.CallExpression || parent.callee !== end) {
      return isRunBy(parent, end, view, seen);
    }
    end = wrapped(parent);
  }
  return true;
}

function isCallee(node: TSESTree.Node): boolean {
  const outer = wrapped(node);
  const parent = parentOf(outer);
  return parent?.type === T.CallExpression && parent.callee === outer;
}

function isRunBy(parent: TSESTree.Node, end: TSESTree.Node, view: FileView, seen: Set<Variable>): boolean {
  const query = unwrap(end);
  const callee = query.type === T.CallExpression ? unwrap(query.callee) : undefined;
  if (callee?.type === T.MemberExpression && writingMethods.has(memberName(callee))) {
    return false;
  }
  if (parent.type === T.VariableDeclarator) {
    return view.scopeManager.getDeclaredVariables(parent).some((variable) => isRunThrough(variable, view, seen));
  }
  if (query.type !== T.CallExpression && query.type !== T.Identifier) {
    return false;
  }
  // A part of another query is run with that, and `await expect(query).rejects.toThrow()` waits for it.
  const isGiven = parent.type === T.CallExpression || parent.type === T.NewExpression;
  return isGiven ? isRun(parent, view, seen) : parent.type !== T.ExpressionStatement;
}

function isRunThrough(variable: Variable, view: FileView, seen: Set<Variable>): boolean {
  if (seen.has(variable)) {
    return false;
  }
  seen.add(variable);
  return variable.references.some((one) => one.isRead() && isRun(one.identifier, view, seen));
}

/** Whether a chain begins with what is made, or with a name of it: `knex('users').select()`. */
function beginsWith(chain: TSESTree.Node, making: TSESTree.Node, names: ReadonlySet<string>): boolean {
  let node = unwrap(chain);
  while (node !== making && (node.type === T.CallExpression || node.type === T.MemberExpression)) {
    node = unwrap(node.type === T.CallExpression ? node.callee : node.object);
  }
  return node === making || (node.type === T.Identifier && names.has(node.name));
}

/** What is made in the midst of an expression, and used there: `await knex(config)('users')`, not `knex(config).seed`. */
export function mayRunAtOnce(making: TSESTree.Node, view: FileView): boolean {
  return isRun(making, view, new Set());
}
