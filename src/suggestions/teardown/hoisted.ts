import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { parentOf } from '../../ast/expressions.ts';
import type { Hook, RunnerCall } from '../../runners/runner.ts';
import { allNodes } from '../../ast/traverse.ts';
import { acquiredBy } from './acquired.ts';
import { inAfterHook } from './after-hook.ts';
import { declarationBefore } from './lifted-variable.ts';
import { isFree, type NamedValue, namedValue } from './named-value.ts';
import type { TextEdit } from '../text-edits.ts';
import { type Offer, offer, offerHook } from './offer.ts';
import { repetitionAround } from './repetition.ts';
import { slotType } from './slot-type.ts';
import { linesBefore, type ListedStatement } from './statements.ts';
import { registrationOf } from './test-teardown.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * Releases what a test hands to something where it makes it: `drizzle(new Pool())`. The resource gets a variable first.
 */
export function hoistedInTest(test: RunnerCall, unreleased: Unreleased): readonly Offer[] {
  const found = hoistable(unreleased);
  const registration = found && registrationOf(found.made.handle, test, unreleased);
  if (found === undefined || registration === undefined) {
    return [];
  }
  const { made, acquired } = found;
  const lines = [made.declaration, ...registration.lines];
  return offer('releaseWhenTestEnds', { name: made.handle.text, callee: registration.callee }, [
    ...registration.edits,
    linesBefore(acquired, lines, unreleased.file),
    useEdit(made),
  ]);
}

/**
 * Releases what a hook hands to something where it makes it, in an after-hook.
 *
 * @param hook the hook's statement
 */
export function hoistedInHook(
  call: RunnerCall,
  { every }: Hook,
  hook: ListedStatement,
  unreleased: Unreleased,
): readonly Offer[] {
  const { file } = unreleased;
  const found = hoistableOnce(unreleased);
  const type = found && slotType({ annotation: undefined, initialiser: found.made.value }, hook.block, unreleased);
  if (found === undefined || type === undefined || !isFree(found.made.handle.text, hook.block)) {
    return [];
  }
  const { made, acquired } = found;
  const { handle } = made;
  const release = inAfterHook(handle, { after: hook, every, near: call, mayBeUnset: true }, unreleased);
  return offerHook(handle.text, release, [
    ...type.edits,
    declarationBefore(hook, `let ${handle.text}${type.text}${file.layout.semicolon}`, unreleased),
    linesBefore(acquired, [made.assignment], file),
    useEdit(made),
  ]);
}

/** Releases in an after-hook what a file or a suite hands to something where it makes it. */
export function hoistedAfterLoading(near: RunnerCall, unreleased: Unreleased): readonly Offer[] {
  const found = hoistableOnce(unreleased);
  if (found === undefined || !isFree(found.made.handle.text, found.acquired.block)) {
    return [];
  }
  const { made, acquired: after } = found;
  const release = inAfterHook(made.handle, { after, every: 'all', near, mayBeUnset: false }, unreleased);
  const declaration = linesBefore(after, [made.declaration], unreleased.file);
  return offerHook(made.handle.text, release, [declaration, useEdit(made)]);
}

function useEdit({ value, handle }: NamedValue): TextEdit {
  return { range: value.range, text: handle.text };
}

/** Expressions and statements that do nothing before what lies in them. */
const evaluatesFirst: ReadonlySet<T> = new Set([
  T.ArrayExpression,
  T.AssignmentExpression,
  T.AwaitExpression,
  T.CallExpression,
  T.ExpressionStatement,
  T.NewExpression,
  T.ObjectExpression,
  T.Property,
  T.VariableDeclaration,
  T.VariableDeclarator,
]);

/** What gets a name, and the statement before which it does. */
interface Hoistable {
  readonly made: NamedValue;
  readonly acquired: ListedStatement;
}

/** What outlives its statement has one name, and so only the last of what a loop makes. */
function hoistableOnce(unreleased: Unreleased): Hoistable | undefined {
  return repetitionAround(unreleased.resource.making) === undefined ? hoistable(unreleased) : undefined;
}

/** A name for the resource, where it is the first thing that its statement makes. */
function hoistable(unreleased: Unreleased): Hoistable | undefined {
  const made = namedValue('', unreleased);
  const acquired = acquiredBy(unreleased);
  if (made === undefined || acquired === undefined) {
    return undefined;
  }
  const { statement } = acquired;
  const isFirst = ![...allNodes(statement)].some(
    ({ type, range }) =>
      (type === T.CallExpression || type === T.NewExpression || type === T.AwaitExpression) &&
      range[1] <= made.value.range[0],
  );
  let outer = parentOf(made.value);
  const isHandedOn = outer?.type === T.CallExpression || outer?.type === T.NewExpression || outer?.type === T.Property;
  while (outer !== undefined && outer !== statement && evaluatesFirst.has(outer.type)) {
    outer = parentOf(outer);
  }
  return isFirst && isHandedOn && outer === statement && evaluatesFirst.has(statement.type)
    ? { made, acquired }
    : undefined;
}
