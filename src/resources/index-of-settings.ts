import { catalogue } from './catalogue/index.ts';
import type { ResourceEntry } from './entry.ts';
import { FormIndex } from './forms.ts';
import type { AsyncResourcesSettings, OwnResource } from './settings.ts';

const catalogueIndex = new FormIndex(catalogue);
const withOwnResources = new WeakMap<readonly OwnResource[], Map<string, FormIndex>>();

/**
 * The user's own resources, then the catalogue.
 *
 * @param folderOf gives the folder of the ESLint configuration, which `from: ['./src/db.ts']` is relative to
 */
export function formIndexOf({ resources }: AsyncResourcesSettings, folderOf: () => string): FormIndex {
  if (resources === undefined) {
    return catalogueIndex;
  }
  const folder = folderOf();
  const byFolder = withOwnResources.get(resources) ?? new Map<string, FormIndex>();
  withOwnResources.set(resources, byFolder);
  const index = byFolder.get(folder) ?? new FormIndex([...resources.map(complete), ...catalogue], folder);
  byFolder.set(folder, index);
  return index;
}

function complete(resource: OwnResource): ResourceEntry {
  return { category: 'client', holds: 'at-once', moduleLevel: 'report', known: [], ...resource };
}
