import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { isFunction, unwrap } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import type { Hook, RunnerCall } from '../../runners/runner.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';
import type { Handle } from './handle.ts';
import { releaseStatement } from './release-text.ts';
import { runnerFunction } from './runner-function.ts';
import { isOnOneLine, linesAfter, type ListedStatement } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

/** Where a release is to run. */
export interface HookPlace {
  /** The statement that acquires the resource, or the call of the hook that does. */
  readonly after: ListedStatement;
  readonly every: Hook['every'];
  /** A call that says how the runner's functions are called. */
  readonly near: RunnerCall;
  /** Whether the hook may run although the resource was never acquired. */
  readonly mayBeUnset: boolean;
  /** An after-hook that goes away, and with it the last use of a name. */
  readonly without?: { readonly call: RunnerCall; readonly unused: Variable | undefined };
}

/** A release that was put into an after-hook. */
export interface HookRelease {
  readonly edits: readonly TextEdit[];
  /** The runner's name of the hook. */
  readonly hook: string;
  /** The line of the hook; undefined when it is a new one. */
  readonly line: number | undefined;
}

/**
 * A release in a new after-hook, directly after what acquires the resource.
 *
 * @param before after-hooks that run first if they stand before it
 */
export function newHook(
  handle: Handle,
  place: HookPlace,
  before: readonly RunnerCall[],
  unreleased: Unreleased,
): HookRelease | undefined {
  const { file } = unreleased;
  const callee = runnerFunction({ is: 'hook', every: place.every }, place.near, unreleased, place.without?.unused);
  if (callee === undefined) {
    return undefined;
  }
  const lines = hookLines(callee.text, handle, place, unreleased);
  const last = before.at(-1)?.node.parent;
  const isLater = last?.type === T.ExpressionStatement && last.range[0] > place.after.statement.range[0];
  const after: ListedStatement = isLater ? { ...place.after, statement: last } : place.after;
  const isInline = after.block.type === T.BlockStatement && isOnOneLine(after.block);
  const gap = isInline ? '' : file.layout.newline;
  return { edits: [...callee.edits, linesAfter(after, lines, file, gap)], hook: callee.name, line: undefined };
}

/** The lines of a call of an after-hook that releases the resource. */
export function hookLines(
  callee: string,
  handle: Handle,
  { near, mayBeUnset }: HookPlace,
  { file }: Unreleased,
): readonly string[] {
  const { indent, semicolon } = file.layout;
  const isFunction = handle.root === 'this' || (near.callback && unwrap(near.callback))?.type === T.FunctionExpression;
  const parameter = handle.root === 'parameter' ? parameterText(handle, near, file) : '';
  // What the hooks of a file share has a type.
  const types = near.node.typeArguments;
  const typed = handle.root === 'parameter' && types !== undefined ? file.sourceCode.getText(types) : '';
  const isAsync = isReleaseAwaited(handle.release) ? 'async ' : '';
  return [
    `${callee}${typed}(${isAsync}${isFunction ? `function (${parameter}) {` : `(${parameter}) => {`}`,
    indent + releaseStatement(handle, mayBeUnset, file),
    `})${semicolon}`,
  ];
}

/** The name that a handle begins with, with the type that the hook before it gives it. */
function parameterText({ text }: Handle, { callback }: RunnerCall, { sourceCode }: SourceFile): string {
  const name = /^[\w$]+/u.exec(text)?.[0] ?? '';
  const node = callback && unwrap(callback);
  const [parameter] = isFunction(node) ? node.params : [];
  return parameter?.type === T.Identifier && parameter.name === name ? sourceCode.getText(parameter) : name;
}
