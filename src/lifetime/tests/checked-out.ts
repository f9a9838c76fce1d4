import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { aroundWaiting, enclosingFunction, memberName, unwrap } from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { originOf } from '../../ast/origin.ts';
import { isDeclaredOutside, variableOf } from '../../ast/variables.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { FormIndex } from '../../resources/forms.ts';
import type { Acquisitions } from '../acquisitions.ts';
import { type CheckOut, checkOutIn } from '../check-outs.ts';
import { makingOf } from '../definition.ts';
import type { Phases } from '../phases.ts';

/**
 * What a call in a test file checks out of a pool that another file makes. A pool of the file itself is reported or
 * released there, with all it lends but what outlives it and what a hook keeps: a pool lends one connection less for
 * each test, and many wait for all of them before they end. So does one that a fixture ends. Of what else lends, nobody
 * knows when it ends.
 */
export function checkedOut(
  made: Place<AcquiringNode>,
  index: FormIndex,
  acquisitions: Acquisitions,
  phases: Phases,
): readonly Acquisition[] {
  const isOther = isOfOtherFile(made) || outlivesLender(made, index, acquisitions);
  const isFixture = !isOther && isOfFixture(made, phases);
  const checkOut = isOther || isFixture || isKeptOutside(made) ? checkOutIn(made, index, acquisitions) : undefined;
  const isJudged = isOther || (isFixture && checkOut?.holdsUpLender === true);
  if (checkOut === undefined || !(isJudged || takesConnection(checkOut))) {
    return [];
  }
  const { lent, resolves } = checkOut;
  const isTakenForEach = phases.of(made.node).some((phase) => 'hook' in phase && phase.hook.every === 'each');
  const staysOpen = !isJudged && (isTakenForEach || checkOut.holdsUpLender);
  const entry = staysOpen ? { ...lent, outlivesLender: true as const } : lent;
  return [{ entry, made, resolves, holds: typeof entry.holds === 'string', within: [], through: [] }];
}

/** Of what a test asks its fixtures for: `test('…', async ({ pool }) => { const client = await pool.connect(); })`. */
function isOfFixture({ view, node }: Place<AcquiringNode>, phases: Phases): boolean {
  const callee = unwrap(node.callee);
  const lender = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  const [definition] = (lender?.type === T.Identifier ? variableOf(view, lender)?.defs : undefined) ?? [];
  return (
    definition?.type === DefinitionType.Parameter &&
    phases.file.callOf(definition.node)?.does.is === 'test' &&
    enclosingFunction(node) === definition.node
  );
}

/** In a variable or a member that outlives the function: `client = await pool.connect()`. */
function isKeptOutside({ view, node }: Place<AcquiringNode>): boolean {
  const owner = enclosingFunction(node);
  const outer = aroundWaiting(node);
  if (owner === undefined || outer?.type !== T.AssignmentExpression) {
    return false;
  }
  const variable = outer.left.type === T.Identifier ? variableOf(view, outer.left) : undefined;
  return outer.left.type === T.MemberExpression || isDeclaredOutside(variable, owner);
}

/** What is closed or ended, such as a session, ends with its lender; what is released, or rolled back, is a connection of it. */
function takesConnection({ from, lent }: CheckOut): boolean {
  return (
    from.category === 'pool' &&
    lent.release.some((form) => 'call' in form || ('method' in form && /^(?:release|rollback|done)/u.test(form.method)))
  );
}

function isOfOtherFile({ view, node }: Place<AcquiringNode>): boolean {
  const callee = unwrap(node.callee);
  if (callee.type !== T.MemberExpression || originOf({ view, node: callee.object })?.kind !== 'module') {
    return false;
  }
  return makingOf({ view, node: callee.object }) !== undefined;
}

/** `redis.duplicate()` of a client that has connected: one that waits for `connect()` makes others that wait, too. */
function outlivesLender({ view, node }: Place<AcquiringNode>, index: FormIndex, acquisitions: Acquisitions): boolean {
  const callee = unwrap(node.callee);
  const member = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type !== T.MemberExpression || member === undefined || !index.outlivingMethods.has(member)) {
    return false;
  }
  const lender = makingOf({ view, node: callee.object });
  const made = lender && acquisitions.of(lender);
  return made !== undefined && (made.holds || made.entry.inertUntil === undefined);
}
