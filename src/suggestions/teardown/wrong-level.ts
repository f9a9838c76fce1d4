import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, unwrap } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import type { Fault } from '../../lifetime/tests/test-resource.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import type { TextEdit } from '../text-edits.ts';
import { hookStatement, inAfterHook } from './after-hook.ts';
import { handlesOf, isReleasedThroughHandle, isVisibleIn } from './handle.ts';
import { mayBeUnset, nearCall } from './in-hook.ts';
import type { HookPlace } from './new-hook.ts';
import { inOtherRootHook } from './in-root-hook.ts';
import { type Offer, offer, offerHook } from './offer.ts';
import { isWholeBody, releaseUnit } from './release-unit.ts';
import { importRemoval } from './runner-import.ts';
import { rootVariable } from './root-variable.ts';
import { runnerFunction } from './runner-function.ts';
import { acquiredBy } from './acquired.ts';
import { type ListedStatement, removalOf, statementAround } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

type WrongHook = Extract<Fault, { at: unknown }>;

/** Has a release run as often as the acquisition: changes its hook, or moves it into another one. */
export function atRightLevel(fault: WrongHook, unreleased: Unreleased): readonly Offer[] {
  const { phase, at, release } = fault;
  const every = at.hook.every === 'all' ? 'each' : 'all';
  if (at.during === 'root hook') {
    return inOtherRootHook(at.root, every, release.node, unreleased);
  }
  const place = placeOf(phase, unreleased);
  const unit = releaseUnit(release.node);
  const callback = at.call.callback && unwrap(at.call.callback);
  if (at.during !== 'hook' || place === undefined || unit === undefined || callback === undefined) {
    return [];
  }
  // What is still used when all tests are over has to go with the release.
  const late = every === 'each' ? usesAtEnd(unit, unreleased) : [];
  const isAlone = isWholeBody(unit, callback);
  const isWhole = isAlone || (late.length > 0 && isOnlyAbout(callback, unreleased));
  const isBeside = hookStatement(at.call)?.block === place.block;
  if (late.some((use) => !isWhole || !isInside(use, callback))) {
    return [];
  }
  return isWhole && isBeside && takesNothing(callback)
    ? changedHook(at.call, every, unreleased)
    : moved(fault, at.call, place, every, unreleased);
}

/** The uses of a resource in hooks that run when all tests are over, beside its release. */
function usesAtEnd(unit: TSESTree.Node, { resource, tests }: Unreleased): readonly TSESTree.Node[] {
  const atEnd = tests.calls.filter(({ does }) => does.is === 'hook' && does.when === 'after' && does.every === 'all');
  return resource.uses.filter((use) => !isInside(use, unit) && atEnd.some(({ node }) => isInside(use, node)));
}

/** Whether a callback has to do with nothing else of the file than the resource. */
function isOnlyAbout(callback: TSESTree.Node, { file, resource }: Unreleased): boolean {
  const scope = file.sourceCode.scopeManager?.acquire(callback);
  const names = scope?.through.filter(({ resolved }) => resolved !== null && resolved.defs.length > 0) ?? [];
  return names.every(({ resolved }) =>
    resource.slots.some(({ name, variable }) => variable === resolved && name === variable.name),
  );
}

/** Has a release run in the suite that acquires the resource. */
export function inRightSuite(fault: WrongHook, unreleased: Unreleased): readonly Offer[] {
  const place = placeOf(fault.phase, unreleased);
  const { uses } = unreleased.resource;
  const isOwn =
    place !== undefined &&
    uses.every(({ range }) => place.block.range[0] <= range[0] && range[1] <= place.block.range[1]);
  const { at } = fault;
  return isOwn && 'call' in at ? moved(fault, at.call, place, at.hook.every, unreleased) : [];
}

/** `test.after` is not run when a test fails, `test.after.always` is. */
export function always({ at }: WrongHook, unreleased: Unreleased): readonly Offer[] {
  return at.during === 'hook' ? changedHook(at.call, at.hook.every, unreleased) : [];
}

function changedHook(call: RunnerCall, every: 'all' | 'each', unreleased: Unreleased): readonly Offer[] {
  const unused = lastUse(call, unreleased);
  const callee = runnerFunction({ is: 'hook', every }, call, unreleased, unused);
  if (callee === undefined) {
    return [];
  }
  const edits: TextEdit[] = [...callee.edits, { range: call.node.callee.range, text: callee.text }];
  const removal = unused && callee.edits.length === 0 ? importRemoval(unused, unreleased.file) : undefined;
  return offer('changeHook', { name: nameOf(unreleased), hook: callee.name, wrong: call.name }, [
    ...(removal ? [removal] : []),
    ...edits,
  ]);
}

/** Takes the release out of its hook and puts it into the right one. */
function moved(
  { phase, at, release }: WrongHook,
  from: RunnerCall,
  place: ListedStatement,
  every: 'all' | 'each',
  unreleased: Unreleased,
): readonly Offer[] {
  const { file } = unreleased;
  const unit = releaseUnit(release.node);
  const callback = from.callback && unwrap(from.callback);
  const near = 'call' in phase ? phase.call : nearCall(unreleased);
  const handle = handlesOf(unreleased).find((one) => isVisibleIn(one, place.block));
  const whole = hookStatement(from);
  if (
    unit === undefined ||
    callback === undefined ||
    near === undefined ||
    handle === undefined ||
    whole === undefined
  ) {
    return [];
  }
  const isAlone = isWholeBody(unit, callback);
  const isStatement = unit.type === T.ExpressionStatement || unit.type === T.IfStatement;
  const isOwn = isReleasedThroughHandle(release.node, unreleased);
  if (!isOwn || (!isAlone && (!isStatement || statementAround(unit)?.statement !== unit))) {
    return [];
  }
  const unused = isAlone ? lastUse(from, unreleased) : undefined;
  const without = isAlone ? { without: { call: from, unused } } : {};
  const isUnset = phase.during === 'loading' ? mayBeUnset(handle) : handle.root !== 'module';
  const to: HookPlace = { after: place, every, near, mayBeUnset: isUnset, ...without };
  const placed = inAfterHook(handle, to, unreleased);
  const isNameLeft = placed === undefined || !isAlone || every === at.hook.every;
  const removal = unused && !isNameLeft && placed.line !== undefined ? importRemoval(unused, file) : undefined;
  const others = [removalOf(isAlone ? whole.statement : unit, file), ...(removal ? [removal] : [])];
  return offerHook(handle.text, placed, others);
}

/** The statement behind which a new hook would stand. */
function placeOf(phase: WrongHook['phase'], unreleased: Unreleased): ListedStatement | undefined {
  return phase.during === 'hook' ? hookStatement(phase.call) : acquiredBy(unreleased);
}

/** The import that is of no more use when a call goes away. */
function lastUse(call: RunnerCall, { tests }: Unreleased): Variable | undefined {
  const variable = rootVariable(call.node.callee, tests.view);
  return variable?.references.length === 1 ? variable : undefined;
}

function takesNothing(callback: TSESTree.Node): boolean {
  return 'params' in callback && callback.params.length === 0;
}

function nameOf({ resource: { slots, acquisition } }: Unreleased): string {
  return slots[0]?.name ?? acquisition.entry.id;
}
