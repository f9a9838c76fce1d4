import type { FileView } from '../../ast/file-view.ts';
import type { RunnerSettings } from '../../runners/runner-settings.ts';
import { isSetupFile } from '../../runners/setup-files.ts';
import { TestFile } from '../../runners/test-file.ts';
import type { Acquisitions } from '../acquisitions.ts';
import { Phases } from '../phases.ts';
import type { SharedResource } from '../shared-resource.ts';
import { getsShared } from './gets-shared.ts';
import { sharedReleases } from './shared-releases.ts';

/** The other test files of the program that get a shared resource, by their paths. */
export function otherUsers(
  resource: SharedResource,
  view: FileView,
  isTestPath: (path: string) => boolean,
): readonly string[] {
  const importers = resource.made.view.project?.importers() ?? [];
  const paths = new Set(importers.map(({ path }) => path));
  return importers
    .filter(({ path }) => path !== view.path && isTestPath(path))
    .filter((file) => getsShared(file.view(), resource, paths))
    .map(({ path }) => path);
}

/**
 * The set-up file of the program that releases a shared resource when all tests are over.
 *
 * @returns its path; undefined when there is none
 */
export function sharedHome(
  { made }: SharedResource,
  acquisitions: Acquisitions,
  settings: RunnerSettings,
  relativePath: (path: string) => string,
): string | undefined {
  const importers = made.view.project?.importers() ?? [];
  const home = importers.find((importer) => {
    const path = relativePath(importer.path);
    const view = isSetupFile(importer.view(), path) ? importer.view() : undefined;
    const releases = view && sharedReleases(new Phases(new TestFile(view, settings), undefined), acquisitions);
    return releases?.some(({ resource }) => resource.made.node === made.node);
  });
  return home?.path;
}
