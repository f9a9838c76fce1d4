import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { chainOf } from './members.ts';

/** A pattern that takes apart a context, `this`, or a part of them, and the members that lead to it. */
interface ReadingPattern {
  readonly pattern: TSESTree.ObjectPattern;
  readonly read: readonly (string | undefined)[];
}

/** By file: whatever is followed through a member asks for them. */
const known = new WeakMap<FileView, readonly ReadingPattern[]>();

/**
 * Every pattern that takes apart what has these members: the context that a callback gets, `this`, or a part of them.
 * With each, the members that lead from it to what is looked for.
 */
export function patternsReading(
  view: FileView,
  names: readonly string[],
): readonly { readonly pattern: TSESTree.ObjectPattern; readonly below: readonly string[] }[] {
  const patterns = known.get(view) ?? readingPatterns(view);
  known.set(view, patterns);
  return patterns
    .filter(({ read }) => read.length < names.length && read.every((name, index) => name === names[index]))
    .map(({ pattern, read }) => ({ pattern, below: names.slice(read.length) }));
}

function readingPatterns(view: FileView): readonly ReadingPattern[] {
  return nodesOf(view.ast).flatMap((pattern) => {
    const read = pattern.type === T.ObjectPattern ? membersBefore(view, pattern) : undefined;
    return read === undefined ? [] : [{ pattern: pattern as TSESTree.ObjectPattern, read }];
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
