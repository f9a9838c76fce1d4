import { isInBranch } from '../conditional.ts';
import type { LocalResource } from './local-resource.ts';
import type { Root } from './closures.ts';
import { type Paths, pathsThrough } from './walk.ts';

const known = new WeakMap<LocalResource<Root>, { readonly paths: Paths | undefined }>();

/**
 * The paths of a resource through the function that makes it. They are followed once, whichever rules ask.
 *
 * @returns undefined when there are too many of them
 */
export function pathsOf(resource: LocalResource<Root>): Paths | undefined {
  let found = known.get(resource);
  if (found === undefined) {
    const { acquisition, events, failure, making, names, owner, view } = resource;
    const { category, holds, openedBy = [], release } = acquisition.entry;
    const walked = {
      view,
      events,
      making,
      names,
      failure,
      holdsOnUse: holds === 'on-first-use',
      isTurn: category === 'lock' && !isInBranch(making),
      openedBy,
      failsInPromises: release[0]?.returns.startsWith('promise') === true,
    };
    found = { paths: pathsThrough(owner, walked) };
    known.set(resource, found);
  }
  return found.paths;
}
