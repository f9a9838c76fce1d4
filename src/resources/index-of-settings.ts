import { catalogue } from './catalogue/index.ts';
import type { ResourceEntry } from './entry.ts';
import { FormIndex } from './forms.ts';
import type { AsyncResourcesSettings, OwnResource } from './settings.ts';

const catalogueIndex = new FormIndex(catalogue);
const withOwnResources = new WeakMap<readonly OwnResource[], FormIndex>();

/** The user's own resources, then the catalogue. */
export function formIndexOf({ resources }: AsyncResourcesSettings): FormIndex {
  if (resources === undefined) {
    return catalogueIndex;
  }
  let index = withOwnResources.get(resources);
  if (index === undefined) {
    withOwnResources.set(resources, (index = new FormIndex([...resources.map(complete), ...catalogue])));
  }
  return index;
}

function complete(resource: OwnResource): ResourceEntry {
  return { category: 'client', holds: 'at-once', moduleLevel: 'report', known: [], ...resource };
}
