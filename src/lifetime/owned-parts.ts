import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { keyName, unwrap } from '../ast/expressions.ts';
import type { FileView, Place, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import { propertyOf } from '../resources/arguments.ts';
import type { ArgumentPlace } from '../resources/entry.ts';
import { isAcquiringNode } from './acquisitions.ts';
import type { Fate } from './fates/fate.ts';
import { Follower, type FollowOptions } from './fates/follow.ts';

/** A dialect has a pool; what is wrapped more often is not known. */
const DEEPEST_PART = 3;

/** All that a resource holds, where it is made of what others made: the pool of `new Kysely({ dialect })`. */
export type OwnedParts =
  /** Of what came from somewhere else, which closes it. */
  | { readonly are: 'lent' }
  /** Of what the file itself closes. */
  | {
      readonly are: 'closed';
      readonly releases: readonly Extract<Fate, { does: 'release' }>[];
      /** Where the file makes them. */
      readonly made: readonly TSESTree.Node[];
    };

/** @returns undefined when it holds more than that, or when nobody is seen to close one of them */
export function ownedParts(
  { entry: { owns = [], holds, ...entry }, made }: Acquisition,
  view: FileView,
  options: FollowOptions,
): OwnedParts | undefined {
  const parts = holds === 'on-first-use' ? owns.map((place) => partsOf(argumentAt(made, place), options)) : [];
  const names = parts.flatMap((part) => part ?? []);
  if (names.length === 0 || parts.includes(undefined)) {
    return undefined;
  }
  const own = names.filter(({ variable }) => !isFromElsewhere(variable));
  const released = own.map(({ variable, ...name }) => {
    const follower = new Follower(view, { ...entry, holds, owns }, options);
    if (name.view === view) {
      follower.variable(variable, ['?']);
    }
    return follower.fates.filter((fate) => fate.does === 'release').filter(({ node }) => !isCallOf(node, variable));
  });
  if (released.some((releases) => releases.length === 0)) {
    return undefined;
  }
  return own.length === 0
    ? { are: 'lent' }
    : {
        are: 'closed',
        releases: released.flat(),
        made: own.flatMap(({ variable }) => variable.references.flatMap(({ writeExpr }) => writeExpr ?? [])),
      };
}

interface NamedPart {
  readonly view: FileView;
  readonly variable: Variable;
}

/** The names of what a value is made of; undefined when something of it has none. */
function partsOf(
  place: Place | undefined,
  options: FollowOptions,
  depth = DEEPEST_PART,
): readonly NamedPart[] | undefined {
  const origin = place && originOf(place);
  const made = origin?.kind === 'value' && isAcquiringNode(origin.place.node) ? origin.place : undefined;
  const inner = made && depth > 0 ? passedOnBy(made as Place<AcquiringNode>, options) : [];
  if (inner.length > 0) {
    const parts = inner.map((one) => partsOf(one, options, depth - 1));
    return parts.includes(undefined) ? undefined : parts.flatMap((part) => part ?? []);
  }
  const named = place && nameOf(place);
  return named && [named];
}

/** What a value that holds nothing itself hands on to whoever gets it. */
function passedOnBy({ node, ...place }: Place<AcquiringNode>, { roleOf }: FollowOptions): readonly Place[] {
  const isPassedOn = (given: ArgumentPlace): boolean => roleOf(place.view, node, given) === 'passed on';
  return node.arguments.flatMap((argument: TSESTree.Node, index): readonly Place[] => {
    if (isPassedOn(index)) {
      return [{ ...place, node: argument }];
    }
    const origin = originOf({ ...place, node: argument });
    const options = origin?.kind === 'value' ? origin.place : undefined;
    return options?.node.type === T.ObjectExpression
      ? options.node.properties
          .filter((one) => one.type === T.Property)
          .filter((property) => isPassedOn(keyName(property) ?? ''))
          .map(({ value }) => ({ ...options, node: value }))
      : [];
  });
}

function argumentAt({ node, ...place }: Place<AcquiringNode>, at: ArgumentPlace): Place | undefined {
  if (typeof at === 'number') {
    const argument = node.arguments[at];
    return argument && { ...place, node: argument };
  }
  for (const argument of node.arguments) {
    const origin = originOf({ ...place, node: argument });
    const value = origin?.kind === 'value' ? propertyOf(origin.place.node, at) : undefined;
    if (origin?.kind === 'value' && value !== undefined) {
      return { ...origin.place, node: value };
    }
  }
  return undefined;
}

/** The variable that an expression names, in the file that gives it to the function that is looked at. */
function nameOf({ node, ...place }: Place): NamedPart | undefined {
  const name = unwrap(node);
  const variable = name.type === T.Identifier ? variableOf(place.view, name) : undefined;
  const given = variable && place.bindings?.get(variable);
  return given ? nameOf(given) : variable && { view: place.view, variable };
}

/** An import, or a parameter whose value its function is given. */
function isFromElsewhere({ defs: [definition] }: Variable): boolean {
  return definition?.type === DefinitionType.Parameter || definition?.type === DefinitionType.ImportBinding;
}

/** `sql('accounts')` asks something of a client that is a function. */
function isCallOf(node: TSESTree.Node, { references }: Variable): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return references.some(({ identifier }) => identifier === callee);
}
