import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, memberName, parentOf, unwrap } from '../ast/expressions.ts';
import { nodesOf } from '../ast/traverse.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { isSameCode } from '../ast/same-code.ts';
import { variableOf } from '../ast/variables.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import type { ReleaseForm, ResourceEntry } from '../resources/entry.ts';

/** The variable that an expression is the value of, through what only changes its type or waits for it. */
export function variableHolding(view: FileView, made: TSESTree.Node): Variable | undefined {
  let node = made;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    if (parent.type === T.VariableDeclarator && parent.id.type === T.Identifier) {
      return variableOf(view, parent.id);
    }
    if (parent.type === T.AssignmentExpression && parent.right === node && parent.left.type === T.Identifier) {
      return variableOf(view, parent.left);
    }
    if (parent.type !== T.AwaitExpression && unwrap(parent) === parent && parent.type !== T.ConditionalExpression) {
      return undefined;
    }
    node = parent;
  }
  return undefined;
}

/**
 * The calls that release a variable's resource, wherever they stand in the file.
 *
 * @param helpers names of functions that release what they are given
 */
export function releasesOf(
  variable: Variable,
  entry: ResourceEntry,
  helpers: readonly string[] = [],
): readonly TSESTree.CallExpression[] {
  const calls = variable.references.flatMap(({ identifier }) => {
    const name = identifier as TSESTree.Node;
    return [...entry.release.map((form) => releaseCall(name, form)), helperCall(name, helpers)];
  });
  return calls.filter((call) => call !== undefined);
}

/** `using x = …`, `await using x = …` */
export function isDeclaredByUsing(variable: Variable): boolean {
  const declaration = variable.defs[0]?.parent as TSESTree.Node | null | undefined;
  return (
    declaration?.type === T.VariableDeclaration && (declaration.kind === 'using' || declaration.kind === 'await using')
  );
}

/**
 * Whether something no longer keeps the process alive: `setInterval(…).unref()`, or `timer.unref()` later, or what it
 * is made of does not: `app.server.unref()`.
 *
 * @param counts which of the later calls count
 */
export function isUnrefd(
  made: TSESTree.Node,
  variable: Variable | undefined,
  counts: (node: TSESTree.Node) => boolean = () => true,
): boolean {
  const isCalledOn = (node: TSESTree.Node): boolean => {
    const member = parentOf(node);
    if (member?.type !== T.MemberExpression || member.object !== node) {
      return false;
    }
    const inner = parentOf(member);
    const isOfPart = inner?.type === T.MemberExpression && inner.object === member && memberName(inner) === 'unref';
    return memberName(member) === 'unref' || (isOfPart && memberName(member) === 'server');
  };
  const names = variable?.references.map(({ identifier }) => identifier) ?? [];
  return isCalledOn(made) || names.some((name) => isCalledOn(name) && counts(name));
}

/** Calls that release what has no variable: `mongoose.disconnect()`, which closes the module's own connection. */
export function ambientReleases(
  view: FileView,
  { from, release }: Pick<ResourceEntry, 'from' | 'release'>,
): readonly TSESTree.CallExpression[] {
  const names = release.flatMap((form) => ('call' in form && from.includes(form.from) ? [form.call] : []));
  if (names.length === 0) {
    return [];
  }
  return nodesOf(view.ast).filter((node): node is TSESTree.CallExpression => {
    const origin = node.type === T.CallExpression ? originOf({ view, node: node.callee }) : undefined;
    return (
      origin?.kind === 'module' &&
      from.includes(origin.from.node.value) &&
      names.includes(origin.path.filter((name) => name !== 'default').join('.'))
    );
  });
}

/** The calls among them that are given what an acquisition was given: `unlock(path)` after `lock(path)`. */
export function keyedReleases(
  view: FileView,
  { from, release }: ResourceEntry,
  making: AcquiringNode,
): readonly TSESTree.CallExpression[] {
  const keyed = release.filter((form) => 'call' in form && form.takes !== undefined);
  const [key] = making.arguments;
  return keyed.length === 0 || key === undefined
    ? []
    : ambientReleases(view, { from, release: keyed }).filter(
        ({ arguments: [other] }) => other !== undefined && isSameCode({ view, node: key }, { view, node: other }),
      );
}

/** `pool.end()`, `db.$client.end()`, `clearInterval(timer)`, `release()`. */
function releaseCall(name: TSESTree.Node, form: ReleaseForm): TSESTree.CallExpression | undefined {
  if ('call' in form) {
    return helperCall(name, [form.call]);
  }
  let node = name;
  for (const member of 'method' in form ? form.method.split('.') : []) {
    const { parent } = node;
    if (parent?.type !== T.MemberExpression || parent.object !== node || memberName(parent) !== member) {
      return undefined;
    }
    node = parent.parent.type === T.TSNonNullExpression ? parent.parent : parent;
  }
  return node.parent?.type === T.CallExpression && node.parent.callee === node ? node.parent : undefined;
}

/** `clearInterval(timer)`, `close.quietly(pool)`: a call of one of these functions with the resource as an argument. */
function helperCall(name: TSESTree.Node, functions: readonly string[]): TSESTree.CallExpression | undefined {
  const { parent } = name;
  if (parent?.type !== T.CallExpression || !parent.arguments.includes(name as TSESTree.Expression)) {
    return undefined;
  }
  return functions.includes(calledName(parent) ?? '') ? parent : undefined;
}
