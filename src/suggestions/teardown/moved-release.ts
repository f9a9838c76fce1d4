import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf } from '../../ast/expressions.ts';
import type { Phase } from '../../lifetime/phases.ts';
import type { TestRelease } from '../../lifetime/tests/test-resource.ts';
import { isDeclaredByUsing } from '../../lifetime/releases.ts';
import { inAfterHook } from './after-hook.ts';
import { handlesOf, isReleasedThroughHandle, isVisibleIn } from './handle.ts';
import { besideHook, isOfSuite, mayBeUnset, nearCall } from './in-hook.ts';
import { inTest } from './in-test.ts';
import { hookLines } from './new-hook.ts';
import { type Offer, offer, offerHook } from './offer.ts';
import { releasedAge } from './release-order.ts';
import { isWholeBody, releaseUnit } from './release-unit.ts';
import { runnerFunction } from './runner-function.ts';
import { acquiredBy } from './acquired.ts';
import { endOf, indentOf, removalOf, statementAround } from './statements.ts';
import type { Unreleased } from './unreleased.ts';
import { restOf } from './waiting.ts';

/** Releases in an after-hook what a function would release that a hook returns to a runner which does not call it. */
export function insteadOfReturned(phase: Phase, { node }: TestRelease, unreleased: Unreleased): readonly Offer[] {
  const unit = releaseUnit(node);
  const returned = unit && enclosingFunction(unit);
  const statement = returned && parentOf(returned);
  return phase.during === 'hook' &&
    unit !== undefined &&
    isReleasedThroughHandle(node, unreleased) &&
    returned !== undefined &&
    isWholeBody(unit, returned) &&
    statement?.type === T.ReturnStatement &&
    statementAround(statement)?.statement === statement
    ? besideHook(phase, unreleased, [removalOf(statement, unreleased.file)])
    : [];
}

/** Releases in an after-hook what is released while the tests are only collected. */
export function insteadOfLoading({ node }: TestRelease, unreleased: Unreleased): readonly Offer[] {
  const { file } = unreleased;
  const unit = releaseUnit(node);
  const there = unit && statementAround(unit);
  const acquired = acquiredBy(unreleased);
  const near = nearCall(unreleased);
  if (unit === undefined || there?.statement !== unit || acquired === undefined || near === undefined) {
    return [];
  }
  const handle = handlesOf(unreleased).find((one) => isVisibleIn(one, acquired.block));
  if (handle === undefined || !isOfSuite(acquired.block, unreleased) || !isReleasedThroughHandle(node, unreleased)) {
    return [];
  }
  const place = { after: acquired, every: 'all', near, mayBeUnset: mayBeUnset(handle) } as const;
  if (there.block !== acquired.block) {
    return offerHook(handle.text, inAfterHook(handle, place, unreleased), [removalOf(unit, file)]);
  }
  const callee = runnerFunction({ is: 'hook', every: 'all' }, near, unreleased);
  const lines = callee && hookLines(callee.text, handle, place, unreleased);
  const text = lines?.join(file.layout.newline + indentOf(unit, file));
  return callee === undefined || text === undefined
    ? []
    : offer('releaseInNewHook', { name: handle.text, hook: callee.name }, [
        ...callee.edits,
        { range: [unit.range[0], endOf(unit, file)], text },
      ]);
}

/** Releases in an after-hook what `using` would release at the end of the before-hook. */
export function insteadOfUsing(phase: Phase, unreleased: Unreleased): readonly Offer[] {
  const own = unreleased.resource.slots.find(({ variable }) => variable !== undefined && isDeclaredByUsing(variable));
  const declarator = own?.variable?.defs[0]?.node as TSESTree.Node | undefined;
  if (phase.during !== 'hook' || declarator?.type !== T.VariableDeclarator) {
    return [];
  }
  const edit = { range: [declarator.parent.range[0], declarator.range[0]] as const, text: 'const ' };
  return declarator.parent.declarations.length === 1 ? besideHook(phase, unreleased, [edit]) : [];
}

/** Has the runner release what a test releases only when it passes, or a `finally`. */
export function whenTestFails(phase: Phase, { node }: TestRelease, unreleased: Unreleased): readonly Offer[] {
  const unit = releaseUnit(node);
  const there = unit && statementAround(unit);
  const acquired = acquiredBy(unreleased);
  const isMovable =
    unit !== undefined &&
    there?.statement === unit &&
    there.block === acquired?.block &&
    unit.type !== T.ReturnStatement &&
    isReleasedThroughHandle(node, unreleased) &&
    // What follows must not rely on the release, nor release what the resource needs.
    restOf(there).every((one) => releasedAge(one, unreleased) === 'younger');
  return phase.during === 'test' && isMovable ? inTest(phase.call, unit, unreleased) : [];
}
