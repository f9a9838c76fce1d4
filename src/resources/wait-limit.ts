import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { staticString, unwrap } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import type { AcquiringNode } from './acquisition.ts';
import { isWrittenWithout, propertyOf, valueOf } from './arguments.ts';
import type { ResourceEntry, WaitOption } from './entry.ts';

/** A pool whose callers wait for a free connection for as long as it takes. */
export interface UnlimitedWait {
  readonly option: string;
  /** The argument that has the option, counted from 0. */
  readonly argument: number;
  /** The `0` that is no limit, where it is written in the call itself. */
  readonly zero: TSESTree.Node | undefined;
  /** The object that lacks the option, where it is written in the call itself. */
  readonly object: TSESTree.ObjectExpression | undefined;
}

/**
 * The wait of a pool that nothing limits.
 *
 * @returns undefined when it has a limit, when the options cannot be read, or when the catalogue knows of no such option
 */
export function unlimitedWait(place: Place<AcquiringNode>, { waits = [] }: ResourceEntry): UnlimitedWait | undefined {
  for (const wait of waits) {
    const found = wait.ofPool === undefined ? undefined : unlimited(place, wait, wait.ofPool);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function unlimited(
  place: Place<AcquiringNode>,
  { option, unbounded }: WaitOption,
  { argument, or = [], inUrl }: NonNullable<WaitOption['ofPool']>,
): UnlimitedWait | undefined {
  const given = place.node.arguments;
  const names = [option, ...or];
  const isInUrl = inUrl === true ? isLimitedByUrl({ ...place, node: given[0] ?? place.node }, names) : false;
  if (given.slice(0, argument + 1).some(({ type }) => type === T.SpreadElement) || isInUrl === true) {
    return undefined;
  }
  const options = given[argument];
  if (options === undefined) {
    return unbounded && isInUrl === false ? { option, argument, zero: undefined, object: undefined } : undefined;
  }
  const object = valueOf({ ...place, node: options });
  if (object?.type !== T.ObjectExpression) {
    return undefined;
  }
  const written = propertyOf(object, option);
  if (written !== undefined) {
    // What is written here comes before what a connection string says.
    const value = valueOf({ ...place, node: written });
    const isZero = value?.type === T.Literal && value.value === 0;
    return isZero && !isOverwritten(object, written) && or.every((name) => propertyOf(object, name) === undefined)
      ? { option, argument, zero: value === written ? value : undefined, object: undefined }
      : undefined;
  }
  const isAbsent = isInUrl === false && names.every((name) => isWrittenWithout(name, { ...place, node: options }));
  return unbounded && isAbsent
    ? { option, argument, zero: undefined, object: object === unwrap(options) ? object : undefined }
    : undefined;
}

/** Whether a connection string has one of the options; undefined when it cannot be read. */
function isLimitedByUrl(place: Place, names: readonly string[]): boolean | undefined {
  const value = valueOf(place);
  const text = value && staticString(value);
  return text === undefined ? undefined : names.some((name) => text.includes(`${name}=`));
}

/** `{ connectionTimeoutMillis: 0, ...options }` */
function isOverwritten({ properties }: TSESTree.ObjectExpression, written: TSESTree.Node): boolean {
  return properties.some((one) => one.type === T.SpreadElement && one.range[0] > written.range[0]);
}
