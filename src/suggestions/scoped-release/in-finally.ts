import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, parentOf } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import type { TypeServices } from '../../types/services.ts';
import type { SourceFile } from '../source-file.ts';
import { admitsNothing } from '../teardown/declarators.ts';
import { rangeOfRest, within } from '../teardown/release-in-try.ts';
import { indentOf } from '../teardown/statements.ts';
import { restOf } from '../teardown/waiting.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import { type Closer, closerOf } from './closer.ts';
import { type ExistingReleases, isPlain, ownCloser } from './existing-releases.ts';
import { isHarmless, isLeftRunning, isSelfContained, isUsedUp, returnEdits } from './guarded.ts';
import type { InHand } from './in-hand.ts';
import { tryMovedUp } from './moved-try.ts';
import type { OwnedResource } from './owned-resource.ts';

/** A resource in a variable, its releases, and the file. */
export interface Scoped {
  readonly resource: OwnedResource;
  readonly hand: InHand;
  readonly existing: ExistingReleases;
  readonly file: SourceFile;
  readonly services: TypeServices;
}

/**
 * The edits that release in a `finally`: of a `try` that is there and has none, or of a new one around what follows the
 * acquisition.
 *
 * @returns undefined when the resource is needed elsewhere, or something may go on that nothing waits for
 */
export function releaseInFinally(scoped: Scoped): readonly TextEdit[] | undefined {
  const { acquired } = scoped.hand;
  const rest = restOf(acquired);
  const next = rest.find((statement) => !isHarmless(statement));
  const hasTry = next?.type === T.TryStatement && next.finalizer === null;
  const inTry = hasTry && isAllWithin(scoped, [next]) ? intoTry(next, scoped, false) : undefined;
  return (
    inTry ??
    intoTryAround(scoped) ??
    tryMovedUp(scoped) ??
    (isAllWithin(scoped, rest) ? aroundRest(rest, scoped) : undefined)
  );
}

/** `let client; try { client = await pool.connect(); … }` */
function intoTryAround(scoped: Scoped): readonly TextEdit[] | undefined {
  const { acquired, declarator, variable } = scoped.hand;
  const outer = parentOf(acquired.block);
  const isIn = outer?.type === T.TryStatement && outer.block === acquired.block && outer.finalizer === null;
  return isIn && declarator === undefined && mayBeUnset(variable) && isAllWithin(scoped, [outer])
    ? intoTry(outer, scoped, true)
    : undefined;
}

/** Whether TypeScript knows that a variable may have no value yet. */
function mayBeUnset(variable: Variable): boolean {
  const definition = variable.defs[0]?.node as TSESTree.Node | undefined;
  const isBare = definition?.type === T.VariableDeclarator && definition.id.typeAnnotation === undefined;
  return isBare || admitsNothing(variable);
}

/** Whether some code is all that uses the resource after it was acquired, and whether it is over when it ends. */
function isAllWithin({ resource, hand, existing, services }: Scoped, nodes: readonly TSESTree.Node[]): boolean {
  const { variable, acquired, declarator } = hand;
  const isIn = (node: TSESTree.Node): boolean => nodes.some((one) => isInside(node, one));
  const isReplaced = (node: TSESTree.Node): boolean => existing.units.some((unit) => isInside(node, unit));
  const used = variable.references.map(({ identifier }) => identifier as TSESTree.Node);
  // What comes earlier in the text comes later in a loop.
  const isBefore = (node: TSESTree.Node): boolean =>
    isInside(node, acquired.statement) || (declarator !== undefined && node.range[0] < acquired.statement.range[1]);
  return (
    used.every((node) => isIn(node) || isReplaced(node) || isBefore(node) || isFirstValue(node)) &&
    isUsedUp(nodes, existing, resource) &&
    !isLeftRunning(nodes, existing.units, resource, services)
  );
}

/** The name in `let client;` */
function isFirstValue({ parent }: TSESTree.Node): boolean {
  return parent?.type === T.VariableDeclarator;
}

function closerFor({ resource, hand, existing, file }: Scoped, mayBeUnset = false): Closer | undefined {
  const closer =
    (mayBeUnset ? undefined : ownCloser(existing, hand.acquired.statement, resource, file)) ??
    (isPlain(existing)
      ? closerOf({ slot: hand.slot, name: hand.variable.name, mayBeUnset }, resource, file)
      : undefined);
  return closer?.isAwaited === true && !resource.owner.async ? undefined : closer;
}

function intoTry(node: TSESTree.TryStatement, scoped: Scoped, isEarly: boolean): readonly TextEdit[] | undefined {
  const { resource, existing, file, services } = scoped;
  const closer = closerFor(scoped, isEarly);
  const waits = returnEdits(resource, (one) => isInside(one, node), services);
  if (closer === undefined || waits === undefined) {
    return undefined;
  }
  const { layout } = file;
  const indent = indentOf(node, file);
  const lines = [' finally {', layout.indent + closer.statement, '}'];
  const end = node.range[1];
  return [...existing.removals, ...waits, { range: [end, end], text: lines.join(layout.newline + indent) }];
}

function aroundRest(rest: readonly TSESTree.Statement[], scoped: Scoped): readonly TextEdit[] | undefined {
  const { resource, hand, existing, file, services } = scoped;
  const { acquired } = hand;
  const closer = closerFor(scoped);
  const range = rangeOfRest(acquired, file);
  if (closer === undefined || range === undefined || !isSelfContained(rest, resource.view)) {
    return undefined;
  }
  const [start, end] = range;
  const waits = returnEdits(resource, (one) => start <= one.range[0] && one.range[1] <= end, services);
  if (waits === undefined) {
    return undefined;
  }
  const isIn = (edit: TextEdit): boolean => start < edit.range[1] && edit.range[0] < end;
  const removals = existing.removals.map((edit) => (isIn(edit) ? within(edit, range) : edit));
  const { layout, sourceCode } = file;
  const edits = [...removals.filter(isIn), ...waits];
  const body = copiedSource(sourceCode, range, edits, layout.indent).trim();
  const lines = ['try {', layout.indent + body, '} finally {', layout.indent + closer.statement, '}'];
  const text = lines.join(layout.newline + indentOf(acquired.statement, file));
  return [...removals.filter((edit) => !isIn(edit)), { range, text }];
}
