import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { parentOf, wrapped } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import type { LocalResource } from './local-resource.ts';
import type { Branch, State } from './state.ts';
import { pathsOf } from './resource-paths.ts';
import type { Exit } from './ways.ts';

/** How a function loses a resource. */
export type Leak =
  /** It is kept nowhere. */
  | { readonly why: 'dropped' }
  | { readonly why: 'never' }
  /** It is put into a collection, from where nothing gives it back. */
  | { readonly why: 'collected'; readonly into: Variable }
  /** The function ends without giving it back. */
  | { readonly why: 'path'; readonly exit: Exit; readonly branch: Branch | undefined }
  /** Nothing gives it back when this throws. */
  | { readonly why: 'exception'; readonly at: TSESTree.Node }
  /** Its only name gets another value while it is still open. */
  | { readonly why: 'overwritten'; readonly at: TSESTree.Node };

/**
 * How a resource leaks on the paths through its function: on usual ones first, then where something throws.
 *
 * @param throws whether the paths matter on which a call throws, only those on which a statement does, or neither
 * @returns undefined when it does not, or when there are too many paths
 */
export function leakOf(resource: LocalResource, throws: 'any' | 'none' | 'written'): Leak | undefined {
  const { events, failure, making, slots } = resource;
  const paths = pathsOf(resource);
  if (paths === undefined) {
    return undefined;
  }
  const open = paths.exits.filter(({ state }) => state.status === 'held');
  const usual = open
    .filter((exit) => thrower(exit) === undefined && !(throws === 'none' && exit.how === 'throw'))
    .sort((one, other) => placeOf(one) - placeOf(other));
  const isEnded = [...events.endings()].length > 0;
  if (!isEnded && usual.length > 0) {
    return { why: slots.length === 0 && isStatement(making) ? 'dropped' : 'never' };
  }
  const [exit] = usual;
  if (exit !== undefined) {
    return { why: 'path', exit, branch: exit.state.branch };
  }
  const overwrites = [...paths.findings.overwrites];
  const [overwritten] = overwrites.filter(([, state]) => !isThrown(state));
  if (overwritten !== undefined) {
    return { why: 'overwritten', at: overwritten[0] };
  }
  // What calls back with an error hardly throws one.
  if (throws !== 'any' || failure !== undefined) {
    return undefined;
  }
  const [first] = open.flatMap((one) => thrower(one) ?? []).sort((one, other) => one.range[0] - other.range[0]);
  if (first !== undefined) {
    return { why: 'exception', at: first };
  }
  // `catch { client = await pool.connect(); }`
  const [replaced] = overwrites;
  return replaced && { why: 'overwritten', at: replaced[0] };
}

/** What throws on the way to an exit, unless the code says `throw` itself. */
function thrower({ state, at, how }: Exit): TSESTree.Node | undefined {
  const node = state.thrownBy ?? (how === 'throw' ? at : undefined);
  return node?.type === T.ThrowStatement ? undefined : node;
}

function isThrown({ thrownBy }: State): boolean {
  return thrownBy !== undefined && thrownBy.type !== T.ThrowStatement;
}

function placeOf({ at }: Exit): number {
  return at?.range[0] ?? Number.POSITIVE_INFINITY;
}

/** `await open(path);` */
function isStatement(making: TSESTree.Node): boolean {
  const parent = parentOf(wrapped(making));
  const outer = parent?.type === T.AwaitExpression ? parentOf(wrapped(parent)) : parent;
  return outer?.type === T.ExpressionStatement || (outer?.type === T.UnaryExpression && outer.operator === 'void');
}
