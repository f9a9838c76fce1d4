import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, parentOf } from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { endWithComments, indentOf, isOnOneLine } from '../teardown/statements.ts';
import { restOf } from '../teardown/waiting.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import type { ExistingReleases } from './existing-releases.ts';
import { isSelfContained, returnEdits } from './guarded.ts';
import type { Scoped } from './in-finally.ts';

/**
 * The edits that let a `try` which releases already begin where the resource is acquired: what comes between moves into
 * its block.
 *
 * @returns undefined when it does more than that, or what comes between is needed elsewhere
 */
export function tryMovedUp({ resource, hand, existing, file, services }: Scoped): readonly TextEdit[] | undefined {
  const { acquired } = hand;
  const rest = restOf(acquired);
  const index = rest.findIndex(({ type }) => type === T.TryStatement);
  const statement = rest[index];
  const between = rest.slice(0, index);
  const [first] = between;
  if (statement?.type !== T.TryStatement || first === undefined || !isOnlyRelease(statement, existing)) {
    return undefined;
  }
  const { block } = statement;
  const { layout, sourceCode } = file;
  const behind = endWithComments(acquired.statement, file);
  const start = behind + (/^\s*/u.exec(sourceCode.text.slice(behind))?.[0].length ?? 0);
  const range = [start, statement.range[0]] as const;
  const waits = returnEdits(resource, (node) => between.some((one) => isInside(node, one)), services);
  if (
    waits === undefined ||
    isOnOneLine(block) ||
    !sourceCode.text.slice(behind, start).includes('\n') ||
    !isSelfContained([...between, block], resource.view) ||
    declareTheSame(between, block)
  ) {
    return undefined;
  }
  const open = block.range[0] + 1;
  const moved = copiedSource(sourceCode, range, waits, layout.indent).trim();
  const indent = layout.newline + indentOf(statement, file) + layout.indent;
  return [
    { range, text: '' },
    { range: [open, open], text: indent + moved },
  ];
}

/** Whether the `finally` of a `try` without `catch` does nothing but release, and nothing else does. */
export function isOnlyRelease(
  { finalizer, handler }: TSESTree.TryStatement,
  { units: [unit, ...others] }: ExistingReleases,
): boolean {
  return (
    handler === null &&
    unit !== undefined &&
    others.length === 0 &&
    parentOf(unit) === finalizer &&
    finalizer.body.length === 1
  );
}

/** Whether a name that one declares is known to the other, where it may mean something else. */
function declareTheSame(statements: readonly TSESTree.Node[], block: TSESTree.BlockStatement): boolean {
  const declared = block.body.flatMap((one) =>
    one.type === T.VariableDeclaration
      ? one.declarations.flatMap(({ id }) => namesIn(id))
      : one.type === T.FunctionDeclaration || one.type === T.ClassDeclaration
        ? namesIn(one.id)
        : [],
  );
  return statements.some((statement) => namesIn(statement).some((name) => declared.includes(name)));
}

function namesIn(node: TSESTree.Node | null): readonly string[] {
  return node === null ? [] : [...allNodes(node)].flatMap((one) => (one.type === T.Identifier ? [one.name] : []));
}
