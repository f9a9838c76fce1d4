import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import { makingOf } from './definition.ts';
import type { Fate } from './fates/fate.ts';
import { Follower, type FollowOptions } from './fates/follow.ts';

/** A browser lends a context, which lends a page. */
const MOST_LENDERS = 3;

/** Closing what made a resource closes the resource: `moduleRef.close()` for `moduleRef.createNestApplication()`. */
export function lenderReleases(
  view: FileView,
  making: AcquiringNode,
  entry: ResourceEntry,
  options: FollowOptions,
  depth = MOST_LENDERS,
): readonly Extract<Fate, { does: 'release' }>[] {
  const method = unwrap(making.callee);
  const source =
    making.type === T.CallExpression && method.type === T.MemberExpression ? unwrap(method.object) : undefined;
  const variable = source?.type === T.Identifier ? variableOf(view, source) : undefined;
  // A module is not closed.
  if (entry.outlivesLender === true || variable === undefined || originOf({ view, node: method })?.kind === 'module') {
    return [];
  }
  const follower = new Follower(view, entry, options);
  follower.variable(variable, ['?']);
  // `knex('accounts')` asks something of what lends.
  const own = follower.fates.flatMap((fate) => (fate.does === 'release' && !isCallOfName(fate.node) ? [fate] : []));
  const made = depth > 0 ? makingOf({ view, node: source as TSESTree.Node }) : undefined;
  return made?.view === view ? [...own, ...lenderReleases(view, made.node, entry, options, depth - 1)] : own;
}

function isCallOfName(node: TSESTree.Node): boolean {
  return node.type === T.CallExpression && unwrap(node.callee).type === T.Identifier && node.arguments.length > 0;
}
