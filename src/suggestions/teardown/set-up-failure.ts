import { isInside } from '../../ast/expressions.ts';
import type { Phase } from '../../lifetime/phases.ts';
import { handlesOf, isReleasedThroughHandle, isVisibleIn } from './handle.ts';
import { type Offer, offer } from './offer.ts';
import { releaseInTry } from './release-in-try.ts';
import { releaseUnit } from './release-unit.ts';
import { acquiredBy } from './acquired.ts';
import { statementAround } from './statements.ts';
import type { Unreleased } from './unreleased.ts';

/**
 * Releases what a fixture acquires when the rest of its set-up fails: the runner does not run the teardown of a fixture
 * that is not there.
 */
export function whenSetUpFails(phase: Phase, unreleased: Unreleased): readonly Offer[] {
  const { file, resource } = unreleased;
  const acquired = acquiredBy(unreleased);
  const handle = acquired && handlesOf(unreleased).find((one) => isVisibleIn(one, acquired.block));
  if (phase.during !== 'fixture' || acquired === undefined || handle === undefined) {
    return [];
  }
  const name = handle.text;
  if (phase.fixture.form === 'builder') {
    const edits = releaseInTry(handle, { acquired, mayBecomeAsync: true }, 'catch', file);
    return offer('releaseOnFailure', { name }, edits);
  }
  // What is lent by `use()` never fails, so all that comes behind it may as well stand in a `finally`.
  const units = resource.releases.map(({ node }) =>
    isReleasedThroughHandle(node, unreleased) ? releaseUnit(node) : undefined,
  );
  const [replaced] = units;
  const isOwn = replaced !== undefined && statementAround(replaced)?.statement === replaced;
  const isIn = replaced !== undefined && isInside(replaced, acquired.block);
  return units.length === 1 && isOwn && isIn && statementAround(replaced)?.block === acquired.block
    ? offer(
        'releaseInFinally',
        { name },
        releaseInTry(handle, { acquired, mayBecomeAsync: true, replaced }, 'finally', file),
      )
    : [];
}
