import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { aroundWaiting, keyName, memberName, unwrap } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import type { Acquisition, AcquiringNode } from '../../resources/acquisition.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { Acquisitions, isAcquiringNode } from '../acquisitions.ts';
import { checkOutIn } from '../check-outs.ts';
import { isCloserName } from '../fates/closer-names.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { lentThrough } from '../lent-through.ts';
import { isLeftToCaller } from '../tests/left-to-caller.ts';
import { type Root, rootAround } from './closures.ts';
import { type LocalResource, localResource } from './local-resource.ts';
import { isWatched } from './watched.ts';

/**
 * Characters of a function, times the resources that are followed through it: those beyond are not known, so that
 * generated code with thousands of them in one function takes no hours. Three hundred are followed through 1,500 lines.
 */
const MOST_FOLLOWED = 20_000_000;

/** By file, and by what else they depend on. The rules of one run ask for the same. */
const known = new WeakMap<FileView, WeakMap<FollowOptions, readonly LocalResource<Root>[]>>();

/**
 * Every resource that a file and its functions make or check out and have in hand, in the order of the source.
 *
 * @param options those of this index
 */
export function localResources(
  view: FileView,
  index: FormIndex,
  options: FollowOptions,
): readonly LocalResource<Root>[] {
  const ofFile = known.get(view) ?? new WeakMap<FollowOptions, readonly LocalResource<Root>[]>();
  known.set(view, ofFile);
  const resources = ofFile.get(options) ?? searched(view, index, options);
  ofFile.set(options, resources);
  return resources;
}

function searched(view: FileView, index: FormIndex, options: FollowOptions): readonly LocalResource<Root>[] {
  const acquisitions = new Acquisitions(index);
  const isCloser = (name: string): boolean => isCloserName(name) || index.releasingNames.has(name);
  const found: LocalResource<Root>[] = [];
  const counts = new Map<Root, number>();
  const follow = (node: AcquiringNode, acquisition: Acquisition, isCheckOut: boolean): void => {
    const root = rootAround(node);
    const count = (counts.get(root) ?? 0) + 1;
    counts.set(root, count);
    const isTooMuch = count * (root.range[1] - root.range[0]) > MOST_FOLLOWED;
    const resource = isTooMuch ? undefined : localResource(view, node, acquisition, isCheckOut, options);
    if (resource !== undefined) {
      found.push(resource);
    }
  };
  for (const node of nodesOf(view.ast)) {
    if (!isAcquiringNode(node)) {
      continue;
    }
    const lent = checkOutIn({ view, node }, index, acquisitions);
    if (lent !== undefined) {
      const { lent: entry, resolves } = lent;
      const holds = typeof entry.holds === 'string';
      follow(node, { entry, made: { view, node }, resolves, holds, within: [], through: [] }, true);
      continue;
    }
    const handed = lentThrough({ view, node }, index, acquisitions, options);
    if (handed !== undefined) {
      if (isLeftToCaller(handed, view, options) && !givesLender({ view, node }, handed, acquisitions)) {
        follow(node, handed, true);
      }
      continue;
    }
    const made = acquisitions.allOf({ view, node });
    for (const acquisition of made.length > 0 && view.project?.mayBeReleased(node, isCloser) !== false ? made : []) {
      if (node.parent.type !== T.PropertyDefinition && isWatched(view, node, acquisition, options)) {
        follow(node, acquisition, false);
      }
    }
  }
  return found;
}

/** `const { connection, channel } = await open()`: with the connection goes all that it lends. */
function givesLender(call: Place<AcquiringNode>, { made }: Acquisition, acquisitions: Acquisitions): boolean {
  const callee = unwrap(made.node.callee);
  const member = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  return acquisitions
    .allOf(call)
    .some(
      ({ entry, within: [part] = [] }) =>
        part !== undefined &&
        isTaken(part, call.node) &&
        entry.checkouts?.some((one) => one.member === member && one.holdsUpLender !== true),
    );
}

/** Whether what a call gives is kept with this part of it. */
function isTaken(part: string, call: AcquiringNode): boolean {
  const target = aroundWaiting(call);
  return (
    target?.type === T.VariableDeclarator &&
    (target.id.type === T.Identifier ||
      (target.id.type === T.ObjectPattern &&
        target.id.properties.some((one) => one.type === T.Property && keyName(one) === part)))
  );
}
