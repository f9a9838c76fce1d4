import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';
import picomatch from 'picomatch';

import { enclosingFunction, isInside } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { TestFile, type RunnerSettings } from './test-file.ts';
import { isTestByFolder, isUsualTestPath } from './test-paths.ts';

/**
 * Whether a file belongs to a test runner: by its path, or because it defines tests or hooks at its top level.
 *
 * @param relativePath the file's path below the folder of the ESLint configuration, with forward slashes
 * @param globs the user's own test globs, instead of the usual ones
 */
export function isTestCode(
  view: FileView,
  relativePath: string,
  globs?: readonly string[],
  settings: RunnerSettings = {},
): boolean {
  const isTestPath = globs === undefined ? isUsualTestPath : picomatch([...globs], { dot: true });
  return isTestPath(relativePath) || hasTopLevelDefinition(view, settings);
}

/** Whether a file that belongs to a test runner has tests, hooks or fixtures, and does not only help those beside it. */
export function isTestModule(
  view: FileView,
  relativePath: string,
  globs?: readonly string[],
  settings: RunnerSettings = {},
): boolean {
  return (
    isTestCode(view, relativePath, globs, settings) &&
    (globs !== undefined || !isTestByFolder(relativePath) || hasDefinition(view, settings))
  );
}

/** Whether code makes a fixture, which is the runner's to end. */
export function isInFixture(node: TSESTree.Node, view: FileView, settings: RunnerSettings = {}): boolean {
  return new TestFile(view, settings).fixtures.some(({ setUp }) => setUp !== undefined && isInside(node, setUp));
}

function hasDefinition(view: FileView, settings: RunnerSettings): boolean {
  const { calls, fixtures } = new TestFile(view, settings);
  return calls.length > 0 || fixtures.length > 0;
}

/**
 * `describe(…)`, `test.only(…)`, `beforeAll(…)` as a statement: a hook at the top level alone, as a module that is no test
 * may register one where there is a runner; tests and suites also in a condition or a loop there.
 */
function hasTopLevelDefinition(view: FileView, settings: RunnerSettings): boolean {
  const { calls } = new TestFile(view, settings);
  return calls.some(({ node: { parent }, does }) => {
    const isDefining = does.is === 'test' || does.is === 'suite';
    return (
      parent.type === T.ExpressionStatement &&
      (parent.parent.type === T.Program || (isDefining && enclosingFunction(parent) === undefined))
    );
  });
}
