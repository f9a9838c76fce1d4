import type { LocalResource } from './local-resource.ts';

/** Whether a resource is a transaction, which ends in one of two ways. */
export function isTransaction({ acquisition: { entry } }: LocalResource): boolean {
  const methods = entry.release.map((form) => ('method' in form ? form.method : ''));
  return methods.includes('commit') && methods.includes('rollback');
}
