import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isFunction, isInside, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { isAcquiringNode } from '../acquisitions.ts';
import { mayThrow } from '../paths/may-throw.ts';
import type { Fault, TestResource } from './test-resource.ts';

/**
 * A fixture that goes on to acquire something else before its first resource is in the hands of the runner, or, in the
 * builder form, to wait for anything that may fail before it has registered its teardown.
 */
export function unprotectedSetUp(
  resource: TestResource,
  all: readonly TestResource[],
  view: FileView,
): Fault | undefined {
  const [phase] = resource.phases;
  const setUp = phase?.during === 'fixture' && phase.part === 'set-up' ? phase.fixture.setUp : undefined;
  if (phase?.during !== 'fixture' || setUp === undefined) {
    return undefined;
  }
  const acquired = all.find(
    (other) =>
      other.node.range[0] >= resource.node.range[1] &&
      isInside(other.node, setUp) &&
      !isReleasedOnError(resource, other.node),
  );
  const second = acquired?.node ?? (phase.fixture.form === 'builder' ? waitedBefore(setUp, resource, view) : undefined);
  return second && { why: 'set-up may throw', phase, second };
}

/** What the set-up waits for between the acquisition and the function that releases. */
function waitedBefore(
  setUp: FunctionNode,
  resource: TestResource,
  view: FileView,
): AcquiringNode | TSESTree.TaggedTemplateExpression | undefined {
  const { node, releases } = resource;
  const registered = Math.min(...releases.map((release) => release.node.range[0]));
  for (const inner of allNodes(setUp.body)) {
    const isBetween = inner.range[0] >= node.range[1] && inner.range[1] <= registered;
    if (inner.type === T.AwaitExpression && isBetween && enclosingFunction(inner) === setUp) {
      const call = unwrap(inner.argument);
      if (
        (isAcquiringNode(call) || call.type === T.TaggedTemplateExpression) &&
        mayThrow(view, inner) &&
        !isReleasedOnError(resource, inner)
      ) {
        return call;
      }
    }
  }
  return undefined;
}

/** In a `try` that gives the resource back when it fails. */
function isReleasedOnError({ releases }: TestResource, node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && !isFunction(outer); outer = parentOf(outer)) {
    if (outer.type === T.TryStatement && outer.block === inner) {
      const { handler, finalizer } = outer;
      const rescues = [handler, finalizer].filter((one) => one !== null);
      if (rescues.some((rescue) => releases.some((release) => isInside(release.node, rescue)))) {
        return true;
      }
    }
    inner = outer;
  }
  return false;
}
