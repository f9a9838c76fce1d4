import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { withoutAwait } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';

/** The call that made what an expression stands for, waited for or not: `await connect()`. */
export function makingOf(place: Place): Place<TSESTree.CallExpression | TSESTree.NewExpression> | undefined {
  const made = definitionOf(place);
  const node = made && withoutAwait(made.node);
  return made !== undefined && (node?.type === T.CallExpression || node?.type === T.NewExpression)
    ? { ...made, node }
    : undefined;
}

/** The function, class or expression that an expression stands for, in whichever file of the project it lies. */
export function definitionOf(place: Place): Place | undefined {
  const origin = originOf(place);
  const end = origin && trailOf(origin).at(-1);
  return end?.kind === 'value' ? end.place : undefined;
}
