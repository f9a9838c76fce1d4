import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, keyName, parentOf } from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import { evaluatedNodes } from '../evaluation.ts';
import { pointsOf } from '../paths/closures.ts';
import { isCloserName } from './closer-names.ts';
import { type Fate, type GivenTo, isBorrower, lentTo, type Within } from './fate.ts';
import { Follower } from './follow.ts';
import { isSetting } from './looking.ts';
import { chainOf } from './members.ts';
import { functionReturning } from './returned.ts';

/** What a function does with a resource that it is given. */
export interface Summary {
  readonly does: ReadonlySet<Exclude<Fate['does'], 'return'>>;
  /** Where the resource lies in what the function returns; undefined when it does not return it. */
  readonly gives: Within | undefined;
  /** Something that outlives the call has it, and may use it: a closure, a member of what the function was given. */
  readonly keeps: boolean;
  /** Where it goes out of sight, it does so into calls that may well only use it. */
  readonly mayBeLent: boolean;
  /** Which other parameters get it when the function calls them. */
  readonly givenTo: readonly GivenTo[];
}

/** Summaries by function, and by the resource, the parameter, the path and the depth that they were asked for. */
export type Summaries = WeakMap<FunctionNode, Map<string, Summary>>;

/** Nothing happens while a function is being looked at, which ends recursion. */
const nothing: Summary = { does: new Set(), gives: undefined, keeps: false, mayBeLent: false, givenTo: [] };

/** Looks at what a function of the project does with a parameter; each function is looked at once. */
export function summaryOf(
  { entry, options, depth }: Follower,
  { view, node }: Place<FunctionNode>,
  index: number,
  within: Within,
): Summary {
  const key = [entry.id, ...(entry.disposable?.symbols ?? []), index, depth, ...within].join();
  const known = options.summaries.get(node) ?? new Map<string, Summary>();
  options.summaries.set(node, known);
  const found = known.get(key);
  if (found !== undefined) {
    return found;
  }
  known.set(key, nothing);
  const inner = new Follower(view, entry, options, depth - 1, node);
  inner.pattern(node.params[index] as TSESTree.Node, within);
  const summary = summarised(inner, node, isKeptByInstance(inner, node.params[index]));
  known.set(key, summary);
  return summary;
}

/** A constructor that keeps what it is given in a field: through the instance it may be used, and closed. */
function isKeptByInstance({ isKeptByBase, slots }: Follower, parameter: TSESTree.Node | undefined): boolean {
  return (
    parameter?.type === T.TSParameterProperty ||
    isKeptByBase ||
    (slots.some(({ node }) => node.type === T.MemberExpression && node.object.type === T.ThisExpression) &&
      parameter?.parent?.parent?.type === T.MethodDefinition &&
      parameter.parent.parent.kind === 'constructor')
  );
}

function summarised(
  { fates, givenTo, isKeptByBase, options, slots, view }: Follower,
  owner: FunctionNode,
  isKept: boolean,
): Summary {
  const does = new Set<Exclude<Fate['does'], 'return'>>();
  const closing = options.followsInstances === true && isKept ? fates.filter((fate) => isInCloser(fate, owner)) : [];
  const onlyUses =
    options.followsInstances === true &&
    !isKeptByBase &&
    fates.every(({ does: what }) => what === 'use') &&
    !usesInstanceAsWhole(owner);
  let gives: Within | undefined = !isKept ? undefined : closing.length > 0 ? ['?'] : onlyUses ? lentTo : ['&'];
  let mayBeLent = true;
  for (const fate of fates) {
    if (fate.does === 'return' && functionReturning(fate.node) === owner) {
      gives = fate.within;
    } else if (closing.includes(fate) || (fate.does === 'use' && isSetting(fate.node))) {
      continue;
    } else if (isLentWithinClass(fate)) {
      does.add('use');
    } else if (fate.does === 'return' || (fate.does === 'release' && !isRunAtOnce(fate, owner))) {
      // It waits for something: a hook that the function registers, an event, whoever calls what it returns.
      does.add('escape');
      mayBeLent = false;
    } else {
      does.add(fate.does);
      mayBeLent &&= fate.does !== 'escape' || fate.mayBeLent === true;
    }
  }
  const names = new Set(slots.map(({ name }) => name));
  const keeps =
    slots.some(({ node }) => node.type === T.MemberExpression && isOfAnother(view, node)) ||
    fates.some(
      (fate) =>
        fate.does === 'use' &&
        (fate.isKept === true || pointsOf(fate.node, owner, view, names).some((point) => point.isKept)),
    );
  return { does, gives, keeps, mayBeLent: mayBeLent && !keeps, givenTo };
}

/** Whether the class of a constructor does something with an instance as a whole: `Object.values(this)`. */
function usesInstanceAsWhole(constructor: FunctionNode): boolean {
  const body = parentOf(parentOf(constructor) ?? constructor);
  return (
    body?.type === T.ClassBody &&
    [...allNodes(body)].some(
      (node) =>
        node.type === T.ThisExpression && !(node.parent.type === T.MemberExpression && node.parent.object === node),
    )
  );
}

/** A private method gives what only uses the resource to others of its class: `return drizzle(this.pool)`. */
function isLentWithinClass(fate: Fate): boolean {
  const giver = fate.does === 'return' && isBorrower(fate.within) ? functionReturning(fate.node) : undefined;
  const member = giver && parentOf(giver);
  return (
    (member?.type === T.MethodDefinition || member?.type === T.PropertyDefinition) &&
    member.value === giver &&
    (member.accessibility === 'private' || member.key.type === T.PrivateIdentifier)
  );
}

/** A release in a method of the class whose constructor keeps the resource, by a name that says so. */
function isInCloser(fate: Fate, constructor: FunctionNode): boolean {
  const method =
    fate.does === 'release' && fate.by === 'call' ? parentOf(enclosingFunction(fate.node) ?? fate.node) : undefined;
  return (
    method?.type === T.MethodDefinition &&
    method.kind === 'method' &&
    method.parent === constructor.parent.parent &&
    isCloserName(keyName(method))
  );
}

function isRunAtOnce(fate: Extract<Fate, { does: 'release' }>, owner: FunctionNode): boolean {
  return fate.by === 'using' || [...evaluatedNodes(owner)].includes(fate.node);
}

/** A member of `this`, or of something that the function was given. */
function isOfAnother(view: FileView, member: TSESTree.MemberExpression): boolean {
  const { root } = chainOf(member);
  const definition = root.type === T.Identifier ? variableOf(view, root)?.defs[0] : undefined;
  return definition === undefined || definition.type === DefinitionType.Parameter;
}
