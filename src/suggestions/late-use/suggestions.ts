import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { ownChildren } from '../../lifetime/paths/conditions.ts';
import type { LateUse } from '../../lifetime/paths/late-uses.ts';
import { isDeclaredByUsing } from '../../lifetime/releases.ts';
import { type Suggestion, suggestion } from '../suggestion.ts';
import { removalOf } from '../teardown/statements.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const lateUseMessages = {
  awaitResult: 'Wait for it here.',
  declareWithConst: 'Declare `{{name}}` with `const`, and leave closing it to whoever gets it.',
  removeSecond: 'Remove this second release.',
} as const;

type ReleasedAgain = Extract<LateUse, { why: 'released again' }>;

type Id = keyof typeof lateUseMessages;

/** What would mend a use that comes too late. */
export function lateUseSuggestions(late: LateUse, sourceCode: TSESLint.SourceCode): readonly Suggestion<Id>[] {
  switch (late.why) {
    case 'part leaves using':
    case 'part returned':
    case 'released':
    case 'returned':
      return [];
    case 'released again':
      return late.isAlways && !isLentAgain(late, sourceCode) ? removedStatement(late.node, sourceCode) : [];
    case 'leaves using':
      return declaredByConst(late, sourceCode);
    case 'not waited for':
    case 'not waited for in using':
      return enclosingFunction(late.node)?.async === true
        ? [suggestion('awaitResult', {}, [{ range: [late.node.range[0], late.node.range[0]], text: 'await ' }])]
        : [];
  }
}

/** Whether the same was taken once more in between: a pool lends the very connection that it got back. */
function isLentAgain({ node, release, resource: { making } }: ReleasedAgain, { text }: TSESLint.SourceCode): boolean {
  return text.slice(release.range[1], node.range[0]).includes(text.slice(...making.range));
}

function removedStatement(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): readonly Suggestion<Id>[] {
  const parent = parentOf(node);
  const statement = parent?.type === T.AwaitExpression ? parentOf(parent) : parent;
  const isRemovable =
    statement?.type === T.ExpressionStatement &&
    statement.parent.type === T.BlockStatement &&
    sourceCode.getCommentsInside(statement).length === 0;
  return isRemovable ? [suggestion('removeSecond', {}, [removalOf(statement, { sourceCode })])] : [];
}

/** Only where the function returns nothing else: on every other way out `using` is what closes it. */
function declaredByConst(
  { node, resource: { owner, slots } }: LateUse,
  sourceCode: TSESLint.SourceCode,
): readonly Suggestion<Id>[] {
  const variable = slots.map((slot) => slot.variable).find((one) => one !== undefined && isDeclaredByUsing(one));
  const declaration = variable?.defs[0]?.parent as TSESTree.Node | null | undefined;
  const body = owner.type === T.Program ? undefined : owner.body;
  const returns = body ? [...allNodes(body, ownChildren)].filter(({ type }) => type === T.ReturnStatement) : [];
  const isOnlyWayOut = returns.length === 1 && returns[0] === node && parentOf(node) === body;
  if (variable === undefined || declaration?.type !== T.VariableDeclaration || !isOnlyWayOut) {
    return [];
  }
  const last = declaration.kind === 'await using' ? 1 : 0;
  const keyword = sourceCode.getFirstToken(declaration, last);
  return keyword && declaration.declarations.length === 1
    ? [
        suggestion('declareWithConst', { name: variable.name }, [
          { range: [declaration.range[0], keyword.range[1]], text: 'const' },
        ]),
      ]
    : [];
}
