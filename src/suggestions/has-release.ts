import type { ParserServicesWithTypeInformation, TSESTree } from '@typescript-eslint/utils';

import type { ReleaseForm } from '../resources/entry.ts';
import { isCallable } from '../types/checked-types.ts';

/** Whether the value of an expression, waited for, can be released in a form. */
export function hasRelease(
  node: TSESTree.Node,
  release: ReleaseForm,
  services: ParserServicesWithTypeInformation,
): boolean {
  const given = release.returns === 'callback' ? 1 : 0;
  return 'call' in release
    ? release.takes === undefined
    : isCallable(node, 'method' in release ? release.method.split('.') : [], given, services);
}
