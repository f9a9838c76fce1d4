import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, staticString, unwrap } from '../../ast/expressions.ts';
import { isCloserName } from '../fates/closer-names.ts';

/**
 * Whether a condition only asks whether something of these names can be closed, as code does that has one of several
 * types in hand: `'release' in client`, `typeof client.release === 'function'`, `client.release`.
 */
export function asksForCloser(test: TSESTree.Node, names: ReadonlySet<string>): boolean {
  const node = unwrap(test);
  if (node.type === T.MemberExpression) {
    return isCloserName(memberName(node)) && isNamed(node.object, names);
  }
  if (node.type !== T.BinaryExpression) {
    return false;
  }
  const { left, operator, right } = node;
  return operator === 'in'
    ? isCloserName(staticString(left)) && isNamed(right, names)
    : /^===?$/u.test(operator) && staticString(right) === 'function' && asksForTypeOfCloser(left, names);
}

function asksForTypeOfCloser(left: TSESTree.Node, names: ReadonlySet<string>): boolean {
  const node = unwrap(left);
  return node.type === T.UnaryExpression && node.operator === 'typeof' && asksForCloser(node.argument, names);
}

function isNamed(value: TSESTree.Node, names: ReadonlySet<string>): boolean {
  const node = unwrap(value);
  return node.type === T.Identifier && names.has(node.name);
}
