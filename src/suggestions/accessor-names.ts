import type { TSESTree } from '@typescript-eslint/utils';

import type { LazyBinding } from './lazy-bindings.ts';
import { asSuffix, type FreeNames } from './names.ts';
import type { SourceFile } from './source-file.ts';
import { awaitedCall, isolatesDeclarations, writtenType } from './value-type.ts';

/** How the functions are called: a timer is not used, it runs. */
export type AccessorVerbs =
  { readonly give: 'get'; readonly release: 'close' } | { readonly give: 'start'; readonly release: 'stop' };

/** A lazy binding with the names of what is written for it. */
export interface NamedLazyBinding extends LazyBinding {
  /** The variable that keeps the value. */
  readonly state: string;
  readonly getter: string;
  /** The function that makes the value, where the getter cannot do it in place. */
  readonly maker: string | undefined;
  readonly closer: string | undefined;
  /** What the getter makes where there is no maker. */
  readonly value: TSESTree.Expression;
  /** What the getter returns, as TypeScript writes it. */
  readonly type: string;
  readonly verbs: AccessorVerbs;
}

/**
 * Gives names to what is written for a binding.
 *
 * @param hasCloser whether the value is released
 * @returns undefined when one is taken, or when a type would have to be said that cannot be
 */
export function namedLazyBinding(
  lazy: LazyBinding,
  hasCloser: boolean,
  verbs: AccessorVerbs,
  names: FreeNames,
  file: SourceFile,
): NamedLazyBinding | undefined {
  const { binding, making, isWaitedFor } = lazy;
  const suffix = asSuffix(binding.name);
  const state = binding.variable === undefined ? names.take(binding.name, `own${suffix}`) : binding.name;
  const verb = hasCloser ? verbs.give : 'get';
  const getter = names.take(`${verb}${suffix}`, `${verb}Shared${suffix}`);
  const closer = hasCloser ? names.take(`${verbs.release}${suffix}`, `${verbs.release}Shared${suffix}`) : undefined;
  const written = writtenType(binding, file);
  // A promise that can be named is kept as it is; any other is that of an async function.
  const kept = isWaitedFor && !lazy.isMadeFromAwaited ? awaitedCall(binding, file) : undefined;
  const isInferred = file.isTyped && written === undefined && kept === undefined;
  const isOneExpression = !making.needsArrow && making.setUps.length === 0;
  const needsMaker = isInferred || !isOneExpression || (isWaitedFor && kept === undefined);
  const maker = needsMaker ? names.take(`make${suffix}`, `build${suffix}`) : undefined;
  if (
    state === undefined ||
    getter === undefined ||
    (hasCloser && closer === undefined) ||
    (needsMaker && maker === undefined) ||
    (isInferred && isolatesDeclarations(file))
  ) {
    return undefined;
  }
  const given = written !== undefined && isWaitedFor ? `Promise<${written}>` : written;
  const type = maker === undefined ? kept?.type : undefined;
  return {
    ...lazy,
    state,
    getter,
    maker,
    closer,
    type: type ?? given ?? `ReturnType<typeof ${maker ?? ''}>`,
    value: kept?.call ?? binding.initialiser,
    verbs,
  };
}
