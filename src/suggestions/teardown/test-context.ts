import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, keyName, memberName } from '../../ast/expressions.ts';
import { chainOf } from '../../runners/callee-chain.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { entryOf } from '../../runners/runners.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { FreeNames } from '../names.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';
import { parameterEdit } from './function-edits.ts';

/** How a test calls a member of its context. */
export interface ContextMember {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/**
 * A member of the context that a test gets as a parameter; the parameter is added where it is missing.
 *
 * @param member `after`, `onTestFinished`
 * @param isDetachable whether the member works when it is taken out of the context
 */
export function contextMember(
  test: RunnerCall,
  callback: FunctionNode,
  member: string,
  isDetachable: boolean,
  file: SourceFile,
): ContextMember | undefined {
  const index = contextIndexOf(test);
  const parameter = index === undefined ? undefined : callback.params[index];
  if (index === undefined || callback.params.length < index) {
    return undefined;
  }
  if (parameter === undefined) {
    const name = isDetachable ? undefined : new FreeNames(file.sourceCode).take('t', 'context', 'testContext');
    const text = isDetachable ? `{ ${member} }` : name;
    const edit = text === undefined ? undefined : parameterEdit(callback, text, file);
    return edit && { text: name === undefined ? member : `${name}.${member}`, edits: [edit] };
  }
  if (parameter.type === T.Identifier) {
    return { text: `${parameter.name}.${member}`, edits: [] };
  }
  return parameter.type === T.ObjectPattern ? memberOfPattern(parameter, member, isDetachable, file) : undefined;
}

/** A member that a parameter takes out of the context; it is added where it is missing. */
export function memberOfPattern(
  pattern: TSESTree.ObjectPattern,
  member: string,
  isDetachable: boolean,
  { sourceCode }: SourceFile,
): ContextMember | undefined {
  const known = pattern.properties.find((one) => one.type === T.Property && keyName(one) === member);
  if (known?.type === T.Property) {
    return known.value.type === T.Identifier ? { text: known.value.name, edits: [] } : undefined;
  }
  const last = pattern.properties.at(-1);
  if (!isDetachable || pattern.typeAnnotation !== undefined || last?.type === T.RestElement) {
    return undefined;
  }
  if (last === undefined) {
    const isEmpty = sourceCode.getCommentsInside(pattern).length === 0;
    return isEmpty ? { text: member, edits: [{ range: pattern.range, text: `{ ${member} }` }] } : undefined;
  }
  return { text: member, edits: [{ range: [last.range[1], last.range[1]], text: `, ${member}` }] };
}

/** Which parameter of a test's callback is its context; undefined when none is. */
function contextIndexOf({ node, runners }: RunnerCall): number | undefined {
  let index: number | undefined = 0;
  for (const step of chainOf(node.callee).steps) {
    const name = step.type === T.MemberExpression ? memberName(step) : undefined;
    const curried = name === undefined ? undefined : runners[0] && entryOf(runners[0].curried, name);
    if (curried !== undefined) {
      index = curried.contextAt;
    }
  }
  return index;
}

/** Whether a test runs beside others: its own context says what belongs to it, and the runner cannot. */
export function isConcurrent(test: RunnerCall, tests: TestFile): boolean {
  if (saysConcurrent(test.node)) {
    return true;
  }
  for (let owner = enclosingFunction(test.node); owner !== undefined; owner = enclosingFunction(owner)) {
    const suite = tests.callOf(owner);
    if (suite?.does.is === 'suite' && saysConcurrent(suite.node)) {
      return true;
    }
  }
  return false;
}

/** `test.concurrent('…')`, `test('…', { concurrent: true }, …)` */
function saysConcurrent({ callee, arguments: given }: TSESTree.CallExpression): boolean {
  return (
    chainOf(callee).steps.some((step) => step.type === T.MemberExpression && memberName(step) === 'concurrent') ||
    given.some(
      (argument) =>
        argument.type === T.ObjectExpression &&
        argument.properties.some(
          (one) =>
            one.type === T.Property &&
            keyName(one) === 'concurrent' &&
            !(one.value.type === T.Literal && one.value.value === false),
        ),
    )
  );
}
