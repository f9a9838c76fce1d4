import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isFunction, isInside, memberName, unwrap } from '../ast/expressions.ts';
import type { Place, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { trailOf } from '../ast/trail.ts';
import { variableOf } from '../ast/variables.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import { type Acquisitions, isAcquiringNode } from './acquisitions.ts';
import { definitionOf } from './definition.ts';
import { evaluatedNodes } from './evaluation.ts';
import { variableHolding } from './releases.ts';

/** A resource that a module makes once, for all who import it. */
export interface SharedResource {
  readonly entry: ResourceEntry;
  /** Where the module makes it. */
  readonly made: Place<AcquiringNode>;
}

/**
 * The resource of another module that a call releases: `pool.end()` of an imported pool, `getPool().end()`, or
 * `closePool()`, which releases what its own module keeps.
 */
export function sharedResourceReleasedBy(
  place: Place<TSESTree.CallExpression>,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const callee = unwrap(place.node.callee);
  const own = callee.type === T.MemberExpression ? releasedMember({ ...place, node: callee }, acquisitions) : undefined;
  return own ?? sharedResourceReleasedInside({ ...place, node: callee }, acquisitions);
}

/** The resource of another module that a method is called on to make it hold: `client.connect()`. */
export function sharedResourceBegunBy(
  place: Place<TSESTree.CallExpression>,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const callee = unwrap(place.node.callee);
  const shared =
    callee.type === T.MemberExpression ? sharedResourceOf({ ...place, node: callee.object }, acquisitions) : undefined;
  const holds = shared?.entry.holds;
  return typeof holds === 'object' &&
    callee.type === T.MemberExpression &&
    holds.calls.includes(memberName(callee) ?? '')
    ? shared
    : undefined;
}

function releasedMember(
  place: Place<TSESTree.MemberExpression>,
  acquisitions: Acquisitions,
): SharedResource | undefined {
  const shared = sharedResourceOf({ ...place, node: place.node.object }, acquisitions);
  return shared && isRelease(shared.entry, memberName(place.node)) ? shared : undefined;
}

function isRelease({ release }: ResourceEntry, name: string | undefined): boolean {
  return release.some((form) => 'method' in form && form.method === name);
}

/** The resource that an expression stands for, when another module makes and keeps it. */
function sharedResourceOf(place: Place, acquisitions: Acquisitions): SharedResource | undefined {
  const origin = originOf(place);
  const end = origin && trailOf(origin).at(-1);
  if (end?.kind !== 'value') {
    return undefined;
  }
  const { view } = end.place;
  const node = end.place.node.type === T.AwaitExpression ? unwrap(end.place.node.argument) : end.place.node;
  if (!isAcquiringNode(node)) {
    return undefined;
  }
  if (view !== place.view) {
    const found = enclosingFunction(node) === undefined ? acquisitions.of({ view, node }) : undefined;
    return found?.within?.length === 0 ? { entry: found.entry, made: { view, node } } : undefined;
  }
  return keptByAccessor({ ...place, node }, acquisitions);
}

/** `getPool()` of another module, which makes the pool once and keeps it. */
function keptByAccessor(place: Place<AcquiringNode>, acquisitions: Acquisitions): SharedResource | undefined {
  const accessor = definitionOf({ ...place, node: place.node.callee });
  if (accessor === undefined || accessor.view === place.view || !isFunction(accessor.node)) {
    return undefined;
  }
  const found = acquisitions.of(place);
  const [step] = found?.through ?? [];
  const variable = step && variableHolding(step.place.view, step.place.node);
  return found?.within?.length === 0 && step?.place.view === accessor.view && isOfModule(variable, accessor.node)
    ? { entry: found.entry, made: step.place }
    : undefined;
}

function isOfModule(variable: Variable | undefined, owner: TSESTree.Node): boolean {
  const declared = variable?.identifiers[0] as TSESTree.Node | undefined;
  return declared !== undefined && !isInside(declared, owner);
}

/** The resource that a function of another module releases for it: `closePool`. */
export function sharedResourceReleasedInside(callee: Place, acquisitions: Acquisitions): SharedResource | undefined {
  const definition = definitionOf(callee);
  if (definition === undefined || definition.view === callee.view || !isFunction(definition.node)) {
    return undefined;
  }
  const { view, node: owner } = definition;
  for (const node of evaluatedNodes(owner)) {
    const method = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
    const root = method?.type === T.MemberExpression ? unwrap(method.object) : undefined;
    const variable = root?.type === T.Identifier ? moduleVariable({ view, node: root }, owner) : undefined;
    const made = variable && acquisitionIn({ view, node: owner }, variable, acquisitions);
    if (made && method?.type === T.MemberExpression && isRelease(made.entry, memberName(method))) {
      return made;
    }
  }
  return undefined;
}

/** The variable of its module that a name stands for, also through a constant of the function: `const open = pool`. */
function moduleVariable({ view, node }: Place<TSESTree.Identifier>, owner: TSESTree.Node): Variable | undefined {
  const variable = variableOf(view, node);
  if (variable === undefined || isOfModule(variable, owner)) {
    return variable;
  }
  const value = variable.references.find((reference) => reference.writeExpr)?.writeExpr as TSESTree.Node | undefined;
  const inner = value === undefined ? undefined : unwrap(value);
  const outer = inner?.type === T.Identifier ? variableOf(view, inner) : undefined;
  return outer !== undefined && isOfModule(outer, owner) ? outer : undefined;
}

function acquisitionIn({ view }: Place, variable: Variable, acquisitions: Acquisitions): SharedResource | undefined {
  for (const { writeExpr } of variable.references) {
    const value = writeExpr ? unwrap(writeExpr) : undefined;
    const node = value?.type === T.AwaitExpression ? unwrap(value.argument) : value;
    const found = node !== undefined && isAcquiringNode(node) ? acquisitions.of({ view, node }) : undefined;
    if (found?.within?.length === 0 && node !== undefined && isAcquiringNode(node)) {
      return { entry: found.entry, made: { view, node } };
    }
  }
  return undefined;
}
