import type { Slot } from '../../lifetime/fates/fate.ts';
import type { LocalResource } from '../../lifetime/paths/local-resource.ts';
import type { ReleaseForm } from '../../resources/entry.ts';
import { plainMethodsOf } from '../../types/closing-methods.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { SourceFile } from '../source-file.ts';
import { releaseFormOf } from '../teardown/release-form.ts';
import { releaseStatement } from '../teardown/release-text.ts';

/** The statement that gives a resource back. */
export interface Closer {
  readonly statement: string;
  readonly isAwaited: boolean;
}

/** How a resource is given back. */
export interface Release {
  readonly slot: Slot;
  /** The name through which it is. */
  readonly name: string;
  /** Whether there may be nothing to give back. */
  readonly mayBeUnset: boolean;
}

/** @returns undefined when no way is certain to compile */
export function closerOf(
  { slot, name, mayBeUnset }: Release,
  resource: LocalResource,
  file: SourceFile,
): Closer | undefined {
  const path = slot.within.filter((member) => member !== '?');
  if (path.some((member) => member === '*' || member === '&')) {
    return undefined;
  }
  const text = [name, ...path].join('.');
  const found = releaseFormOf(slot, path, { resource, file });
  const release = found && certainForm(found, slot, path, file);
  if (release === undefined) {
    return undefined;
  }
  const handle = {
    text,
    root: 'variable' as const,
    variable: slot.variable,
    release,
    node: slot.node,
    path,
    admitsNothing: mayBeUnset,
  };
  return { statement: releaseStatement(handle, mayBeUnset, file), isAwaited: isReleaseAwaited(release) };
}

/** The catalogue does not say whether the method of something that is lent gives a promise; its type does. */
function certainForm(
  form: ReleaseForm,
  { node }: Slot,
  path: readonly string[],
  { services }: SourceFile,
): ReleaseForm | undefined {
  if (!('method' in form) || form.returns !== 'promise or callback' || services === undefined) {
    return form;
  }
  const members = form.method.split('.');
  const [method] = plainMethodsOf(
    node,
    [...path, ...members.slice(0, -1)],
    (name) => name === members.at(-1),
    services,
  );
  return method && { method: form.method, returns: method.givesPromise ? 'promise' : 'nothing' };
}
