import type { ReleaseForm } from '../../resources/entry.ts';
import { plainMethodsOf } from '../../types/closing-methods.ts';
import type { TypeServices } from '../../types/services.ts';
import type { LocalResource } from '../paths/local-resource.ts';
import type { FieldResource } from './field-resource.ts';

/** How a field is released, and the members that lead from it to what is released. */
export interface FieldRelease {
  readonly form: ReleaseForm | undefined;
  readonly within: readonly string[];
}

export function fieldRelease(
  { acquisition, isCheckOut, making, ownCloser, within }: FieldResource,
  services: TypeServices | undefined,
): FieldRelease {
  if (ownCloser !== undefined) {
    const form = { method: ownCloser.name, returns: ownCloser.body.async ? 'promise' : 'nothing' } as const;
    return { form, within: within.filter((member) => member !== '?') };
  }
  return { form: usualRelease({ acquisition, isCheckOut, making }, services), within };
}

/** The best form of a release. What a closer of something lent gives, its type tells. */
export function usualRelease(
  { acquisition, isCheckOut, making }: Pick<LocalResource, 'acquisition' | 'isCheckOut' | 'making'>,
  services: TypeServices | undefined,
): ReleaseForm | undefined {
  const [form] = acquisition.entry.release;
  if (!isCheckOut || form === undefined || !('method' in form) || services === undefined) {
    return form;
  }
  const [found] = plainMethodsOf(making, [], (name) => name === form.method, services);
  return { ...form, returns: found?.givesPromise === true ? 'promise' : 'nothing' };
}
