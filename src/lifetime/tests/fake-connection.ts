import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, keyName, unwrap } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';

/** Names for what a test puts in the place of something. */
const fakes = /\b\w*(?:[Dd]ummy|[Ff]ake|[Mm]ock|[Ss]tub)\w*/gu;

/** The ends of names that only tell where to connect to, and how. */
const telling = /(?:config|host|id|name|options|path|port|settings|string|ur[il])$/iu;

/** By what a resource reaches what it holds. */
const carrier = /(?:channel|client|conn|database|db|driver|pool|session|socket|stream|transport)/iu;

/**
 * Whether what a test makes is given something that only looks like a connection: `new Session(newFakeConnection())`,
 * `createClient({ connection: stub })`, `{ connect: () => stub }`, or a variable with that.
 */
export function getsFakeConnection({ view, node }: Place<AcquiringNode>): boolean {
  return node.arguments.some((argument) => isFake(view, argument));
}

function isFake(view: FileView, given: TSESTree.Node, key = ''): boolean {
  const node = unwrap(given);
  if (node.type === T.ObjectExpression) {
    return node.properties.some((one) => one.type === T.Property && isFake(view, one.value, keyName(one)));
  }
  if (node.type === T.ArrowFunctionExpression && node.body.type !== T.BlockStatement) {
    return isFake(view, node.body, key);
  }
  const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
  const definition = variable?.defs[0]?.node as TSESTree.Node | undefined;
  // `const connection: MockConnection = …`
  const parts = definition?.type === T.VariableDeclarator ? [definition.id, definition.init] : [];
  return [node, ...parts].some((part) => part !== null && saysFake(view, part, key));
}

function saysFake(view: FileView, node: TSESTree.Node, key: string): boolean {
  const isWritten = isFunction(node) || node.type === T.Literal || node.type === T.TemplateLiteral;
  const names = isWritten ? null : view.text.slice(...node.range).match(fakes);
  return names?.some((name) => (carrier.test(name) || carrier.test(key)) && !telling.test(name)) === true;
}
