import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  aroundWaiting,
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  keyName,
  memberName,
  parentOf,
  unwrap,
  wrapped,
  withoutAwait,
} from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import { isDeclaredOutside } from '../ast/variables.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import { type Acquisitions, isAcquiringNode } from './acquisitions.ts';
import { definitionOf } from './definition.ts';
import { evaluatedNodes, returnedExpressions } from './evaluation.ts';
import { variableHolding } from './releases.ts';

/** A resource that a module makes once, for all who import it. */
export interface SharedResource {
  readonly entry: ResourceEntry;
  /** Where the module makes it. */
  readonly made: Place<AcquiringNode>;
  /** The member by which it is reached, where the module keeps several: `queue` of `getContext().queue`. */
  readonly member?: string;
  /** Of one that a closer releases: whoever asks for it then gets a new one. */
  readonly isMadeAgain?: boolean;
}

/** What an expression stands for: such a resource, or an instance of a class of the project that keeps one. */
export interface KnownResource extends SharedResource {
  readonly isItself: boolean;
}

/** The resource of another module that a method is called on to make it hold: `client.connect()`. */
export function sharedResourceBegunBy(
  place: Place<TSESTree.CallExpression>,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const callee = unwrap(place.node.callee);
  const name = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type !== T.MemberExpression || !/^\$?(?:connect|initiali[sz]e|listen|open|start)$/u.test(name ?? '')) {
    return undefined;
  }
  const shared = sharedResourceOf({ ...place, node: callee.object }, acquisitions);
  const isLent = shared?.entry.checkouts?.some(({ member }) => member === name) === true;
  return isLent ? undefined : shared;
}

/** The resource that an expression stands for, when another module makes and keeps it. */
export function sharedResourceOf(place: Place, acquisitions: Acquisitions): KnownResource | undefined {
  const origin = originOf(place);
  const end = origin && trailOf(origin).at(-1);
  if (end?.kind !== 'value' && end?.kind !== 'member') {
    return undefined;
  }
  const [given, member] = end.kind === 'member' ? [end.of, end.name] : [end.place, undefined];
  const { view } = given;
  const node = withoutAwait(given.node);
  const kept = member === undefined || view === place.view ? undefined : keptByGetter(given, member, acquisitions);
  if (kept !== undefined || !isAcquiringNode(node)) {
    return kept;
  }
  const found =
    view === place.view
      ? keptByAccessor({ ...place, node }, member, acquisitions)
      : madeAtLoad({ view, node }, member, acquisitions);
  return found && member !== undefined ? { ...found, member } : found;
}

/** `get pool() { return (this.#pool ??= new Pool()); }` of an instance, or an object, that a module makes for all. */
function keptByGetter(of: Place, name: string, acquisitions: Acquisitions): KnownResource | undefined {
  const owner =
    of.node.type === T.NewExpression ? definitionOf({ ...of, node: of.node.callee }) : { view: of.view, node: of.node };
  const members: readonly TSESTree.Node[] =
    owner === undefined || enclosingFunction(of.node) !== undefined
      ? []
      : isClass(owner.node)
        ? owner.node.body.body
        : owner.node.type === T.ObjectExpression
          ? owner.node.properties
          : [];
  const getters = members.flatMap((one) =>
    (one.type === T.Property || one.type === T.MethodDefinition) && one.kind === 'get' && keyName(one) === name
      ? [one.value]
      : [],
  );
  const [body] = getters.filter((one) => isFunction(one));
  for (const node of body === undefined ? [] : evaluatedNodes(body)) {
    const made = isAcquiringNode(node) && isMadeOnce(node) ? { view: (owner as Place).view, node } : undefined;
    const found = made && acquisitions.of(made);
    if (made !== undefined && found?.within?.length === 0) {
      return { entry: found.entry, made, isItself: true };
    }
  }
  return undefined;
}

/** `this.#pool ??= new Pool()` */
function isMadeOnce(made: TSESTree.Node): boolean {
  const outer = aroundWaiting(made);
  return outer?.type === T.AssignmentExpression && outer.right === made && outer.operator !== '=';
}

/** What a call makes: itself, or the member of it that is asked for. */
function madeBy(
  place: Place<AcquiringNode>,
  member: string | undefined,
  acquisitions: Acquisitions,
): Acquisition | undefined {
  return member === undefined
    ? acquisitions.of(place)
    : acquisitions.allOf(place).find(({ within }) => within?.length === 1 && within[0] === member);
}

function isGiven({ within }: Acquisition, member: string | undefined): boolean {
  return within?.length === (member === undefined ? 0 : 1);
}

/** `await createClient().connect()`, which gives the client. */
function begunBy(place: Place<AcquiringNode>, acquisitions: Acquisitions): Acquisition | undefined {
  const isCloser = (name: string): boolean => acquisitions.index.releasingNames.has(name);
  return place.view.project?.mayBeReleased(place.node, isCloser) === true ? acquisitions.begunBy(place) : undefined;
}

/** What a module makes while it is loaded, for all who import it. */
function madeAtLoad(
  { view, node }: Place<AcquiringNode>,
  member: string | undefined,
  acquisitions: Acquisitions,
): KnownResource | undefined {
  const found =
    enclosingFunction(node) === undefined
      ? (madeBy({ view, node }, member, acquisitions) ?? begunBy({ view, node }, acquisitions))
      : undefined;
  const isItself = found !== undefined && isGiven(found, member);
  const isInstance = node.type === T.NewExpression && found?.within?.join() === '?';
  return found && (isItself || isInstance) ? { entry: found.entry, made: { view, node }, isItself } : undefined;
}

/** `getPool()` of another module, which makes the pool once and keeps it. */
function keptByAccessor(
  place: Place<AcquiringNode>,
  member: string | undefined,
  acquisitions: Acquisitions,
): KnownResource | undefined {
  const accessor = definitionOf({ ...place, node: place.node.callee });
  if (accessor === undefined || accessor.view === place.view || !isFunction(accessor.node)) {
    return undefined;
  }
  const found = madeBy(place, member, acquisitions);
  if (found === undefined) {
    return givenByAccessor(accessor as Place<FunctionNode>, member, acquisitions);
  }
  const [step] = found.through;
  const variable = step && variableHolding(step.place.view, literalAround(step.place.node));
  const isKept =
    isDeclaredOutside(variable, accessor.node) || (step !== undefined && isKeptByClass(step.place.node, accessor.node));
  const isItself = isGiven(found, member);
  const isInstance = step?.place.node.type === T.NewExpression && found.within?.join() === '?';
  return step?.place.view === accessor.view && isKept && (isItself || isInstance)
    ? { entry: found.entry, made: step.place, isItself }
    : undefined;
}

/** The object literal that a value is a property of, or the value itself: `context = { pool: new Pool() }`. */
export function literalAround(node: TSESTree.Node): TSESTree.Node {
  const property = parentOf(wrapped(node));
  return property?.type === T.Property && property.parent.type === T.ObjectExpression ? property.parent : node;
}

/** `Database.instance ??= new Database()` in a static method. */
function isKeptByClass(made: TSESTree.Node, accessor: TSESTree.Node): boolean {
  const method = parentOf(accessor);
  const assignment = parentOf(made);
  return (
    method?.type === T.MethodDefinition &&
    method.static &&
    assignment?.type === T.AssignmentExpression &&
    assignment.right === made &&
    assignment.left.type === T.MemberExpression
  );
}

/** `getPool()` gives what its module made while it was loaded. */
function givenByAccessor(
  accessor: Place<FunctionNode>,
  member: string | undefined,
  acquisitions: Acquisitions,
): KnownResource | undefined {
  const { view, node: owner } = accessor;
  const [given, ...others] = returnedExpressions(owner);
  const made = given && others.length === 0 ? definitionOf({ view, node: given }) : undefined;
  return made && isAcquiringNode(made.node)
    ? madeAtLoad({ view: made.view, node: made.node }, member, acquisitions)
    : undefined;
}
