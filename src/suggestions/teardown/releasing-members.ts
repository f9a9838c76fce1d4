import type { ReleaseForm } from '../../resources/entry.ts';

/** The members that lead from a resource to the method that releases it; a symbol is one. */
export function releasingMembers(release: ReleaseForm): readonly string[] {
  if (!('method' in release)) {
    return [];
  }
  return release.method.includes('Symbol.') ? [release.method] : release.method.split('.');
}
