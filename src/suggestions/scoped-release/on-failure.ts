import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { FreeNames } from '../names.ts';
import { endWithComments, indentOf } from '../teardown/statements.ts';
import { rangeOfRest } from '../teardown/release-in-try.ts';
import { restOf } from '../teardown/waiting.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import { isLeftRunning, isSelfContained } from './guarded.ts';
import type { Scoped } from './in-finally.ts';

/**
 * The edits that roll a transaction back when what comes before its only `commit` fails.
 *
 * @returns undefined when it is rolled back somewhere already, or not committed in the block that opens it
 */
export function rollBackOnFailure({
  resource,
  hand,
  existing,
  file,
  services,
}: Scoped): readonly TextEdit[] | undefined {
  const { owner, view } = resource;
  const { acquired, variable } = hand;
  const rest = restOf(acquired);
  const [commit, ...others] = existing.units;
  const index = rest.findIndex((statement) => statement === commit);
  const behind = rest.slice(index + 1);
  const whole = rangeOfRest(acquired, file);
  const isCommit = commit !== undefined && file.sourceCode.getText(commit).includes('.commit(');
  if (!owner.async || index < 0 || others.length > 0 || !isCommit || whole === undefined) {
    return undefined;
  }
  const first = rest.slice(0, index + 1);
  // What it declares may be needed behind it.
  const isApart = isSelfContained(first, view);
  const isDone = behind.every((statement) => ![...allNodes(statement)].some(({ type }) => mayFail.has(type)));
  const guarded = isApart ? first : rest;
  const isUsedBehind = variable.references.some(({ identifier }) =>
    behind.some((statement) => isInside(identifier, statement)),
  );
  const error = new FreeNames(file.sourceCode).take('error', 'cause', 'reason');
  if (
    (!isApart && (!isDone || !isSelfContained(rest, view))) ||
    isUsedBehind ||
    error === undefined ||
    isLeftRunning(guarded, existing.units, resource, services)
  ) {
    return undefined;
  }
  const range: TSESTree.Range = [whole[0], isApart ? endWithComments(commit, file) : whole[1]];
  const { layout, sourceCode } = file;
  const body = copiedSource(sourceCode, range, [], layout.indent).trim();
  const lines = [
    'try {',
    layout.indent + body,
    `} catch (${error}) {`,
    `${layout.indent}await ${variable.name}.rollback()${layout.semicolon}`,
    `${layout.indent}throw ${error}${layout.semicolon}`,
    '}',
  ];
  return [{ range, text: lines.join(layout.newline + indentOf(acquired.statement, file)) }];
}

const mayFail: ReadonlySet<string> = new Set([
  T.AwaitExpression,
  T.CallExpression,
  T.NewExpression,
  T.TaggedTemplateExpression,
  T.ThrowStatement,
  T.YieldExpression,
]);
