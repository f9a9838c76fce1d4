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
  readonly ofThis: boolean;
}

/** By file: whatever is followed through a member asks for them. */
const known = new WeakMap<FileView, readonly ReadingPattern[]>();

/**
 * Every pattern that takes apart what has these members: the context that a callback gets, `this`, or a part of them.
 * With each, the members that lead from it to what is looked for.
 *
 * @param onlyOfThis whether they are fields of a class, which no parameter of its methods has
 */
export function patternsReading(
  view: FileView,
  names: readonly string[],
  onlyOfThis: boolean,
): readonly { readonly pattern: TSESTree.ObjectPattern; readonly below: readonly string[] }[] {
  const patterns = known.get(view) ?? readingPatterns(view);
  known.set(view, patterns);
  return patterns
    .filter(
      ({ ofThis, read }) =>
        (ofThis || !onlyOfThis) && read.length < names.length && read.every((name, index) => name === names[index]),
    )
    .map(({ pattern, read }) => ({ pattern, below: names.slice(read.length) }));
}

function readingPatterns(view: FileView): readonly ReadingPattern[] {
  return nodesOf(view.ast).flatMap((pattern) => {
    const found = pattern.type === T.ObjectPattern ? membersBefore(view, pattern) : undefined;
    return found === undefined ? [] : [{ pattern: pattern as TSESTree.ObjectPattern, ...found }];
  });
}

/** The members of a context, or of `this`, that a pattern takes apart; none for the context itself. */
function membersBefore(
  view: FileView,
  pattern: TSESTree.ObjectPattern,
): Pick<ReadingPattern, 'ofThis' | 'read'> | undefined {
  const parent = parentOf(pattern);
  if (isFunction(parent)) {
    // Of what a function gets that nothing calls back, nobody knows what it is.
    const isCalledBack = parent.params[0] === pattern && parentOf(parent)?.type === T.CallExpression;
    return isCalledBack ? { read: [], ofThis: false } : undefined;
  }
  const init =
    parent?.type === T.VariableDeclarator && parent.id === pattern && parent.init ? unwrap(parent.init) : undefined;
  const { root, names } = init?.type === T.MemberExpression ? chainOf(init) : { root: init, names: [] };
  const variable = root?.type === T.Identifier ? variableOf(view, root) : undefined;
  const isContext = variable?.defs[0]?.type === DefinitionType.Parameter;
  const ofThis = root?.type === T.ThisExpression;
  return ofThis || isContext ? { read: names, ofThis } : undefined;
}
