import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isNamed, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import type { ResourceCategory, ResourceEntry } from '../../resources/entry.ts';
import { isPromise } from '../promise-type.ts';

/** What closes files and embedded databases at once does throw; sockets, servers and timers only tell of it later. */
const throwsAtOnce: ReadonlySet<ResourceCategory> = new Set(['connection', 'file', 'lock']);

/** Whether a release throws where nothing goes wrong but the release: not what only begins to close something there is. */
export function mayThrow(node: TSESTree.Node, { category, release }: ResourceEntry, view: FileView): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  if (callee?.type !== T.MemberExpression) {
    return true;
  }
  const isThere = callee.optional || isAlwaysThere(callee.object, view) || isAskedFor(callee.object, node);
  if (!isThere || isPromise(view, node)) {
    // Nobody hears of an error in a promise that nobody waits for.
    return !isThere || parentOf(node)?.type !== T.ExpressionStatement;
  }
  const form = release.find((one) => 'method' in one && one.method === memberName(callee));
  return throwsAtOnce.has(category) || !(form?.returns === 'nothing' || form?.returns === 'callback');
}

/** `if (server) server.close();` */
function isAskedFor(object: TSESTree.Node, node: TSESTree.Node): boolean {
  const name = unwrap(object);
  const statement = parentOf(node);
  const outer = statement && parentOf(statement);
  const choice = outer?.type === T.BlockStatement ? parentOf(outer) : outer;
  return choice?.type === T.IfStatement && name.type === T.Identifier && isNamed(choice.test, name.name);
}

/** A constant, which an element of a list is, too: a slot may be empty when the set-up failed. */
function isAlwaysThere(object: TSESTree.Node, view: FileView): boolean {
  const name = unwrap(object);
  const definition = name.type === T.Identifier ? variableOf(view, name)?.defs[0] : undefined;
  return definition?.type === DefinitionType.Variable
    ? definition.parent.kind === 'const'
    : definition?.type === DefinitionType.Parameter;
}
