import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { chainOf } from './members.ts';

/**
 * Every pattern that takes apart what has these members: the context that a callback gets, `this`, or a part of them.
 * With each, the members that lead from it to what is looked for.
 */
export function patternsReading(
  view: FileView,
  names: readonly string[],
): readonly { readonly pattern: TSESTree.ObjectPattern; readonly below: readonly string[] }[] {
  return [...allNodes(view.ast)].flatMap((pattern) => {
    const read = pattern.type === T.ObjectPattern ? membersBefore(view, pattern) : undefined;
    const isOnTheWay = read?.every((name, index) => name === names[index]) === true && read.length < names.length;
    return isOnTheWay ? [{ pattern: pattern as TSESTree.ObjectPattern, below: names.slice(read.length) }] : [];
  });
}

/** The members of a context, or of `this`, that a pattern takes apart; none for the context itself. */
function membersBefore(view: FileView, pattern: TSESTree.ObjectPattern): readonly (string | undefined)[] | undefined {
  const parent = parentOf(pattern);
  if (isFunction(parent)) {
    // Of what a function gets that nothing calls back, nobody knows what it is.
    return parent.params[0] === pattern && parentOf(parent)?.type === T.CallExpression ? [] : undefined;
  }
  const init =
    parent?.type === T.VariableDeclarator && parent.id === pattern && parent.init ? unwrap(parent.init) : undefined;
  const { root, names } = init?.type === T.MemberExpression ? chainOf(init) : { root: init, names: [] };
  const variable = root?.type === T.Identifier ? variableOf(view, root) : undefined;
  const isContext = variable?.defs[0]?.type === DefinitionType.Parameter;
  return root?.type === T.ThisExpression || isContext ? names : undefined;
}
