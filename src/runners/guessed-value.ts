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
  if (name === undefined || path.length > 1 || isFollowed) {
    return undefined;
  }
  const meant = isOfProject(from.node.value) ? functionMeant(name, asked) : undefined;
  const guessed = meant ?? (isNameOfTest(name) ? 'test' : undefined);
  const exporting = runners.filter(({ functions }) => guessed !== undefined && entryOf(functions, guessed));
  return guessed === undefined || exporting.length === 0
    ? undefined
    : { ...namespaceOf(exporting, 'project import'), name: guessed, isGuess: true };
}

/** A module of the project by its specifier: relative, or below an alias that no package can have. */
function isOfProject(specifier: string): boolean {
  return /^(?:\.|[~#]|@\/)/u.test(specifier);
}

/** The runner's function that an import has the name of. */
function functionMeant(name: string, { node }: Place): string | undefined {
  if (name === 'default') {
    // `import test from './fixtures'` may have any name.
    return node.type === T.Identifier && /^(?:it|test)$/u.test(node.name) ? name : undefined;
  }
  // `after`, `setup`, `context` and the like are as often names of something else.
  return /^(?:(?:after|before)(?:All|Each)|describe|it|onTestFinished|test)$/u.test(name) ? name : undefined;
}

/** `postgresTest`, `testWithPool`: a test with fixtures, by its name. `runTest` only does something for a test. */
function isNameOfTest(name: string): boolean {
  return /^(?:it|test)With[A-Z]/u.test(name) || (/[a-z\d]Test$/u.test(name) && !beginsWithVerb.test(name));
}

const beginsWithVerb =
  /^(?:assert|build|create|define|do|end|execute|expect|finish|get|handle|init|is|load|make|mock|mount|perform|prepare|register|render|reset|run|set|setup|should|skip|start|stop|teardown|wait|with|wrap)(?=[A-Z])/u;
