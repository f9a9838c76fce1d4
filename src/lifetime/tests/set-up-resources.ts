import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { nodesOf } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { Acquisitions } from '../acquisitions.ts';
import { definitionOf } from '../definition.ts';
import type { Slot } from '../fates/fate.ts';
import type { Phases } from '../phases.ts';
import { begunResource } from './begun-resource.ts';
import { closersThrough, closingMembers, isClosedElsewhere, releaseAt } from './closing-uses.ts';
import { isExpectedToFail } from './expected-failure.ts';
import { isMocked, isModuleMocked } from './mocked.ts';
import { givesPromise, isOptional } from './own-closers.ts';
import { isFieldSet } from './replaced-field.ts';
import { type SetUp, setUpBy } from './set-ups.ts';
import type { TestResource } from './test-resource.ts';

/**
 * What hooks and tests have a function or an instance of the project open and keep, and close in the same way:
 * `await env.up()`, `await connectDb()`.
 *
 * @param others what the file acquires itself
 */
export function setUpResources(
  phases: Phases,
  index: FormIndex,
  others: readonly TestResource[],
): readonly TestResource[] {
  const { view } = phases.file;
  const acquisitions = new Acquisitions(index);
  return nodesOf(view.ast).flatMap((node) => {
    const isCall = node.type === T.CallExpression && phases.file.callAt(node) === undefined && !isExpectedToFail(node);
    if (!isCall || isKnown(node, others)) {
      return [];
    }
    const setUp = setUpBy({ view, node }, acquisitions);
    const resource = setUp ? resourceOf(node, setUp, phases) : begunResource(node, phases, acquisitions);
    return resource && !isJudged(resource, others) ? [resource] : [];
  });
}

function isKnown(call: TSESTree.Node, others: readonly TestResource[]): boolean {
  return others.some(({ node, making }) => node === call || making === call);
}

/** An instance that opens something when it is made is judged as that. */
function isJudged({ slots: [slot] }: TestResource, others: readonly TestResource[]): boolean {
  return others.some((other) =>
    other.slots.some(
      ({ variable, within }) => within.at(-1) === '?' && variable !== undefined && variable === slot?.variable,
    ),
  );
}

function resourceOf(call: TSESTree.CallExpression, setUp: SetUp, phases: Phases): TestResource | undefined {
  const { view } = phases.file;
  const { entry, made } = setUp.acquisition;
  const callee = unwrap(call.callee);
  const object = callee.type === T.MemberExpression ? unwrap(callee.object) : callee;
  const root = object.type === T.Identifier ? variableOf(view, object) : undefined;
  if (
    root === undefined ||
    (setUp.field !== undefined && isFieldSet(root, setUp.field)) ||
    isMocked(view, call, entry) ||
    (made.view !== view && isModuleMocked(view, made.view)) ||
    (root.defs[0]?.type === DefinitionType.ImportBinding &&
      isClosedElsewhere(
        made.view,
        setUp.closers.map(({ name }) => name),
        view,
      ))
  ) {
    return undefined;
  }
  const closing = setUp.isMethod
    ? closingMembers(
        root,
        setUp.closers.map(({ name }) => name),
      )
    : closingFunctions(view, setUp);
  const best = setUp.closers.find(({ place: { node } }) => node.params.every(isOptional));
  if (closing === undefined || best === undefined) {
    return undefined;
  }
  const slot: Slot = { name: root.name, node: object, variable: root, within: ['?'], isCollection: false };
  return {
    node: call,
    making: call,
    acquisition: { ...setUp.acquisition, resolves: false, holds: true, within: ['?'], through: [] },
    phases: phases.of(call),
    slots: callee.type === T.MemberExpression ? [slot] : [],
    releases: [...closing, ...closersThrough(root, setUp.field)].map((node) => releaseAt(node, phases)),
    uses: [],
    closer: { method: best.name, returns: givesPromise(best.place.node) ? 'promise' : 'nothing' },
  };
}

/** Where a file calls or names the functions of another module that close what that keeps. */
function closingFunctions(view: FileView, { closers }: SetUp): readonly TSESTree.Node[] {
  const nodes = new Set<TSESTree.Node>(closers.map(({ place }) => place.node));
  const imported = nodesOf(view.ast).flatMap((node) =>
    node.type === T.ImportSpecifier || node.type === T.ImportDefaultSpecifier ? [node.local.name] : [],
  );
  const names = new Set([...closers.map(({ name }) => name), ...imported]);
  return nodesOf(view.ast).flatMap((node) => {
    const name =
      node.type === T.Identifier ? node.name : node.type === T.MemberExpression ? memberName(node) : undefined;
    const isUse = name !== undefined && names.has(name) && !isName(node);
    return isUse && nodes.has(definitionOf({ view, node })?.node as TSESTree.Node) ? [wrapped(node)] : [];
  });
}

/** The name of an import, or the last part of a member. */
function isName({ parent, ...node }: TSESTree.Node): boolean {
  return (
    parent?.type === T.ImportSpecifier ||
    parent?.type === T.ImportDefaultSpecifier ||
    (parent?.type === T.MemberExpression && parent.property.range[0] === node.range[0])
  );
}
