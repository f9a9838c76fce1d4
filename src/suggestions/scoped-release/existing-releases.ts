import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, parentOf, unwrap } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { Effect } from '../../lifetime/paths/events.ts';
import { promiseOf } from '../../types/promised.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';
import { releaseUnit } from '../teardown/release-unit.ts';
import { removalOf, statementAround } from '../teardown/statements.ts';
import type { Closer } from './closer.ts';
import { withoutFinally } from './emptied-finally.ts';
import type { OwnedResource } from './owned-resource.ts';

/** What does not take a resource out of the hands of a function. */
const atHand: ReadonlySet<Effect> = new Set(['make', 'hold', 'use', 'release']);

/** The releases that a function has already, each a statement of its own. */
export interface ExistingReleases {
  readonly units: readonly TSESTree.Node[];
  readonly removals: readonly TextEdit[];
}

/** @returns undefined when something else has the resource, too, or a release cannot go */
export function existingReleases(resource: OwnedResource, file: SourceFile): ExistingReleases | undefined {
  const { events, fates, owner } = resource;
  const releases = fates.flatMap((fate) => (fate.does === 'release' ? [fate.node] : []));
  const units = new Set(releases.map((release) => unitOf(release, resource)));
  const isInHands = fates.every(
    (fate) =>
      fate.does === 'begin' ||
      fate.does === 'use' ||
      (fate.does === 'release' && fate.by === 'call') ||
      (fate.does === 'escape' && isLentOut(fate.node, units)),
  );
  const isLeft = [...events.nodes()].some(
    (node) =>
      events.of(node).some((effect) => !atHand.has(effect)) &&
      !isLentOut(node, units) &&
      ![...units].some((unit) => unit !== undefined && isInside(node, unit)),
  );
  if (!isInHands || isLeft) {
    return undefined;
  }
  const removals: TextEdit[] = [];
  for (const unit of units) {
    const removal = unit && enclosingFunction(unit) === owner ? removalFor(unit, file) : undefined;
    if (removal === undefined) {
      return undefined;
    }
    removals.push(...removal);
  }
  return { units: [...units].filter((unit) => unit !== undefined), removals };
}

/** Whether a call that gets the resource is followed by a release, so that it only borrows it. */
function isLentOut(node: TSESTree.Node, units: ReadonlySet<TSESTree.Node | undefined>): boolean {
  return [...units].some((unit) => {
    const block = unit && parentOf(unit);
    return (
      block?.type === T.BlockStatement &&
      isInside(node, block) &&
      node.range[1] <= (unit?.range[0] ?? 0) &&
      statementAround(node)?.block === block
    );
  });
}

/** The statement that releases, with the question before it whether there is something to release. */
function unitOf(release: TSESTree.Node, { names }: OwnedResource): TSESTree.Node | undefined {
  const unit = releaseUnit(release);
  if (unit?.type !== T.IfStatement || (unit.test.type === T.Identifier && names.has(unit.test.name))) {
    return unit;
  }
  const { consequent } = unit;
  return consequent.type === T.BlockStatement ? consequent.body[0] : undefined;
}

function removalFor(unit: TSESTree.Node, file: SourceFile): readonly TextEdit[] | undefined {
  const { sourceCode } = file;
  const listed = statementAround(unit);
  if (unit.type === T.ReturnStatement || listed?.statement !== unit || sourceCode.getCommentsInside(unit).length > 0) {
    return undefined;
  }
  const { block } = listed;
  const outer = block.type === T.BlockStatement && block.body.length === 1 ? parentOf(block) : undefined;
  if (outer?.type === T.TryStatement && outer.finalizer === block) {
    return withoutFinally(outer, file) ?? [removalOf(unit, file)];
  }
  if (outer?.type !== T.IfStatement) {
    return [removalOf(unit, file)];
  }
  // An empty branch would be left.
  const isComment = sourceCode.getCommentsInside(outer.alternate === block ? block : outer).length > 0;
  if (isComment || (outer.consequent === block && (outer.alternate !== null || hasEffects(outer.test)))) {
    return undefined;
  }
  return outer.alternate === block
    ? [{ range: [outer.consequent.range[1], block.range[1]], text: '' }]
    : statementAround(outer)?.statement === outer
      ? [removalOf(outer, file)]
      : undefined;
}

function hasEffects(test: TSESTree.Node): boolean {
  return [...allNodes(test)].some(
    ({ type }) =>
      type === T.AssignmentExpression ||
      type === T.AwaitExpression ||
      type === T.CallExpression ||
      type === T.NewExpression ||
      type === T.TaggedTemplateExpression ||
      type === T.UpdateExpression ||
      type === T.YieldExpression,
  );
}

/**
 * How a function releases already, where that can be written elsewhere, too.
 *
 * @param place where it is to be written
 * @returns undefined when it releases in several ways, or in one that only means something where it stands
 */
export function ownCloser(
  { units }: ExistingReleases,
  place: TSESTree.Node,
  { view, owner }: OwnedResource,
  { sourceCode, services }: SourceFile,
): Closer | undefined {
  const [text, ...others] = new Set(units.map((unit) => sourceCode.getText(unit)));
  const [unit] = units;
  if (text === undefined || unit === undefined || others.length > 0 || text.includes('\n')) {
    return undefined;
  }
  const isReachable = [...allNodes(unit)].every((node) => {
    const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
    return variable === undefined || isVisibleAt(variable, place, owner);
  });
  const awaits = [...allNodes(unit)].some(({ type }) => type === T.AwaitExpression);
  const call = unit.type === T.ExpressionStatement ? unwrap(unit.expression) : undefined;
  const isDropped =
    call?.type === T.CallExpression && owner.async && services !== undefined && promiseOf(call, services) === 'yes';
  return isReachable && !isDropped ? { statement: text, isAwaited: awaits } : undefined;
}

function isVisibleAt({ scope, identifiers }: Variable, place: TSESTree.Node, owner: TSESTree.Node): boolean {
  const isLater = identifiers.some((name) => isInside(name, owner) && name.range[0] > place.range[1]);
  return isInside(place, scope.block) && !isLater;
}

/** Whether each release says nothing but that it releases. */
export function isPlain({ units }: ExistingReleases): boolean {
  return units.every((unit) =>
    [...allNodes(unit)].every((node) => node.type !== T.CallExpression || node.arguments.every(isOwnName)),
  );
}

function isOwnName(argument: TSESTree.Node): boolean {
  return argument.type === T.Identifier;
}
