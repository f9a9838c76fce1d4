import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, unwrap } from '../../ast/expressions.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { isReleaseAwaited } from '../release-code.ts';
import type { TextEdit } from '../text-edits.ts';
import { asyncEdits, bodyEdits, parameterEdit, stepsOf } from './function-edits.ts';
import { bodyEditsInTurn } from './in-turn.ts';
import { type Handle, textIn } from './handle.ts';
import { type HookPlace, type HookRelease, newHook } from './new-hook.ts';
import { isRelease, orderedIndex } from './release-order.ts';
import { releaseStatement } from './release-text.ts';
import { matches } from './runner-names.ts';
import { type ListedStatement, statementAround } from './statements.ts';
import { takesDone } from './takes-done.ts';
import type { Unreleased } from './unreleased.ts';

/** An after-hook that a release can be put into. */
interface OpenHook {
  readonly call: RunnerCall;
  readonly callback: FunctionNode;
}

/** Puts a release into the after-hook beside a place, or into a new one. */
export function inAfterHook(handle: Handle, place: HookPlace, unreleased: Unreleased): HookRelease | undefined {
  const beside = hooksBeside(place, unreleased);
  const open = beside.flatMap((call) => openHook(call, handle, unreleased) ?? []);
  const isReversed = place.near.runners.every(({ afterHooks }) => afterHooks.order === 'reversed');
  const chosen = chosenHook(isReversed ? open.toReversed() : open, handle, place, unreleased);
  const merged = chosen && mergedInto(chosen.hook, chosen.index, handle, place, unreleased);
  if (merged === undefined && unreleased.inTurn && beside.some(mayBeSkipped)) {
    return undefined;
  }
  return merged ?? newHook(handle, place, isReversed ? [] : beside, unreleased);
}

/** The after-hooks of the same suite that run as often as is wanted, in the order of the source. */
function hooksBeside({ after, every, without }: HookPlace, { tests }: Unreleased): readonly RunnerCall[] {
  return tests.calls.filter(
    (call) =>
      matches(call.does, { is: 'hook', every }) &&
      call !== without?.call &&
      call.node.parent.type === T.ExpressionStatement &&
      call.node.parent.parent === after.block,
  );
}

/** Whether a hook releases something, though not when one before it throws. */
function mayBeSkipped({ node, runners }: RunnerCall): boolean {
  return runners.some(({ afterHooks }) => afterHooks.throwingSkipsRest) && isRelease(node);
}

function openHook(call: RunnerCall, { root, release }: Handle, { file }: Unreleased): OpenHook | undefined {
  const callback = call.callback && unwrap(call.callback);
  if (!isFunction(callback) || takesDone(callback, call)) {
    return undefined;
  }
  const isArrow = callback.type === T.ArrowFunctionExpression;
  const [parameter] = callback.params;
  const isFit =
    (root !== 'this' || !isArrow) &&
    (root !== 'parameter' || parameter === undefined || parameter.type === T.Identifier) &&
    (!isReleaseAwaited(release) || asyncEdits(callback, file) !== undefined);
  return isFit ? { call, callback } : undefined;
}

/** The hook whose releases say that the resource belongs between them, or else the nearest one. */
function chosenHook(
  open: readonly OpenHook[],
  handle: Handle,
  { after }: HookPlace,
  unreleased: Unreleased,
): { readonly hook: OpenHook; readonly index: number } | undefined {
  const steps = open.flatMap((hook) => stepsOf(hook.callback).map((step) => ({ hook, step })));
  const index = orderedIndex(
    steps.map(({ step }) => step),
    handle,
    unreleased,
  );
  // Behind the last step that has to come before, or else right before the first one that has to come after.
  const at = index === undefined ? undefined : (steps[index - 1] ?? steps[index]);
  const isBefore = index === 0;
  if (at !== undefined) {
    return { hook: at.hook, index: stepsOf(at.hook.callback).indexOf(at.step) + (isBefore ? 0 : 1) };
  }
  const following = open.filter(({ call }) => call.node.range[0] > after.statement.range[0]);
  const nearest = following.sort((a, b) => a.call.node.range[0] - b.call.node.range[0])[0] ?? open.at(-1);
  return nearest && { hook: nearest, index: stepsOf(nearest.callback).length };
}

function mergedInto(
  { call, callback }: OpenHook,
  index: number,
  handle: Handle,
  { mayBeUnset }: HookPlace,
  unreleased: Unreleased,
): HookRelease | undefined {
  const { file } = unreleased;
  const [parameter] = callback.params;
  const name = parameter?.type === T.Identifier ? parameter.name : /^[\w$]+/u.exec(handle.text)?.[0];
  const statement = releaseStatement(handle, mayBeUnset, file, textIn(handle, name ?? ''));
  const returned = stepsOf(callback).at(-1);
  const isBehindReturn =
    returned?.type === T.ReturnStatement && (unreleased.inTurn || index === stepsOf(callback).length);
  const steps = isBehindReturn ? [waitedEdit(returned)] : [];
  const body = unreleased.inTurn
    ? bodyEditsInTurn(callback, index, statement, steps, file)
    : bodyEdits(callback, index, [statement], file)?.concat(steps);
  const waits = isReleaseAwaited(handle.release) || isBehindReturn ? asyncEdits(callback, file) : [];
  const isAdded = handle.root === 'parameter' && parameter === undefined;
  const added = isAdded ? parameterEdit(callback, name ?? '', file) : undefined;
  if (body === undefined || waits === undefined || (isAdded && added === undefined)) {
    return undefined;
  }
  const edits = [...waits, ...(added ? [added] : []), ...body];
  return { edits, hook: call.name, line: call.node.loc.start.line };
}

/** `return pool.end()` is waited for, so that something can follow. */
function waitedEdit({ range, argument }: TSESTree.ReturnStatement): TextEdit {
  const text = argument === null ? '' : argument.type === T.AwaitExpression ? '' : 'await ';
  return { range: [range[0], argument?.range[0] ?? range[0]], text };
}

/** The call of a runner as a statement beside which others can stand. */
export function hookStatement({ node }: RunnerCall): ListedStatement | undefined {
  const { parent } = node;
  return parent.type === T.ExpressionStatement ? statementAround(parent) : undefined;
}
