import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../ast/expressions.ts';
import type { FileView, Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import { fixturesOf } from './fixtures.ts';
import type { FixtureDefinition, Runner, RunnerCall } from './runner.ts';

/** A fixture, and the file that defines it. */
export interface PlacedFixture {
  readonly view: FileView;
  readonly fixture: FixtureDefinition;
}

/** Test functions that are made of each other; longer chains are given up on. */
const LONGEST_CHAIN = 20;

/** The fixtures that a test can ask for: those that `test.extend` gave its test function, in this file or another. */
export function fixturesOfTest({ node, runners }: RunnerCall, view: FileView): readonly PlacedFixture[] {
  const extendable = runners.filter(({ fixtures }) => fixtures !== undefined);
  return extendable.length === 0 ? [] : givenTo({ view, node: node.callee }, extendable, LONGEST_CHAIN);
}

function givenTo(place: Place, runners: readonly Runner[], budget: number): readonly PlacedFixture[] {
  const kinds = runners.flatMap(({ fixtures }) => fixtures ?? []);
  const isMaking = (name: string | undefined): boolean => kinds.some(({ members }) => members.includes(name ?? ''));
  const origin = budget > 0 ? originOf({ ...place, node: testFunction(place.node, isMaking) }) : undefined;
  const end = origin && trailOf(origin).at(-1);
  if (end?.kind !== 'value' || end.place.node.type !== T.CallExpression) {
    return [];
  }
  const { view, node } = end.place as Place<TSESTree.CallExpression>;
  const callee = unwrap(node.callee);
  if (callee.type === T.Identifier && kinds.some(({ merges }) => merges.includes(callee.name))) {
    return node.arguments.flatMap((one) => givenTo({ view, node: one }, runners, budget - 1));
  }
  if (callee.type !== T.MemberExpression || !isMaking(memberName(callee))) {
    return [];
  }
  const own = fixturesOf(view, node, runners).map((fixture) => ({ view, fixture }));
  return [...own, ...givenTo({ view, node: callee.object }, runners, budget - 1)];
}

/** `test` of `test.only.each(rows)`, and `test.extend(fixtures)` of `test.extend(fixtures).only`. */
function testFunction(node: TSESTree.Node, isMaking: (name: string | undefined) => boolean): TSESTree.Node {
  const inner = unwrap(node);
  if (inner.type === T.MemberExpression) {
    return testFunction(inner.object, isMaking);
  }
  const callee = inner.type === T.CallExpression ? unwrap(inner.callee) : undefined;
  return callee?.type === T.MemberExpression && !isMaking(memberName(callee))
    ? testFunction(callee.object, isMaking)
    : inner;
}
