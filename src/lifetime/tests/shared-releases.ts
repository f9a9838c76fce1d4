import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  aroundWaiting,
  enclosingFunction,
  type FunctionNode,
  isFunction,
  isInside,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';
import type { Place } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { TestFile } from '../../runners/test-file.ts';
import { mayBeTold } from '../../resources/may-be-told.ts';
import type { Acquisitions } from '../acquisitions.ts';
import { definitionOf } from '../definition.ts';
import { evaluatedNodes } from '../evaluation.ts';
import type { Phase, Phases } from '../phases.ts';
import { variableHolding } from '../releases.ts';
import { sharedResourceReleasedBy, sharedResourceReleasedInside } from '../shared-closers.ts';
import { literalAround, type SharedResource, sharedResourceBegunBy } from '../shared-resource.ts';
import { isModuleMocked } from './mocked.ts';

/** A release, in test code, of a resource that another module made for all. */
export interface SharedRelease {
  /** The call, or the function that a hook calls: `afterAll(closePool)`. */
  readonly node: TSESTree.Node;
  readonly resource: SharedResource;
  readonly phase: Phase;
}

/** Where the hooks and tests of a file release what the file did not open, in the order of the source. */
export function sharedReleases(phases: Phases, acquisitions: Acquisitions): readonly SharedRelease[] {
  const { file } = phases;
  const { view } = file;
  const found = [...releaseCalls(file, acquisitions)].filter(
    ({ resource }) => !isModuleMocked(view, resource.made.view),
  );
  const opened = found.length === 0 ? [] : openedHere(file, acquisitions);
  return found.flatMap(({ node, resource }): readonly SharedRelease[] => {
    const [phase] = node.type === T.CallExpression ? phases.of(node) : phases.ofReference(node);
    const isInTests = phase !== undefined && phase.during !== 'unknown' && phase.during !== 'loading';
    const isOwn = opened.includes(resource.made.node) || isMadeBy(file, resource);
    return isInTests && !isOwn ? [{ node, resource, phase }] : [];
  });
}

/** Whether the file calls a function that makes the resource anew each time: `beforeAll(setUp)`. */
function isMadeBy({ view, calls }: TestFile, { made }: SharedResource): boolean {
  const maker = enclosingFunction(made.node);
  if (maker === undefined || !isAlwaysMade(made, maker)) {
    return false;
  }
  const called = nodesOf(view.ast).flatMap((node) => (node.type === T.CallExpression ? [unwrap(node.callee)] : []));
  const callbacks = calls.flatMap(({ callback }) => (callback?.type === T.Identifier ? [callback] : []));
  return [...called, ...callbacks].some((node) => definitionOf({ view, node })?.node === maker);
}

/** A statement of the function itself assigns it, whatever was there: not `pool ??= new Pool()`, nor behind a question. */
function isAlwaysMade({ view, node }: SharedResource['made'], maker: FunctionNode): boolean {
  const value = literalAround(node);
  const variable = variableHolding(view, value);
  const isAsked = variable?.references.some(
    ({ identifier }) => isInside(identifier, maker) && identifier.range[1] < node.range[0] && !isWritten(identifier),
  );
  const outer = aroundWaiting(value);
  return (
    isAsked === false &&
    outer?.type === T.AssignmentExpression &&
    outer.operator === '=' &&
    outer.parent.type === T.ExpressionStatement &&
    outer.parent.parent === maker.body
  );
}

function isWritten(name: TSESTree.Node): boolean {
  const parent = parentOf(name);
  return parent?.type === T.AssignmentExpression && parent.left === name;
}

function* releaseCalls(
  { view, calls }: TestFile,
  acquisitions: Acquisitions,
): Generator<{ readonly node: TSESTree.Node; readonly resource: SharedResource }> {
  for (const node of nodesOf(view.ast)) {
    const resource =
      node.type === T.CallExpression ? sharedResourceReleasedBy({ view, node }, acquisitions) : undefined;
    if (resource) {
      yield { node, resource };
    }
  }
  for (const { callback } of calls) {
    const resource =
      callback?.type === T.Identifier
        ? sharedResourceReleasedInside({ view, node: callback }, acquisitions)
        : undefined;
    if (callback && resource) {
      yield { node: callback, resource };
    }
  }
}

/** What the file itself connects, or has a function of the project connect, it may disconnect. */
function openedHere({ view, calls }: TestFile, acquisitions: Acquisitions): readonly TSESTree.Node[] {
  const callbacks = calls.flatMap(({ callback }) => (callback?.type === T.Identifier ? [callback] : []));
  const opened = nodesOf(view.ast).flatMap((node) => {
    if (node.type !== T.CallExpression) {
      return [];
    }
    const begun = sharedResourceBegunBy({ view, node }, acquisitions);
    return begun ? [begun.made.node] : openedInside({ view, node: node.callee }, acquisitions);
  });
  return [...opened, ...callbacks.flatMap((node) => openedInside({ view, node }, acquisitions))];
}

/** What a function of another module connects: `connectDb()`, which calls `source.initialize()`. */
function openedInside(callee: Place, { index }: Acquisitions): readonly TSESTree.Node[] {
  const definition = mayBeTold(callee, index) ? definitionOf(callee) : undefined;
  if (definition === undefined || definition.view === callee.view || !isFunction(definition.node)) {
    return [];
  }
  const { view, node: owner } = definition;
  return [...evaluatedNodes(owner)].flatMap((node) => {
    const method = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
    const isOpening = method?.type === T.MemberExpression && index.holdingCalls.has(memberName(method) ?? '');
    const made = isOpening ? definitionOf({ view, node: method.object })?.node : undefined;
    return made ? [made] : [];
  });
}
