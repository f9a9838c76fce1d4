import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { Place } from '../ast/file-view.ts';
import type { ModuleOrigin } from '../ast/origin.ts';
import { namespaceOf, type RunnerValue } from './runner-value.ts';
import { entryOf, runners } from './runners.ts';

/**
 * What `import { test } from './fixtures'` is likely to be where the file cannot be looked into.
 *
 * @param asked the name that is imported
 */
export function guessedValue({ from, path }: ModuleOrigin, asked: Place): RunnerValue | undefined {
  const [name] = path;
  const isFollowed = from.view.project?.moduleBehind(from.node) !== undefined;
  if (name === undefined || path.length > 1 || isFollowed || !isOfProject(from.node.value)) {
    return undefined;
  }
  // `import test from './fixtures'` may have any name.
  const isNamed = name !== 'default' || (asked.node.type === T.Identifier && /^(?:it|test)$/u.test(asked.node.name));
  const exporting = isNamed ? runners.filter(({ functions }) => entryOf(functions, name) !== undefined) : [];
  // `setup`, `context` and the like are Mocha's alone, and as often names of something else.
  const isTelling = exporting.some((runner) => runner.name !== 'mocha');
  return isTelling ? { ...namespaceOf(exporting, 'project import'), name, isGuess: true } : undefined;
}

/** A module of the project by its specifier: relative, or below an alias that no package can have. */
function isOfProject(specifier: string): boolean {
  return /^(?:\.|[~#]|@\/)/u.test(specifier);
}
