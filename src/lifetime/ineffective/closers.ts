import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName, unwrap } from '../../ast/expressions.ts';
import { originOf } from '../../ast/origin.ts';
import { isDisposableResource } from '../../resources/disposable.ts';
import type { ReleaseReturn, ResourceEntry } from '../../resources/entry.ts';
import { alternativesOf, type DeclaredType } from '../../types/declared-types.ts';
import { type CloserEvidence, closerEvidence } from '../../types/project-closer.ts';
import { isCloserName } from '../fates/closer-names.ts';
import type { KnownResources } from './known-resources.ts';

/** A member of a resource that releases it, or a function that does. */
export interface Closer {
  /** What it closes, as messages name it: `pg/Pool`, or the class of the project; undefined for what has no name. */
  readonly id: string | undefined;
  readonly entry: ResourceEntry | undefined;
  /** What the catalogue says that a call gives; undefined where only types can tell. */
  readonly returns: ReleaseReturn | undefined;
  /** Whether the catalogue or what the method does says that it closes something, and not only its name. */
  readonly isCertain: boolean;
}

/** The `id` of what was checked out of another resource, and goes back to it. */
export const CHECKED_OUT = 'checked out';

/** Names of methods that close whatever has them, when the object has something to be closed. */
const plainClosers: ReadonlySet<string | undefined> = new Set([
  'close',
  'disconnect',
  'dispose',
  'end',
  'quit',
  'shutdown',
  'shutDown',
  'stop',
  'teardown',
  'tearDown',
  'terminate',
]);

/** The closer that a member is, called or not. */
export function closerOfMember(member: TSESTree.MemberExpression, known: KnownResources): Closer | undefined {
  const name = disposalName(member) ?? memberName(member);
  if (name === undefined) {
    return undefined;
  }
  const entries = known.entriesOf(member.object);
  const [entry] = entries;
  if (entry !== undefined && name.startsWith('[')) {
    return { id: nameOf(entry, entries), entry, returns: undefined, isCertain: true };
  }
  for (const one of entries) {
    const form = one.release.find((release) => 'method' in release && release.method === name);
    if (form !== undefined) {
      return { id: nameOf(one, entries), entry: one, returns: form.returns, isCertain: true };
    }
  }
  const checkout = known.checkoutOf(member.object);
  if (checkout?.release.includes(name) === true) {
    const returns = checkout.releasesAtOnce === true ? 'nothing' : undefined;
    return { id: CHECKED_OUT, entry: undefined, returns, isCertain: true };
  }
  const isClosing = name.startsWith('[') || isCloserName(name);
  if (entry === undefined && isClosing && isDisposableResource(known.view, member.object, known.index)) {
    const [own] = alternativesOf(member.object, known.services).flat();
    return { id: own?.name, entry: undefined, returns: undefined, isCertain: true };
  }
  return undefined;
}

/** What it is; of several with one name only that name: servers of `node:http` and `node:net` are both a `Server`. */
function nameOf(one: ResourceEntry, entries: readonly ResourceEntry[]): string {
  const name = one.type?.name;
  return name !== undefined && entries.some(({ id, type }) => id !== one.id && type?.name === name) ? name : one.id;
}

/** The closer that a call is: a known one, a function of a module, or a method of the project that closes something. */
export function closerOfCall(call: TSESTree.CallExpression, known: KnownResources): Closer | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === T.MemberExpression) {
    return closerOfMember(callee, known) ?? moduleCloser(callee, known) ?? projectCloser(call, callee, known);
  }
  return callee.type === T.Identifier
    ? (moduleCloser(callee, known) ?? functionCloser(call, callee, known))
    : undefined;
}

/** `mongoose.disconnect()` */
function moduleCloser(callee: TSESTree.Node, { index, view }: KnownResources): Closer | undefined {
  const origin = originOf({ view, node: callee });
  if (origin?.kind !== 'module') {
    return undefined;
  }
  const name = origin.path.filter((step) => step !== 'default').join('.');
  const from = origin.from.node.value;
  const entry = index
    .ofModule(from)
    .map((form) => form.entry)
    .find(({ release }) => release.some((form) => 'call' in form && form.call === name && form.from === from));
  const form = entry?.release.find((one) => 'call' in one && one.call === name);
  return entry && form && { id: entry.id, entry, returns: form.returns, isCertain: true };
}

function projectCloser(
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  known: KnownResources,
): Closer | undefined {
  const name = memberName(callee);
  if (name === undefined || !isCloserName(name) || unwrap(callee.object).type === T.Super) {
    return undefined;
  }
  const evidence = evidenceOf(call, known);
  if (evidence === undefined || (evidence !== 'releases' && !plainClosers.has(name))) {
    return undefined;
  }
  const [own] = alternativesOf(callee.object, known.services).flat();
  const id = own?.name.startsWith('__') === true ? undefined : own?.name;
  return { id, entry: undefined, returns: undefined, isCertain: evidence === 'releases' };
}

/** `stopServer()`: a function of the project that releases what it does not get, or something that it opened itself. */
function functionCloser(
  call: TSESTree.CallExpression,
  callee: TSESTree.Identifier,
  known: KnownResources,
): Closer | undefined {
  return isCloserName(callee.name) && evidenceOf(call, known) === 'releases'
    ? { id: undefined, entry: undefined, returns: undefined, isCertain: false }
    : undefined;
}

function evidenceOf(call: TSESTree.CallExpression, { index, services }: KnownResources): CloserEvidence | undefined {
  const isReleasedBy = (type: readonly DeclaredType[], method: string | undefined): boolean =>
    type.some(
      (one) =>
        one.package !== undefined &&
        index
          .ofType(one.name, one.package)
          .some(({ release }) =>
            release.some((form) => method === undefined || ('method' in form && form.method === method)),
          ),
    );
  return closerEvidence(call, { isReleasedBy, isCloserName }, services);
}

/** `[Symbol.asyncDispose]` */
export function disposalName({ computed, property }: TSESTree.MemberExpression): string | undefined {
  const name = computed && property.type === T.MemberExpression ? memberName(property) : undefined;
  return name === 'asyncDispose' || name === 'dispose' ? `[Symbol.${name}]` : undefined;
}
