import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, isInside, unwrap } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import type { TextEdit } from '../text-edits.ts';
import type { Handle } from './handle.ts';
import { variablesIn } from './release-order.ts';
import { releaseFunctionLines, type Taken } from './release-text.ts';
import { terminated } from './returned-teardown.ts';
import { runnerFunction } from './runner-function.ts';
import { contextMemberName } from './runner-names.ts';
import { linesAfter, type ListedStatement, removalOf } from './statements.ts';
import { contextMember, isConcurrent } from './test-context.ts';
import type { Unreleased } from './unreleased.ts';

/** A teardown of the test that is running. */
export interface TestTeardown {
  readonly edits: readonly TextEdit[];
  /** `onTestFinished`, `t.after` */
  readonly callee: string;
}

/**
 * A release that the runner runs when the test is over, registered right after the acquisition.
 *
 * @param replaced a release further down, which goes away
 * @returns undefined when the runner has no such teardown, or would run it before that of something that needs the resource
 */
export function testTeardown(
  handle: Handle,
  test: RunnerCall,
  acquired: ListedStatement,
  replaced: TSESTree.Node | undefined,
  unreleased: Unreleased,
): TestTeardown | undefined {
  const { file } = unreleased;
  const registration = isTooLate(test, acquired, unreleased) ? undefined : registrationOf(handle, test, unreleased);
  const removal = replaced ? [removalOf(replaced, file)] : [];
  return (
    registration && {
      edits: [...registration.edits, linesAfter(acquired, registration.lines, file), ...removal],
      callee: registration.callee,
    }
  );
}

/** The lines that register a release which the runner runs when the test is over, and what they need. */
export function registrationOf(
  handle: Handle,
  test: RunnerCall,
  unreleased: Unreleased,
): (TestTeardown & { readonly lines: readonly string[] }) | undefined {
  const { file } = unreleased;
  const callee = teardownCallee(test, unreleased);
  if (callee === undefined) {
    return undefined;
  }
  const [first = '', ...others] = releaseFunctionLines(handle, handle.admitsNothing, callee.taken, file);
  const lines = terminated([`${callee.text}(${first}`, ...others], `)${file.layout.semicolon}`);
  return { edits: callee.edits, callee: callee.text, lines };
}

function teardownCallee(
  test: RunnerCall,
  unreleased: Unreleased,
): { readonly text: string; readonly edits: readonly TextEdit[]; readonly taken: Taken } | undefined {
  const { file, tests } = unreleased;
  const member = contextMemberName(test.runners);
  const own = runnerFunction({ is: 'teardown' }, test, unreleased);
  const callback = test.callback && unwrap(test.callback);
  const needsContext = own === undefined || isConcurrent(test, tests);
  if (!needsContext) {
    return { ...own, taken: 'nothing' };
  }
  // A function that also exists on its own does not need the context as its `this`.
  const isDetachable = own !== undefined;
  const found =
    member !== undefined && isFunction(callback)
      ? contextMember(test, callback, member, isDetachable, file)
      : undefined;
  // `t.after` of node:test takes any function, `onTestFinished` does not. AVA's type has `new Promise()` be one of nothing.
  return found && { ...found, taken: isDetachable ? 'nothing' : member === 'teardown' ? 'any promise' : 'anything' };
}

/** Whether something that the resource needs is released by a teardown that would run before its own. */
function isTooLate(test: RunnerCall, { statement }: ListedStatement, unreleased: Unreleased): boolean {
  const { tests, resource } = unreleased;
  const needed = variablesIn(resource.making, tests.view);
  const isReversed = test.runners.every(({ afterHooks }) => afterHooks.order === 'reversed');
  return (
    !isReversed &&
    teardownsOf(test, unreleased).some(
      (node) =>
        node.range[0] < statement.range[0] &&
        [...variablesIn(node, tests.view)].some((variable) => needed.has(variable)),
    )
  );
}

/** Whether a teardown of a test, which runs when the test is over, still needs the resource. */
export function isNeededByTeardown(handle: Handle, test: RunnerCall, unreleased: Unreleased): boolean {
  const { tests } = unreleased;
  return teardownsOf(test, unreleased).some((node) =>
    [...variablesIn(node, tests.view)].some((one) => one === handle.variable || needs(one, handle, unreleased)),
  );
}

function teardownsOf(test: RunnerCall, { tests: { calls } }: Unreleased): readonly TSESTree.Node[] {
  return calls.flatMap(({ does, node }) => (does.is === 'teardown' && isInside(node, test.node) ? [node] : []));
}

/** Whether what a variable holds was made with the resource: `await pool.connect()`. */
function needs(variable: Variable, handle: Handle, { tests: { view } }: Unreleased): boolean {
  const definition = variable.defs[0]?.node as TSESTree.Node | undefined;
  const made = definition?.type === T.VariableDeclarator ? definition.init : null;
  return made !== null && handle.variable !== undefined && variablesIn(made, view).has(handle.variable);
}

/** The inline callback of a call. */
export function callbackOf(call: RunnerCall): FunctionNode | undefined {
  const callback = call.callback && unwrap(call.callback);
  return isFunction(callback) ? callback : undefined;
}
