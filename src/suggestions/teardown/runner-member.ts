import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import { chainOf } from '../../runners/callee-chain.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { isOfModule, rootVariable } from './root-variable.ts';
import type { RunnerCallee } from './runner-callee.ts';
import { memberName, ownName, type Wanted } from './runner-names.ts';
import type { Unreleased } from './unreleased.ts';

/** `test.beforeAll` leads to `test.afterAll`, `vitest.beforeAll` to `vitest.afterAll`, `t.before` to `t.after`. */
export function asMember(wanted: Wanted, near: RunnerCall, { file, tests }: Unreleased): RunnerCallee | undefined {
  const callee = unwrap(near.node.callee);
  if (near.does.is !== 'hook' || callee.type !== T.MemberExpression || callee.computed) {
    return undefined;
  }
  // `test.after.always` is two members behind the function.
  const isNested = near.name.split('.').length > 2 && callee.object.type === T.MemberExpression;
  const object = isNested ? (callee.object as TSESTree.MemberExpression).object : callee.object;
  const isOfTest = near.name.includes('.');
  const name = isOfTest ? memberName(wanted, near.runners) : ownName(wanted, near, tests);
  return name === undefined
    ? undefined
    : { text: `${file.sourceCode.getText(object)}.${name}`, name: isOfTest ? `test.${name}` : name, edits: [] };
}

/** `test.afterAll`, of the `test` that the file calls. */
export function asMemberOfTest(wanted: Wanted, near: RunnerCall, { tests }: Unreleased): RunnerCallee | undefined {
  const name = memberName(wanted, near.runners);
  const test = [near, ...tests.calls].find(
    ({ does, node, reached }) =>
      does.is === 'test' && reached !== 'context' && isOfModule(rootVariable(node.callee, tests.view)),
  );
  const root = test && chainOf(test.node.callee).root;
  return name === undefined || root?.type !== T.Identifier
    ? undefined
    : { text: `${root.name}.${name}`, name: `test.${name}`, edits: [] };
}
