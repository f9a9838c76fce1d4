import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';

/** Types of the language and of its runtime whose methods only compute, and complain of nothing but misuse. */
const builtIns: ReadonlySet<string> = new Set([
  'AbortController',
  'Array',
  'Buffer',
  'Date',
  'Hash',
  'Headers',
  'Hmac',
  'Map',
  'ReadonlyArray',
  'ReadonlyMap',
  'ReadonlySet',
  'RegExp',
  'Set',
  'URLSearchParams',
  'Uint8Array',
  'WeakMap',
  'WeakSet',
]);

/** Where they are declared; a native compiler has those of the language in itself. */
const packages: ReadonlySet<string | undefined> = new Set(['node', 'typescript', undefined]);

/** `cache.get(id)` of a `Map`, `text.padStart(3)`: a method of a value that the language has, which calls nothing back. */
export function isOfBuiltIn({ project }: FileView, call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return (
    callee.type === T.MemberExpression &&
    project !== undefined &&
    !call.arguments.some((one) => isFunction(one) || project.isFunction(one)) &&
    (project.isPlainValue(callee.object) ||
      project.typesOf(callee.object).some(({ name, package: from }) => builtIns.has(name) && packages.has(from)))
  );
}
