import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { isSetupPath } from '../../runners/setup-files.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { definitionOf } from '../definition.ts';
import { evaluatedNodes } from '../evaluation.ts';
import { ambientReleases } from '../releases.ts';

/** Whether the module that makes a resource keeps it, too: `mongoose.connect()`. */
export function isAmbient({ from, release }: ResourceEntry): boolean {
  return release.some(
    (form) =>
      'call' in form &&
      from.includes(form.from) &&
      (form.takes !== undefined || (form.from !== '(global)' && !form.from.startsWith('node:'))),
  );
}

interface AmbientRelease {
  readonly node: TSESTree.Node;
  readonly by: 'call' | 'reference';
}

/** Where a file releases such a resource: with a call of the module, or of a function of the project that makes one. */
export function ambientReleaseNodes({ view, calls }: TestFile, entry: ResourceEntry): readonly AmbientRelease[] {
  const found: AmbientRelease[] = ambientReleases(view, entry).map((node) => ({ node, by: 'call' }));
  const releases = (place: Place): boolean => isReleasing(place, entry, 2);
  for (const node of nodesOf(view.ast)) {
    if (node.type === T.CallExpression && releases({ view, node: node.callee })) {
      found.push({ node, by: 'call' });
    }
  }
  for (const { callback } of calls) {
    if (callback !== undefined && !isFunction(callback) && releases({ view, node: callback })) {
      found.push({ node: callback, by: 'reference' });
    }
  }
  return found;
}

/** Whether a set-up file of the project releases such a resource for all test files. */
export function isReleasedBySetup({ project, path }: FileView, entry: ResourceEntry): boolean {
  const folder = project?.packageFolder()?.replaceAll('\\', '/') ?? '';
  return (project?.files() ?? []).some((file) => {
    const isSetup =
      file.path !== path && file.path.startsWith(`${folder}/`) && isSetupPath(file.path.slice(folder.length + 1));
    return isSetup && ambientReleases(file.view(), entry).length > 0;
  });
}

function isReleasing(callee: Place, entry: ResourceEntry, depth: number): boolean {
  const definition = definitionOf(callee);
  if (definition === undefined || !isFunction(definition.node)) {
    return false;
  }
  const { view, node } = definition;
  return (
    ambientReleases(view, entry).some((one) => isInside(one, node)) ||
    (depth > 0 &&
      [...evaluatedNodes(node)].some(
        (one) => one.type === T.CallExpression && isReleasing({ view, node: one.callee }, entry, depth - 1),
      ))
  );
}
