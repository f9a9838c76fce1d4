import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledName,
  type FunctionNode,
  isFunction,
  isInside,
  memberName,
  parentOf,
  staticString,
  unwrap,
} from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { endWords } from '../end-words.ts';
import { chainOf, isEndEvent } from '../fates/members.ts';
import { variableHolding } from '../releases.ts';
import type { Root } from './closures.ts';
import type { LocalResource } from './local-resource.ts';
import { isHarmlessByName } from './may-throw.ts';
import { mentions } from './names.ts';

/** Methods that tell about a value, or stop telling it things. */
const asks =
  /^(?:check|has|is)[A-Z]|^(?:closed|eventNames|listenerCount|listeners|state|stats|status|toJSON|toString|valueOf)$/u;

/** Functions that define tests, and groups of them. */
const defining = /^(?:context|describe|it|specify|suite|test)$/u;

/** What the title of a test says that sees what a resource does after its end. */
const titleOfEnd = new RegExp(String.raw`\b(?:${endWords}|error|fail|reject|throw|twice)`, 'iu');

/** Whether code does with a released resource what it does on purpose. */
export function isMeant(use: TSESTree.Node, release: TSESTree.Node, resource: LocalResource<Root>): boolean {
  return isInTestOfEnd(use) || isAskedFirst(resource, release, use) || isLentAgain(resource, release, use);
}

/** `it('rejects queries after the end', …)` */
function isInTestOfEnd(node: TSESTree.Node): boolean {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.CallExpression && outer.arguments.some(isFunction)) {
      const callee = unwrap(outer.callee);
      const { root, names } = callee.type === T.MemberExpression ? chainOf(callee) : { root: callee, names: [] };
      const called = [root.type === T.Identifier ? root.name : '', ...names];
      const title = outer.arguments[0] && staticString(outer.arguments[0]);
      if (title !== undefined && titleOfEnd.test(title) && called.some((name) => defining.test(name ?? ''))) {
        return true;
      }
    }
  }
  return false;
}

/** `await client.close(); … if (client.isOpen) await client.close();`: the code asks what it does not know. */
function isAskedFirst({ names, owner }: LocalResource<Root>, release: TSESTree.Node, use: TSESTree.Node): boolean {
  return [...allNodes(owner)].some((node) => {
    const condition =
      node.type === T.IfStatement || node.type === T.ConditionalExpression
        ? node.test
        : node.type === T.LogicalExpression
          ? node.left
          : undefined;
    return (
      condition !== undefined &&
      condition.range[0] >= release.range[1] &&
      condition.range[1] <= use.range[0] &&
      [...allNodes(condition)].some(
        (one) => one.type === T.MemberExpression && one.object.type === T.Identifier && names.has(one.object.name),
      )
    );
  });
}

/** `client.release(); const same = await pool.connect(); assert.equal(same, client);`: the pool lends the very same. */
function isLentAgain(
  { making, names, owner, view }: LocalResource<Root>,
  release: TSESTree.Node,
  use: TSESTree.Node,
): boolean {
  const between = [...allNodes(owner)].filter(({ range }) => range[0] >= release.range[1] && range[1] <= use.range[1]);
  const again = between.filter(
    (node) => node.type === making.type && view.text.slice(...node.range) === view.text.slice(...making.range),
  );
  const others = new Set(
    again.flatMap((node) => variableHolding(view, node)?.name ?? []).filter((name) => !names.has(name)),
  );
  return (
    others.size > 0 &&
    between.some(
      (node) =>
        (node.type === T.CallExpression || node.type === T.BinaryExpression) &&
        mentions(node, others) &&
        mentions(node, names),
    )
  );
}

/** More than a look at it: reading a property, asking for its state, logging it and waiting for its end are fine. */
export function isUse(node: TSESTree.Node, resource: LocalResource<Root>): boolean {
  if (node.type === T.MemberExpression || isMention(node)) {
    return false;
  }
  if (node.type !== T.CallExpression) {
    return true;
  }
  const { names, view } = resource;
  const callee = unwrap(node.callee);
  const method = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  const kept = node.arguments.filter(isFunction);
  if (kept.length > 0 && !(object?.type === T.Identifier && names.has(object.name))) {
    return !isReplaced(resource) && kept.some((closure) => isUsedIn(closure, resource));
  }
  const called = closureCalled(callee, resource);
  if (called !== undefined && !node.arguments.some((argument) => mentions(argument, names))) {
    return isUsedIn(called, resource);
  }
  const isHarmless = isHarmlessByName(node) || node.arguments.some(isEndEvent);
  return (
    !isHarmless &&
    (method === undefined || !(asks.test(method) || isGetter(node, method, view) || isOfContainer(method, resource))) &&
    !isExpectedToFail(node, view)
  );
}

/** `dataSource.getRepository(User)`: what is there already, and no promise of it. */
function isGetter(call: TSESTree.Node, method: string, { project }: FileView): boolean {
  if (project === undefined || !/^get[A-Z]/u.test(method)) {
    return false;
  }
  const types = project.typesOf(call);
  return project.isString(call) || (types.length > 0 && !types.some(({ name }) => name === 'Promise'));
}

/** `app.get(Logger)` of Nest: its container has its parts before and after. */
function isOfContainer(method: string, { acquisition: { entry } }: LocalResource<Root>): boolean {
  return method === 'get' && entry.from.some((specifier) => specifier.startsWith('@nestjs/'));
}

/** Whether a closure does more than look at it. */
function isUsedIn(closure: TSESTree.Node, resource: LocalResource<Root>): boolean {
  return resource.fates.some(
    ({ does, node }) => does !== 'release' && isInside(node, closure) && isUse(node, resource),
  );
}

/** Whether a closure that runs later may find something else under the name. */
function isReplaced({ slots }: LocalResource<Root>): boolean {
  return slots.some(({ variable }) => (variable?.references.filter((one) => one.isWrite()).length ?? 0) > 1);
}

/** The function within the one whose paths are followed that a name stands for. */
function closureCalled(callee: TSESTree.Node, { owner, view }: LocalResource<Root>): FunctionNode | undefined {
  const variable = callee.type === T.Identifier ? variableOf(view, callee) : undefined;
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined;
  const value = definition?.type === T.VariableDeclarator ? definition.init : definition;
  return isFunction(value) && isInside(value, owner) && value !== owner ? value : undefined;
}

/** `void useLater;`, which says that a name is used. */
function isMention(node: TSESTree.Node): boolean {
  const parent = parentOf(node);
  const isValueLost =
    parent?.type === T.UnaryExpression && (parent.operator === 'void' || parent.operator === 'typeof');
  return node.type === T.Identifier && (isValueLost || parent?.type === T.ExpressionStatement);
}

/**
 * `await expect(client.query('select 1')).rejects.toThrow()`, or the same of a constant:
 * `const late = client.query('select 1'); await expect(late).rejects.toThrow()`
 */
function isExpectedToFail(use: TSESTree.Node, view: FileView): boolean {
  for (let outer = parentOf(use); outer !== undefined && !/Statement$|Declaration$/u.test(outer.type);) {
    if (outer.type === T.VariableDeclarator && outer.init !== null && unwrap(outer.init) === use) {
      const variables = view.scopeManager.getDeclaredVariables(outer);
      return variables.some(({ references }) =>
        references.some((one) => one.isRead() && isExpectedToFail(one.identifier, view)),
      );
    }
    if (outer.type === T.CallExpression && asksForFailure(outer)) {
      return true;
    }
    outer = parentOf(outer);
  }
  return false;
}

/** `rejects(…)`, `pool.acquire().then(t.fail, failed)` */
function asksForFailure(call: TSESTree.CallExpression): boolean {
  const name = calledName(call) ?? '';
  const next = call.arguments[0] && unwrap(call.arguments[0]);
  return (
    /^(?:expect$|rejects|throws)/u.test(name) ||
    (name === 'then' && next?.type === T.MemberExpression && memberName(next) === 'fail')
  );
}

/** `redis.disconnect()` does not mind that `redis.quit()` came before. */
export function mayFail(node: TSESTree.Node, { release }: ResourceEntry): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  const name = callee?.type === T.MemberExpression ? memberName(callee) : undefined;
  return !release.some((form) => 'again' in form && form.method === name);
}
