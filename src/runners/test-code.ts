import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';
import picomatch from 'picomatch';

import { unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import type { Runner } from './runner.ts';
import { runners, usualTestFiles } from './runners.ts';

/**
 * Whether a file belongs to a test runner: by its path, or because it defines tests or hooks at its top level.
 *
 * @param relativePath the file's path below the working directory, with forward slashes
 * @param globs the user's own test globs
 */
export function isTestCode(view: FileView, relativePath: string, globs: readonly string[] = usualTestFiles): boolean {
  return (
    picomatch.isMatch(relativePath, [...globs], { dot: true }) || view.ast.body.some((one) => isDefinition(view, one))
  );
}

/** `describe(…)`, `test.only(…)`, `beforeAll(…)` as a statement. */
function isDefinition(view: FileView, statement: TSESTree.ProgramStatement): boolean {
  if (statement.type !== T.ExpressionStatement || statement.expression.type !== T.CallExpression) {
    return false;
  }
  const origin = originOf({ view, node: calledFunction(statement.expression) });
  switch (origin?.kind) {
    case 'module': {
      const source = origin.from.node.value;
      const [name] = origin.path;
      return allRunners.some(
        ({ modules, functions }) => modules.includes(source) && functions.includes(name ?? 'default'),
      );
    }
    case 'global':
      return allRunners.some(({ globals, functions }) => globals && functions.includes(origin.path[0] ?? ''));
    default:
      return false;
  }
}

const allRunners: readonly Runner[] = runners;

/** `test` of `test.each(rows)(…)`. */
function calledFunction(call: TSESTree.CallExpression): TSESTree.Node {
  let node = unwrap(call.callee);
  while (
    node.type === T.MemberExpression ||
    node.type === T.CallExpression ||
    node.type === T.TaggedTemplateExpression
  ) {
    node = unwrap(
      node.type === T.MemberExpression ? node.object : node.type === T.CallExpression ? node.callee : node.tag,
    );
  }
  return node;
}
