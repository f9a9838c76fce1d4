import type { TSESTree } from '@typescript-eslint/utils';

import { isCloserName, mostUsual } from '../lifetime/fates/closer-names.ts';
import type { ReleaseForm, ResourceEntry } from '../resources/entry.ts';
import { isCallable } from '../types/checked-types.ts';
import { plainMethodsOf } from '../types/closing-methods.ts';
import { disposesBy } from '../types/disposes-by.ts';
import type { TypeServices } from '../types/services.ts';

/**
 * The method by whose name a class of the project disposes of its instances, too: `close` of
 * `[Symbol.dispose]() { this.close(); }`.
 *
 * @param node an instance
 * @returns undefined also for what the catalogue knows a closer of
 */
export function namedDisposer(
  node: TSESTree.Node,
  { release, disposable }: ResourceEntry,
  services: TypeServices | undefined,
): Extract<ReleaseForm, { readonly method: string }> | undefined {
  const [symbol] = disposable?.symbols ?? [];
  if (release.length > 0 || symbol === undefined || services === undefined) {
    return undefined;
  }
  const closers = plainMethodsOf(node, [], isCloserName, services);
  const named = closers.find(({ name }) => disposesBy(node, symbol, name, services));
  return named && { method: named.name, returns: named.givesPromise ? 'promise' : 'nothing' };
}

/**
 * The closer of something that keeps the resource to itself: `app.close()` of a class of the project.
 *
 * @param path the members that lead from the node to it
 * @returns undefined when it has none, or several of which none is the usual one
 */
export function ownCloser(
  node: TSESTree.Node,
  path: readonly string[],
  services: TypeServices | undefined,
): Extract<ReleaseForm, { readonly method: string }> | undefined {
  if (services === undefined) {
    return undefined;
  }
  const closers = plainMethodsOf(node, path, isCloserName, services);
  const usual = mostUsual(closers);
  // Of a package both do the same; a class of the project may have a closer for only a part of it.
  const isUsualWhole = usual?.isDeclaredOnly === true && usual.givesPromise;
  if (!isUsualWhole && isCallable(node, [...path, '[Symbol.asyncDispose]'], 0, services)) {
    return { method: '[Symbol.asyncDispose]', returns: 'promise' };
  }
  const closer = closers.length === 1 ? closers[0] : usual;
  return closer && { method: closer.name, returns: closer.givesPromise ? 'promise' : 'nothing' };
}
