import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { isWaitingForAll } from '../ineffective/value-use.ts';
import { chainOf } from '../fates/members.ts';

/** Constants that one value is followed through. */
const MOST_NAMES = 5;

/** The calls that a value comes from, the last one first: `client.db()` of `client.db().collection('users').find()`. */
export function callsLeadingTo(value: TSESTree.Node, view: FileView, depth = MOST_NAMES): readonly TSESTree.Node[] {
  const node = unwrap(value);
  if (node.type === T.CallExpression) {
    const callee = unwrap(node.callee);
    const [given] = node.arguments;
    if (isWaitingForAll(node) && given?.type === T.ArrayExpression) {
      return given.elements.flatMap((one) => (one === null ? [] : callsLeadingTo(one, view, depth)));
    }
    const root = callee.type === T.MemberExpression ? chainOf(callee).root : undefined;
    return [node, ...(root === undefined ? [] : callsLeadingTo(root, view, depth))];
  }
  const definition = node.type === T.Identifier && depth > 0 ? variableOf(view, node)?.defs[0]?.node : undefined;
  return definition?.type === T.VariableDeclarator && definition.id.type === T.Identifier && definition.init !== null
    ? callsLeadingTo(definition.init, view, depth - 1)
    : [];
}
