import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, isInside } from '../../ast/expressions.ts';
import type { Phase } from '../../lifetime/phases.ts';
import type { RunnerCall } from '../../runners/runner.ts';
import { inAfterHook, hookStatement } from './after-hook.ts';
import { type Handle, handlesOf, isSetAtOnce, isVisibleIn } from './handle.ts';
import { hoistedAfterLoading, hoistedInHook } from './hoisted.ts';
import { liftedVariable } from './lifted-variable.ts';
import type { HookPlace } from './new-hook.ts';
import type { TextEdit } from '../text-edits.ts';
import { type Offer, offer, offerHook } from './offer.ts';
import { returnedTeardown } from './returned-teardown.ts';
import { inFunction } from './in-function.ts';
import { isValueKept } from './kept-value.ts';
import { acquiredBy, acquirerOf } from './acquired.ts';
import { type Block } from './statements.ts';
import { takesDone } from './takes-done.ts';
import { callbackOf } from './test-teardown.ts';
import type { Unreleased } from './unreleased.ts';

type HookPhase = Extract<Phase, { during: 'hook' }>;

/**
 * Releases what a before-hook acquires: in an after-hook, or in a function that the hook returns.
 *
 * @param others edits that go with the release
 */
export function besideHook(
  phase: HookPhase,
  unreleased: Unreleased,
  others: readonly TextEdit[] = [],
): readonly Offer[] {
  const { call, hook } = phase;
  const after = hookStatement(call);
  const callback = callbackOf(call);
  const handles = handlesOf(unreleased);
  if (after === undefined) {
    return [];
  }
  const temporary = handles.find((handle) => isTemporary(handle, unreleased));
  if (temporary !== undefined && others.length === 0) {
    const mayBecomeAsync = callback !== undefined && !takesDone(callback, call);
    return inFunction(temporary, mayBecomeAsync, undefined, unreleased);
  }
  if (handles.length === 0 && acquirerOf(unreleased) === callback) {
    return hoistedInHook(call, hook, after, unreleased);
  }
  const place: HookPlace = { after, every: hook.every, near: call, mayBeUnset: true };
  const found: Offer[] = [];
  const outer = handles.find((handle) => isVisibleIn(handle, after.block));
  if (outer !== undefined) {
    const mayBeUnset = outer.root !== 'module' && !isAlwaysSet(outer);
    found.push(...offerHook(outer.text, inAfterHook(outer, { ...place, mayBeUnset }, unreleased), others));
  }
  for (const inner of outer === undefined ? handles : []) {
    const lifted = callback && found.length === 0 ? liftedVariable(inner, callback, after, unreleased) : undefined;
    const release = lifted && inAfterHook(inner, place, unreleased);
    found.push(...offerHook(inner.text, release, [...(lifted ?? []), ...others]));
  }
  const own = handles.find((handle) => callback !== undefined && isVisibleIn(handle, callback.body));
  // What is returned runs behind all after-hooks, which may release what the resource needs.
  const isPlain = others.length === 0 && found.every(({ messageId }) => messageId === 'releaseInNewHook');
  if (
    own !== undefined &&
    callback !== undefined &&
    isPlain &&
    call.runners.every((runner) => runner.callsReturnedTeardown)
  ) {
    found.push(...offer('returnRelease', { name: own.text, called: '' }, returnedTeardown(own, callback, unreleased)));
  }
  return found;
}

/** Releases what is acquired while a file is loaded, or while the tests of a suite are collected. */
export function afterLoading(unreleased: Unreleased): readonly Offer[] {
  const after = acquiredBy(unreleased);
  const near = nearCall(unreleased);
  if (after === undefined || near === undefined || !isOfSuite(after.block, unreleased)) {
    return [];
  }
  const handle = handlesOf(unreleased).find((one) => isVisibleIn(one, after.block));
  const place: HookPlace = { after, every: 'all', near, mayBeUnset: handle !== undefined && mayBeUnset(handle) };
  return handle === undefined
    ? hoistedAfterLoading(near, unreleased)
    : offerHook(handle.text, inAfterHook(handle, place, unreleased));
}

/** A call that says how the file calls its runner's functions: best a hook. */
export function nearCall({ tests: { calls } }: Unreleased): RunnerCall | undefined {
  const own = calls.filter(({ reached }) => reached !== 'context');
  return own.find(({ does }) => does.is === 'hook') ?? own[0];
}

/** Whether a block is that of the file or of a suite. */
export function isOfSuite(block: Block, { tests }: Unreleased): boolean {
  return block.type === T.Program || (isFunction(block.parent) && tests.callOf(block.parent)?.does.is === 'suite');
}

/** Whether a variable is without a value until code of its own gives it one. */
export function mayBeUnset({ root, variable }: Handle): boolean {
  return root !== 'module' && !(variable !== undefined && isSetAtOnce(variable));
}

/** A constant, or what another module exports, and not a member of it. */
function isAlwaysSet({ text, variable }: Handle): boolean {
  const definition = variable?.name === text ? variable.defs[0] : undefined;
  return (
    definition?.type === DefinitionType.ImportBinding ||
    (definition?.type === DefinitionType.Variable && definition.parent.kind === 'const')
  );
}

/**
 * Whether a hook alone uses a client that it makes: every use is a call of one of its methods, right in the hook, which
 * keeps nothing of what that gives. A server or a process is there for the tests although nobody mentions it.
 */
function isTemporary({ variable, path }: Handle, unreleased: Unreleased): boolean {
  const { category } = unreleased.resource.acquisition.entry;
  const owner = acquirerOf(unreleased);
  const block = variable?.scope.block as TSESTree.Node | undefined;
  const uses = (variable?.references ?? []).filter((one) => one.init !== true);
  return (
    ['client', 'connection', 'file', 'pool'].includes(category) &&
    path.length === 0 &&
    owner !== undefined &&
    block !== undefined &&
    isInside(block, owner) &&
    uses.length > 0 &&
    uses.every(({ identifier }) => {
      const use = identifier as TSESTree.Node;
      return isCalledOn(use) && enclosingFunction(use) === owner && !isValueKept(unreleased.tests.view, use, owner);
    })
  );
}

function isCalledOn(node: TSESTree.Node): boolean {
  const { parent } = node;
  return (
    parent?.type === T.MemberExpression &&
    parent.object === node &&
    parent.parent.type === T.CallExpression &&
    parent.parent.callee === parent
  );
}
