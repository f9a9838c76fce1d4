import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName, unwrap, withoutAwait } from '../ast/expressions.ts';
import type { Place, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { isDeclaredOutside, variableOf } from '../ast/variables.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import { mayBeTold } from '../resources/may-be-told.ts';
import { type Acquisitions, isAcquiringNode } from './acquisitions.ts';
import { argumentsOf } from './bindings.ts';
import { definitionOf } from './definition.ts';
import { evaluatedNodes } from './evaluation.ts';
import { isCloserName } from './fates/closer-names.ts';
import { isOfGiven } from './fates/released-member.ts';
import { isMadeAgain } from './made-again.ts';
import { type SharedResource, sharedResourceOf } from './shared-resource.ts';

/** Closers that call each other: `afterAll(tearDown)`, where `tearDown` calls `closePool`. */
const DEEPEST_CLOSER = 3;

/**
 * The resource of another module that a call releases: `pool.end()` of an imported pool, `getPool().end()`, or
 * `closePool()`, which releases what its own module, or one that it imports, keeps.
 */
export function sharedResourceReleasedBy(
  place: Place<TSESTree.CallExpression>,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const callee = unwrap(place.node.callee);
  const own = callee.type === T.MemberExpression ? releasedMember({ ...place, node: callee }, acquisitions) : undefined;
  return own ?? releasedInside({ ...place, node: callee }, place.node.arguments, acquisitions);
}

/** The resource of another module that a function of another module releases: `closePool`. */
export function sharedResourceReleasedInside(callee: Place, acquisitions: Acquisitions): SharedResource | undefined {
  return releasedInside(callee, [], acquisitions);
}

function releasedMember(
  place: Place<TSESTree.MemberExpression>,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const name = memberName(place.node);
  if (name === undefined || !mayRelease(name, acquisitions)) {
    return undefined;
  }
  const object = unwrap(place.node.object);
  const shared = sharedResourceOf({ ...place, node: object }, acquisitions);
  if (shared === undefined) {
    // `db.$client.end()`
    const holder = object.type === T.MemberExpression ? { ...place, node: object.object } : undefined;
    const within = holder && sharedResourceOf(holder, acquisitions);
    const path = object.type === T.MemberExpression ? `${memberName(object) ?? '?'}.${name}` : undefined;
    return within?.isItself === true && isRelease(within.entry, path) ? within : undefined;
  }
  const isCloser = shared.isItself ? isRelease(shared.entry, name) : isCloserName(name) && !isOfGiven(place.node, name);
  return isCloser ? shared : undefined;
}

function mayRelease(name: string, { index }: Acquisitions): boolean {
  return isCloserName(name) || index.releasingNames.has(name);
}

function isRelease({ release }: ResourceEntry, name: string | undefined): boolean {
  return release.some((form) => 'method' in form && form.method === name);
}

/** What a function of another module releases: itself, of what it is given, or through the functions that it calls. */
function releasedInside(
  callee: Place,
  given: readonly TSESTree.Node[],
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const { index } = acquisitions;
  const { node, view } = callee;
  const isMethod = (name: string): boolean => mayRelease(name, acquisitions);
  const places = given.map((one) => ({ ...callee, node: one })).filter(mayHoldResource);
  if (node.type === T.Identifier && view.project?.mayCallMethod(node, isMethod, places.length > 0) === false) {
    return undefined;
  }
  const isLikely = [callee, ...places].some((place) => mayBeTold(place, index));
  const definition = isLikely ? definitionOf(callee) : undefined;
  if (definition === undefined || definition.view === view || !isFunction(definition.node)) {
    return undefined;
  }
  const closer = definition as Place<FunctionNode>;
  return releasedBy(closer, acquisitions, DEEPEST_CLOSER) ?? releasedOfGiven(closer, given, callee, acquisitions);
}

/** Less texts, numbers, answers and callbacks, which most calls are given. */
function mayHoldResource(place: Place): boolean {
  const origin = originOf(place);
  const value = origin?.kind === 'value' ? origin.place.node : undefined;
  return (
    value === undefined ||
    !(isFunction(value) || /^(?:Binary|Template|Unary|)(?:Expression|Literal)$/u.test(value.type))
  );
}

/** What functions release whatever they are given: nothing while a function is being looked at, which ends recursion. */
const releases = new WeakMap<Acquisitions, Map<FunctionNode, SharedResource | undefined>>();

function releasedBy(
  { view, node: owner }: Place<FunctionNode>,
  acquisitions: Acquisitions,
  depth: number,
): SharedResource | undefined {
  const known = releases.get(acquisitions) ?? new Map<FunctionNode, SharedResource | undefined>();
  releases.set(acquisitions, known);
  if (!known.has(owner)) {
    known.set(owner, undefined);
    for (const node of evaluatedNodes(owner)) {
      const called = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
      const own =
        called?.type === T.MemberExpression
          ? (keptByModule({ view, node: called }, owner, acquisitions) ??
            releasedMember({ view, node: called }, acquisitions))
          : undefined;
      const found =
        own ?? (called && depth > 0 ? releasedByCalled({ view, node: called }, acquisitions, depth - 1) : undefined);
      const isAgain = found !== undefined && (found.isMadeAgain ?? isMadeAgain({ view, node: owner }, found));
      if (found !== undefined) {
        known.set(owner, { ...found, isMadeAgain: isAgain });
      }
      if (found !== undefined && !isAgain) {
        break;
      }
    }
  }
  return known.get(owner);
}

function releasedByCalled(callee: Place, acquisitions: Acquisitions, depth: number): SharedResource | undefined {
  const definition = mayBeTold(callee, acquisitions.index) ? definitionOf(callee) : undefined;
  return definition && isFunction(definition.node)
    ? releasedBy(definition as Place<FunctionNode>, acquisitions, depth)
    : undefined;
}

/** What a function releases of its arguments: `shutDown(pool)`. */
function releasedOfGiven(
  closer: Place<FunctionNode>,
  given: readonly TSESTree.Node[],
  call: Place,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const bindings = given.length === 0 ? undefined : argumentsOf(closer, given, call);
  for (const node of bindings ? evaluatedNodes(closer.node) : []) {
    const called = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
    const found =
      called?.type === T.MemberExpression
        ? releasedMember({ view: closer.view, node: called, ...(bindings && { bindings }) }, acquisitions)
        : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

/** The resource that the module of a function keeps in a variable, and that a method of it releases. */
function keptByModule(
  { view, node }: Place<TSESTree.MemberExpression>,
  owner: TSESTree.Node,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  // `(await client)?.close()`, of a module that keeps the promise.
  const root = withoutAwait(node.object);
  const variable = root.type === T.Identifier ? moduleVariable({ view, node: root }, owner) : undefined;
  const made = variable && acquisitionIn({ view, node: owner }, variable, acquisitions);
  return made && isRelease(made.entry, memberName(node)) ? made : undefined;
}

/** The variable of its module that a name stands for, also through a constant of the function: `const open = pool`. */
function moduleVariable({ view, node }: Place<TSESTree.Identifier>, owner: TSESTree.Node): Variable | undefined {
  const variable = variableOf(view, node);
  if (variable === undefined || isDeclaredOutside(variable, owner)) {
    return variable;
  }
  const value = variable.references.find((reference) => reference.writeExpr)?.writeExpr as TSESTree.Node | undefined;
  const inner = value === undefined ? undefined : withoutAwait(value);
  const outer = inner?.type === T.Identifier ? variableOf(view, inner) : undefined;
  return outer !== undefined && isDeclaredOutside(outer, owner) ? outer : undefined;
}

function acquisitionIn({ view }: Place, variable: Variable, acquisitions: Acquisitions): SharedResource | undefined {
  for (const { writeExpr } of variable.references) {
    const node = writeExpr ? withoutAwait(writeExpr) : undefined;
    if (node === undefined || !isAcquiringNode(node)) {
      continue;
    }
    // `client = createClient().connect()`
    const found = acquisitions.of({ view, node }) ?? acquisitions.begunBy({ view, node });
    if (found?.within?.length === 0) {
      return { entry: found.entry, made: { view, node } };
    }
  }
  return undefined;
}
