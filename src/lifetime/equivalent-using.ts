import { promiseOf } from '../types/promised.ts';
import type { ClosingFinally } from './closing-finally.ts';
import type { FileView } from '../ast/file-view.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import type { FormIndex } from '../resources/forms.ts';
import { disposesBy } from '../types/disposes-by.ts';
import type { TypeServices } from '../types/services.ts';
import { canUseUsing } from '../types/using-at-run-time.ts';
import { disposalOf } from '../types/using.ts';

/**
 * The declaration that does what a `finally` does.
 *
 * @returns undefined when it would do something else, or cannot run
 */
export function equivalentUsing(
  found: ClosingFinally,
  view: FileView,
  index: FormIndex,
  services: TypeServices,
): 'await using' | 'using' | undefined {
  const { isAwaited, method, name, owner, release } = found;
  const { isPromise, symbols } = disposalOf(name, services);
  const entries = entriesOf(found, view, index);
  const isForgotten = !isAwaited && promiseOf(release, services) !== 'no';
  const closes = (symbol: 'asyncDispose' | 'dispose'): boolean =>
    symbols.includes(symbol) && (entries.length > 0 || disposesBy(name, symbol, method, services));
  const canRun = entries.every(({ disposable }) => canUseUsing(name, disposable?.since, services));
  if (isPromise || isForgotten || !canRun || !canUseUsing(name, undefined, services)) {
    return undefined;
  }
  if (!isAwaited && closes('dispose')) {
    return 'using';
  }
  return closes('asyncDispose') && owner.async ? 'await using' : undefined;
}

/**
 * The resources of the value's type that the method gives back, so that whoever calls it need not call anything else.
 * `using` gives what was checked out back; `connection.destroy()` does not.
 */
function entriesOf(
  { method, name }: ClosingFinally,
  { project }: FileView,
  index: FormIndex,
): readonly Pick<ResourceEntry, 'disposable'>[] {
  const types = (project?.typesGivenBy(name) ?? []).map(({ name: type, package: from = 'node' }) => ({ type, from }));
  const own = types
    .flatMap(({ type, from }) => index.ofType(type, from))
    .filter(({ release }) => release.some((form) => isWaitedFor(form, method)));
  const lent = types.map(({ type, from }) => index.checkoutOfType(type, from)).find((one) => one !== undefined);
  return lent === undefined ? own : lent.release[0] === method ? [...own, {}] : [];
}

/** A closer that is over when it returns, or when its promise is settled; not one that takes a callback. */
function isWaitedFor(form: ResourceEntry['release'][number], method: string): boolean {
  return 'method' in form && form.method === method && form.returns !== 'callback';
}
