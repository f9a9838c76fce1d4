import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';
import picomatch from 'picomatch';

import type { FileView } from '../ast/file-view.ts';
import { TestFile, type RunnerSettings } from './test-file.ts';
import { isUsualTestPath } from './test-paths.ts';

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

/** `describe(…)`, `test.only(…)`, `beforeAll(…)` as a statement. */
function hasTopLevelDefinition(view: FileView, settings: RunnerSettings): boolean {
  const { calls } = new TestFile(view, settings);
  return calls.some(({ node }) => {
    const { parent } = node.parent;
    return node.parent.type === T.ExpressionStatement && parent?.type === T.Program;
  });
}
