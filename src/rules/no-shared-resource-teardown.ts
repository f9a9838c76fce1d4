import picomatch from 'picomatch';

import { Acquisitions } from '../lifetime/acquisitions.ts';
import { Phases } from '../lifetime/phases.ts';
import { isBetweenTests } from '../lifetime/tests/between-tests.ts';
import { sharedReleases } from '../lifetime/tests/shared-releases.ts';
import { otherUsers, sharedHome } from '../lifetime/tests/shared-use.ts';
import { readRunnerSettings } from '../runners/read-runner-settings.ts';
import { isSetupFile } from '../runners/setup-files.ts';
import { TestFile } from '../runners/test-file.ts';
import { isUsualTestPath } from '../runners/test-paths.ts';
import { createRule } from './create-rule.ts';
import { betweenTestsReport, type MessageId, messages, reportOf } from './no-shared-resource-teardown/report.ts';

export default createRule<[], MessageId>({
  name: 'no-shared-resource-teardown',
  meta: {
    type: 'problem',
    hasSuggestions: true,
    languages: ['js/js'],
    docs: {
      description: 'Disallow closing in one test file what a module of the program made for all of them',
      recommended: 'recommended',
      profitsFromTypes: true,
    },
    messages,
    schema: [],
  },
  create(context, { settings, view, resources, relativePath }) {
    const globs = settings.testFiles;
    const isTestPath = globs === undefined ? isUsualTestPath : picomatch([...globs], { dot: true });
    return {
      'Program:exit'() {
        const runnerSettings = readRunnerSettings(context.settings, settings);
        const file = view.project && new TestFile(view, runnerSettings);
        if (file?.calls.some(({ does }) => does.is === 'test') !== true || isSetupFile(view, relativePath(view.path))) {
          return;
        }
        // Where each file has modules of its own, each closes its own.
        const isShared = file.runners.every(({ sharesModules }) => sharesModules !== undefined);
        const acquisitions = new Acquisitions(resources());
        for (const release of sharedReleases(new Phases(file, undefined), acquisitions)) {
          const { entry, isMadeAgain } = release.resource;
          if (entry.opensAgain === true || isMadeAgain === true) {
            continue;
          }
          const others = isShared ? otherUsers(release.resource, view, (path) => isTestPath(relativePath(path))) : [];
          if (others.length > 0) {
            const home = sharedHome(release.resource, acquisitions, runnerSettings, relativePath);
            context.report(reportOf(release, { file, others, home }, context.sourceCode));
          } else if (isBetweenTests(release, file)) {
            context.report(betweenTestsReport(release, file));
          }
        }
      },
    };
  },
});
