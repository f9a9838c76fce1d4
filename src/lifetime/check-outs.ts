import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName, unwrap } from '../ast/expressions.ts';
import type { FileView, Place } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import type { Checkout, ResourceEntry } from '../resources/entry.ts';
import type { FormIndex } from '../resources/forms.ts';
import type { Acquisitions } from './acquisitions.ts';
import { makingOf } from './definition.ts';
import { isPromise } from './promise-type.ts';

/** A resource that another one lends: the client of `pool.connect()`. */
export interface CheckOut {
  readonly from: ResourceEntry;
  /** What is lent, as the catalogue would tell of it. */
  readonly lent: ResourceEntry;
  /** The call gives a promise of it. */
  readonly resolves: boolean;
  /** The method that gives it back. */
  readonly release: string;
  /** What lends it waits for it before it is closed. */
  readonly holdsUpLender: boolean;
}

/** What a call checks out; undefined when it does not, or when the scope of a callback gives it back. */
export function checkOutIn(
  { view, node }: Place<AcquiringNode>,
  forms: FormIndex,
  acquisitions: Acquisitions,
): CheckOut | undefined {
  const callee = unwrap(node.callee);
  const member = callee.type === T.MemberExpression ? memberName(callee) : undefined;
  if (callee.type !== T.MemberExpression || member === undefined || !forms.checkoutMethods.has(member)) {
    return undefined;
  }
  if (node.arguments.some(isFunction) && calledBackWith(node) === undefined) {
    return undefined;
  }
  const found = [...lendersIn({ view, node }, callee, forms, acquisitions)].flatMap((from) => {
    const checkout = from.checkouts?.find((one) => one.member === member);
    const [release] = [...(checkout?.release ?? []), ...(checkout?.takenBackBy ?? [])];
    return checkout === undefined || release === undefined ? [] : [{ from, checkout, release }];
  });
  // One name of a type may serve two modules: the `Pool` of `mysql2` and that of `mysql2/promise`.
  const givesPromise = isPromise(view, node);
  const lending = found.find(({ checkout }) => (checkout.resolves === true) === givesPromise) ?? found[0];
  const isScoped = (one: TSESTree.Node): boolean =>
    !isFunction(one) && (view.project?.isFunction(one) === true || mayBeFunction(view, one));
  if (lending === undefined || node.arguments.some(isScoped)) {
    return undefined;
  }
  const { checkout, from, release } = lending;
  return {
    from,
    lent: lentEntry(from, checkout),
    resolves: checkout.resolves === true,
    release,
    holdsUpLender: checkout.holdsUpLender === true,
  };
}

/** `pool.connect(checked((error, client) => …))`, of whose value nothing is known. */
function mayBeFunction({ project }: FileView, argument: TSESTree.Node): boolean {
  const node = unwrap(argument);
  return node.type === T.CallExpression && node.arguments.some(isFunction) && project?.typesOf(node).length === 0;
}

/** A callback that gets what was checked out, or an error: `pool.getConnection((error, connection) => …)`. */
export function calledBackWith(node: AcquiringNode): FunctionNode | undefined {
  const last = node.arguments.at(-1);
  return isFunction(last) && last.params.length > 1 && takesError(last) ? last : undefined;
}

/** `(error, client) => …` */
export function takesError({ params: [first, second] }: FunctionNode): boolean {
  const name = first?.type === T.Identifier ? first.name : '';
  if (/^er?\d*$/u.test(name)) {
    // Alone, or with a number beside it, it is an event or an element.
    return second !== undefined && !(second.type === T.Identifier && /^_*(?:[ijn]|idx|index)$/u.test(second.name));
  }
  // `error`, `queryError`, `qerr`
  return /err(?:or)?\d*$/iu.test(name);
}

function* lendersIn(
  { view, node }: Place<AcquiringNode>,
  { object }: TSESTree.MemberExpression,
  forms: FormIndex,
  acquisitions: Acquisitions,
): Generator<ResourceEntry> {
  yield* lendersOf({ view, node: object }, forms, acquisitions);
  yield* lendersOfValue(view, node, forms);
}

/** What lends values of this type, whatever the class that does: `driver.createQueryRunner()`. */
function lendersOfValue(view: FileView, node: AcquiringNode, forms: FormIndex): readonly ResourceEntry[] {
  const { project } = view;
  return (project?.typesGivenBy(node) ?? []).flatMap(({ name, package: from = project?.packageName() }) =>
    from === undefined ? [] : forms.lendersOf(name, from),
  );
}

/** What a value may be that lends something: by its type, or by what made it. */
function* lendersOf(place: Place, forms: FormIndex, acquisitions: Acquisitions): Generator<ResourceEntry> {
  const { project } = place.view;
  for (const { name, package: from = project?.packageName() } of project?.typesOf(place.node) ?? []) {
    if (from === undefined) {
      continue;
    }
    for (const { entry, form } of forms.ofModule(from)) {
      if (form.export === name || entry.type?.name === name) {
        yield entry;
      }
    }
    yield* forms.ofType(name, from);
  }
  // `mongoose.startSession()`: the module itself has a connection.
  const module = moduleOf(place);
  if (module !== undefined) {
    yield* forms
      .ofModule(module)
      .map(({ entry }) => entry)
      .filter(({ release }) => release.some((form) => 'call' in form && form.from === module));
  }
  const made = makingOf(place);
  const found = made && acquisitions.of(made);
  if (found !== undefined) {
    yield found.entry;
  }
}

/** The module that a value is as a whole: by its import, or by its type, `typeof mongoose`. */
function moduleOf(place: Place): string | undefined {
  const origin = originOf(place);
  if (origin?.kind === 'module') {
    return origin.path.every((step) => step === 'default') ? origin.from.node.value : undefined;
  }
  const [type] = place.view.project?.typesOf(place.node) ?? [];
  return type?.name.startsWith('"') === true ? type.package : undefined;
}

function lentEntry(
  from: ResourceEntry,
  { holds, member, outlives, release, returns = 'promise or callback', secondRelease, takenBackBy = [] }: Checkout,
): ResourceEntry {
  return {
    id: `${from.id}.${member}`,
    from: from.from,
    category: 'connection',
    acquire: [],
    // `redis.duplicate()` has to connect as well.
    holds: outlives && typeof from.holds !== 'string' ? from.holds : (holds ?? 'at-once'),
    moduleLevel: 'none',
    release: [
      ...release.map((method) => ({
        // `redis.duplicate()` is what it was made from.
        ...from.release.find((form) => 'method' in form && form.method === method),
        method,
        returns,
      })),
      ...takenBackBy.map((call) => ({ call, from: '', returns: 'promise or callback' as const })),
    ],
    ...(outlives && { outlivesLender: true }),
    ...(secondRelease && { secondRelease }),
    known: from.known,
  };
}
