import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName, unwrap, withoutAwait } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { functionCalled } from '../fates/callee.ts';
import { afterWaiting } from './made.ts';
import { mayThrow } from './may-throw.ts';

/** A release that the catalogue knows: `server.close()`, but not `server.closeIdleConnections()`. */
export function isOwnRelease(node: TSESTree.Node, { disposable, release }: ResourceEntry): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  if (callee?.type !== T.MemberExpression) {
    return (
      callee?.type === T.Identifier &&
      release.some((form) => 'self' in form || ('call' in form && form.call === callee.name))
    );
  }
  const name = memberName(callee);
  return name === undefined
    ? disposable !== undefined
    : release.some(
        (form) =>
          ('method' in form && form.method.split('.').at(-1) === name) ||
          ('call' in form && form.call.split('.').at(-1) === name),
      );
}

/** Whether a call of a function of the project, once it is over, has released the resource that it is given. */
export function isReleasedBy(
  call: TSESTree.Node,
  names: ReadonlySet<string>,
  entry: ResourceEntry,
  view: FileView,
): boolean {
  // What is opened by a method may be opened again.
  if (typeof entry.holds !== 'string') {
    return false;
  }
  const called = call.type === T.CallExpression ? functionCalled(view, call) : undefined;
  if (call.type !== T.CallExpression || called === undefined || called.node.generator) {
    return false;
  }
  const index = call.arguments.findIndex((argument) => argument.type === T.Identifier && names.has(argument.name));
  const parameter = called.node.params[index];
  return (
    parameter?.type === T.Identifier &&
    (!called.node.async || afterWaiting(call) !== call) &&
    releasesAlways(called, parameter.name, entry)
  );
}

function releasesAlways({ view, node: { body } }: Place<FunctionNode>, name: string, entry: ResourceEntry): boolean {
  const releases = (node: TSESTree.Node): boolean => {
    const call = withoutAwait(node);
    const callee = call.type === T.CallExpression ? unwrap(call.callee) : undefined;
    if (callee?.type !== T.MemberExpression) {
      return false;
    }
    const object = unwrap(callee.object);
    return object.type === T.Identifier ? object.name === name && isOwnRelease(call, entry) : releases(object);
  };
  const always = (statements: readonly TSESTree.Node[]): boolean => {
    for (const statement of statements) {
      if (doesAlways(statement)) {
        return true;
      }
      if (leaves(statement, name, view)) {
        return false;
      }
    }
    return false;
  };
  const doesAlways = (statement: TSESTree.Node): boolean => {
    switch (statement.type) {
      case T.BlockStatement:
        return always(statement.body);
      case T.ExpressionStatement:
        return releases(statement.expression);
      case T.ReturnStatement:
        return statement.argument !== null && releases(statement.argument);
      case T.TryStatement:
        return (
          (statement.finalizer !== null && always(statement.finalizer.body)) ||
          (statement.block.body[0] !== undefined && doesAlways(statement.block.body[0]))
        );
      case T.IfStatement:
        return isAbout(statement.test, name) && doesAlways(statement.consequent);
      default:
        return false;
    }
  };
  return body.type === T.BlockStatement ? always(body.body) : releases(body);
}

/** `client`, `client.isOpen`, `!client.closed`: whether there is something to release. */
function isAbout(test: TSESTree.Node, name: string): boolean {
  const used = [...allNodes(test)].filter(
    (node) => node.type === T.Identifier && node.parent.type !== T.MemberExpression,
  );
  const objects = [...allNodes(test)].flatMap((node) =>
    node.type === T.MemberExpression ? [unwrap(node.object)] : [],
  );
  return [...used, ...objects].every(
    (node) =>
      node.type === T.MemberExpression ||
      (node.type === T.Identifier && (node.name === name || node.name === 'undefined')),
  );
}

/** Whether code may end the function, or fail, other than where nothing is to be released. */
function leaves(statement: TSESTree.Node, name: string, view: FileView): boolean {
  const isAsked = statement.type === T.IfStatement && statement.alternate === null && isAbout(statement.test, name);
  const isReturn = (node: TSESTree.Node): boolean => node.type === T.ReturnStatement || node.type === T.ThrowStatement;
  return [...allNodes(statement)].some(
    (node) => (!isAsked && isReturn(node)) || isFunction(node) || mayThrow(view, node),
  );
}
