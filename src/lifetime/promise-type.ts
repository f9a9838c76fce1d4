import type { TSESTree } from '@typescript-eslint/utils';

import type { FileView } from '../ast/file-view.ts';

/** Whether a value is a promise, as far as its type tells. */
export function isPromise({ project }: FileView, node: TSESTree.Node): boolean {
  return project?.typesOf(node).some(({ name }) => name === 'Promise') === true;
}
