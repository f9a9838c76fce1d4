import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { isDeclaredIn } from '../../ast/variables.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { isCloserName } from '../fates/closer-names.ts';
import { isBorrower } from '../fates/fate.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { functionReturning } from '../fates/returned.ts';
import { isPromise } from '../promise-type.ts';
import { isDeclaredByUsing } from '../releases.ts';
import { type Root, rootAround } from './closures.ts';
import type { LocalResource } from './local-resource.ts';
import { localResources } from './local-resources.ts';
import { chainedBy } from './continuations.ts';
import { callsLeadingTo } from './leading-calls.ts';
import { needingParts } from './needing-parts.ts';
import { isOwnRelease } from './own-release.ts';
import { isMeant, isUse, mayFail } from './real-uses.ts';
import { pathsOf } from './resource-paths.ts';

/** Something that is done with a resource when it is no longer there. */
export type LateUse = {
  readonly resource: LocalResource<Root>;
  readonly node: TSESTree.Node;
} & (
  | { readonly why: 'released'; readonly release: TSESTree.Node }
  /** `isAlways`: it was released on every path that leads here. */
  | { readonly why: 'released again'; readonly release: TSESTree.Node; readonly isAlways: boolean }
  /** It, or a promise of it, is returned, and a `finally` releases it then. */
  | { readonly why: 'returned' | 'not waited for'; readonly release: TSESTree.Node }
  /** It leaves the scope of its `using`, or is still being used when that ends. */
  | { readonly why: 'leaves using' | 'not waited for in using' }
  /** What needs it leaves the scope of its `using`, or is returned, and a `finally` releases it then. */
  | { readonly why: 'part leaves using'; readonly part: TSESTree.CallExpression }
  | { readonly why: 'part returned'; readonly part: TSESTree.CallExpression; readonly release: TSESTree.Node }
);

/** Uses of resources after their release on some path through a file or a function, in the order of the source. */
export function lateUses(view: FileView, index: FormIndex, options: FollowOptions): readonly LateUse[] {
  if (!/\busing\b/u.test(view.text) && !releases(view.text, index)) {
    return [];
  }
  return localResources(view, index, options)
    .flatMap((resource) => [...usesAfterRelease(resource), ...usesAfterScope(resource)])
    .sort((one, other) => one.node.range[0] - other.node.range[0]);
}

/** Whether a text calls a release by its name. */
function releases(text: string, { releasingNames }: FormIndex): boolean {
  return (
    [...text.matchAll(/(\w+)\(/gu)].some(([, name = '']) => releasingNames.has(name) || isCloserName(name)) ||
    text.includes('ispose](')
  );
}

function usesAfterRelease(resource: LocalResource<Root>): readonly LateUse[] {
  const { acquisition, events } = resource;
  const { secondRelease } = acquisition.entry;
  if (!events.has('release')) {
    return [];
  }
  const paths = pathsOf(resource);
  if (paths === undefined) {
    return [];
  }
  const { earlyReturns, lateUses: uses, firstReleases, secondReleases } = paths.findings;
  const late = [...uses].filter(
    ([node, release]) =>
      !events.of(node).includes('release') && isUse(node, resource) && !isMeant(node, release, resource),
  );
  const again =
    secondRelease === 'fails'
      ? [...secondReleases].filter(
          ([node, release]) =>
            isOwnRelease(node, acquisition.entry) &&
            mayFail(node, acquisition.entry) &&
            !isMeant(node, release, resource),
        )
      : [];
  return [
    ...late.map(([node, release]) => ({ resource, node, why: 'released' as const, release })),
    ...again.map(([node, release]) => ({
      resource,
      node,
      why: 'released again' as const,
      release,
      isAlways: !firstReleases.has(node),
    })),
    ...[...earlyReturns].flatMap(([by, release]) => returnedEarly(resource, by, release)),
  ];
}

/** What a statement returns that is released before anybody gets it. */
function returnedEarly(
  resource: LocalResource<Root>,
  by: TSESTree.ReturnStatement,
  release: TSESTree.Node,
): readonly LateUse[] {
  const { acquisition, fates, isCheckOut, owner, view } = resource;
  const given = fates.filter(({ does, node }) => does === 'return' && node === by && functionReturning(node) === owner);
  // A closer mostly lets what has begun come to its end; whoever gets it from a pool does not.
  const begun = isCheckOut
    ? fates.filter(
        ({ does, node }) => (does === 'use' || does === 'escape') && isResultOf(by, node) && isPromise(view, node),
      )
    : acquisition.entry.cutsOff === true
      ? begunIn(by, resource)
      : [];
  // The same condition may decide whether the `finally` closes it.
  const parts = needingParts(resource).filter((part) => part.by === by && !part.isConditional);
  // What a method opens another may open again.
  const isOpenedOnce = isCheckOut || typeof acquisition.entry.holds === 'string';
  const later = fates.filter(
    ({ does, node }) =>
      isOpenedOnce && does === 'use' && node.type === T.CallExpression && isInReturnedClosure(node, owner, by),
  );
  return [
    ...later.map(({ node }) => ({ resource, node, why: 'released' as const, release })),
    ...given.map(({ node }) => ({ resource, node, why: 'returned' as const, release })),
    ...begun.map(({ node }) => ({ resource, node, why: 'not waited for' as const, release })),
    ...parts.map(({ isBegun, node, part }) =>
      isBegun
        ? { resource, node, why: 'not waited for' as const, release }
        : { resource, node, why: 'part returned' as const, part, release },
    ),
  ];
}

/** `return client.db().collection('users').find().toArray()`, also with names for what comes first. */
function begunIn(
  by: TSESTree.ReturnStatement,
  { fates, view }: LocalResource<Root>,
): readonly { readonly node: TSESTree.Node }[] {
  const node = by.argument && unwrap(by.argument);
  const isBegun =
    node?.type === T.CallExpression &&
    isPromise(view, node) &&
    callsLeadingTo(node, view).some((call) => fates.some((fate) => fate.does === 'use' && fate.node === call));
  return isBegun ? [{ node }] : [];
}

/** `return client.query(text)`, `return client.query(text).then(rowsOf)` */
function isResultOf(by: TSESTree.ReturnStatement, use: TSESTree.Node): boolean {
  const outer = wrapped(use);
  const parent = parentOf(outer);
  if (parent?.type !== T.MemberExpression) {
    return parent === by;
  }
  const call = parentOf(wrapped(parent));
  return call !== undefined && chainedBy(call) !== undefined && isResultOf(by, call);
}

/** What leaves the function although `using` closes it at the end of its block. */
function usesAfterScope(resource: LocalResource<Root>): readonly LateUse[] {
  const { fates, owner, slots, view } = resource;
  // What only borrows it, as `await using runner = dataSource.createQueryRunner()`, is closed for itself.
  const declared = slots.find(
    ({ variable, within }) => variable !== undefined && isDeclaredByUsing(variable) && !isBorrower(within),
  );
  if (declared === undefined || owner.type === T.Program) {
    return [];
  }
  const found: LateUse[] = [];
  for (const { does, node } of fates) {
    if (does === 'return' && functionReturning(node) === owner) {
      found.push({ resource, node, why: 'leaves using' });
    } else if ((does === 'join' || does === 'use') && node.type === T.CallExpression) {
      if (rootAround(node) === owner && isReturned(node) && isPromise(view, node)) {
        found.push({ resource, node, why: 'not waited for in using' });
      } else if (isInReturnedClosure(node, owner)) {
        found.push({ resource, node, why: 'leaves using' });
      }
    }
  }
  const parts = needingParts(resource).map(({ isBegun, node, part }) =>
    isBegun
      ? { resource, node, why: 'not waited for in using' as const }
      : { resource, node, why: 'part leaves using' as const, part },
  );
  const stored = slots.filter((slot) => slot !== declared && isOutlived(slot.node, slot.variable, owner));
  return [...found, ...parts, ...stored.map(({ node }) => ({ resource, node, why: 'leaves using' as const }))];
}

function isReturned(node: TSESTree.Node): boolean {
  return parentOf(wrapped(node))?.type === T.ReturnStatement;
}

/** `return () => file.read()`, `return { read: () => file.read() }` */
function isInReturnedClosure(node: TSESTree.Node, owner: Root, by?: TSESTree.ReturnStatement): boolean {
  const closure = enclosingFunction(node);
  const returned =
    closure !== undefined && closure !== owner && rootAround(closure) === owner ? returnOf(closure) : undefined;
  return returned !== undefined && (by === undefined || returned === by);
}

/** The statement that returns a value, by itself or as a part of a literal. */
function returnOf(value: TSESTree.Node): TSESTree.ReturnStatement | undefined {
  const outer = wrapped(value);
  const parent = parentOf(outer);
  switch (parent?.type) {
    case T.ReturnStatement:
      return parent;
    case T.Property:
      return parent.value === outer ? returnOf(parent.parent) : undefined;
    case T.ArrayExpression:
      return returnOf(parent);
    default:
      return undefined;
  }
}

/** Assigned to a member of `this`, or to a variable from outside. */
function isOutlived(node: TSESTree.Node, variable: LocalResource['slots'][number]['variable'], owner: Root): boolean {
  if (parentOf(node)?.type !== T.AssignmentExpression) {
    return false;
  }
  return variable === undefined
    ? node.type === T.MemberExpression && node.object.type === T.ThisExpression
    : !isDeclaredIn(variable, owner);
}
