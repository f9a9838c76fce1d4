import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledMethod, keyName, parentOf } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { usualClosers } from '../../lifetime/fates/closer-names.ts';
import type { Slot } from '../../lifetime/fates/fate.ts';
import { isAmbient } from '../../lifetime/tests/ambient.ts';
import type { OwnCloser, TestResource } from '../../lifetime/tests/test-resource.ts';
import type { ReleaseForm, ResourceEntry } from '../../resources/entry.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import { closerText, moduleCalled } from '../../resources/closer-text.ts';
import { namedDisposer } from '../../suggestions/own-closer.ts';
import { plainMethodsOf } from '../../types/closing-methods.ts';
import type { TypeServices } from '../../types/services.ts';
import { callText } from './words.ts';

/** Where it was put, rather by itself than in something else, as far as that is no mere borrower of it. */
export function slotOf({ slots }: TestResource, isWanted: (slot: Slot) => boolean = () => true): Slot | undefined {
  const own = slots.filter((slot) => isWanted(slot) && !slot.within.includes('&'));
  return own.find(({ within }) => within.length === 0) ?? own[0];
}

/** What to call, as it is written in a message: `` `await db.pool.end()` ``. */
export function closerOf(resource: TestResource, view: FileView, services: TypeServices | undefined): string {
  const { making, slots, acquisition, closer: own } = resource;
  const { entry, within = ['?'] } = acquisition;
  const slot = slotOf(resource, (one) => !one.isCollection);
  const [first] = slots;
  // `[server, port] = await start()` took it out.
  const isTaken = slot?.within.length === 0 && !slot.isCollection;
  if ((within.includes('*') && !isTaken) || (first?.isCollection === true && !within.includes('?'))) {
    return closerOfEach(entry, slots.find(({ isCollection }) => isCollection)?.name);
  }
  if (!within.includes('?')) {
    const named = slot?.within.length === 0 ? namedDisposer(slot.node, entry, services) : undefined;
    return closerText(
      named ? { ...entry, release: [named] } : entry,
      slot && [slot.name, ...slot.within].join('.'),
      moduleCalled(acquisition, making),
    );
  }
  // Of `({ source } = await open())` it is the part that has a closer.
  const isPart = within.length > 1;
  // `metadata` of `getMetadata(new Store())` has no closer of the store.
  const singles = slots.filter((one) => !one.isCollection && !one.within.includes('&'));
  const held = isPart ? singles.find((one) => one.within.length === 1) : undefined;
  const holding = held ?? singles[0];
  const name = holding?.name;
  const isOfResult = held === undefined && (holding === undefined || isTakenOut(holding));
  if (own !== undefined) {
    return isOfResult && name !== undefined ? callOfResult(own, making, view) : callOf(own, name);
  }
  if (isAmbient(entry)) {
    return closerText(entry, undefined, moduleCalled(acquisition, making));
  }
  if (isPart && held === undefined) {
    return 'its closer';
  }
  const holder = held?.node ?? making;
  const usual = usualClosers.find((member) => view.project?.hasMembers(holder, [member]));
  const closer = usual === undefined ? disposerOf(holder, view) : methodOf(holder, usual, services);
  return closer === undefined
    ? `a closer of \`${name ?? view.text.slice(...making.callee.range)}\`, which it lacks,`
    : isOfResult
      ? callOfResult(closer, making, view)
      : callOf(closer, name);
}

/** `const { db } = await openDb()`, of which not `db` has the closer. */
function isTakenOut({ node }: Slot): boolean {
  const parent = parentOf(node);
  return parent?.type === T.ArrayPattern || (parent?.type === T.Property && parent.parent.type === T.ObjectPattern);
}

/** The closer that the file takes out of what a call gives, or that it could: `({ close } = await build())`. */
function callOfResult(closer: OwnCloser, making: AcquiringNode, view: FileView): string {
  const value = parentOf(making)?.type === T.AwaitExpression ? parentOf(making) : making;
  const parent = value && parentOf(value);
  const pattern =
    parent?.type === T.VariableDeclarator
      ? parent.id
      : parent?.type === T.AssignmentExpression
        ? parent.left
        : undefined;
  const own =
    pattern?.type === T.ObjectPattern
      ? pattern.properties.find((one) => one.type === T.Property && keyName(one) === closer.method)
      : undefined;
  return own?.type === T.Property && own.value.type === T.Identifier
    ? callOf({ ...closer, method: own.value.name }, undefined)
    : `${callOf(closer, undefined)} of what ${callText({ view, node: making })} gives`;
}

function callOf({ method, returns }: OwnCloser, name: string | undefined): string {
  const member = name === undefined ? method : method.startsWith('[') ? `${name}${method}` : `${name}.${method}`;
  return `\`${returns === 'promise' ? 'await ' : ''}${member}()\``;
}

function methodOf(holder: TSESTree.Node, name: string, services: TypeServices | undefined): OwnCloser {
  const [found] = services === undefined ? [] : plainMethodsOf(holder, [], (one) => one === name, services);
  return { method: name, returns: found?.givesPromise === true ? 'promise' : 'nothing' };
}

/** What the disposable protocol has, where nothing with a name closes it. */
function disposerOf(holder: TSESTree.Node, { project }: FileView): OwnCloser | undefined {
  const [symbol] = project?.disposalSymbolsOf(holder) ?? [];
  return symbol && { method: `[Symbol.${symbol}]`, returns: symbol === 'asyncDispose' ? 'promise' : 'nothing' };
}

/** What releases in a hook already, as it is written there, or what would. */
export function releaseText(
  release: TSESTree.Node,
  resource: TestResource,
  view: FileView,
  services: TypeServices | undefined,
): string {
  const closer = closerOf(resource, view, services);
  const text = view.text.slice(...release.range);
  if (release.type !== T.CallExpression || release.arguments.length > 0 || !/^[\w$.?!]+\(\)$/u.test(text)) {
    return closer;
  }
  const form = resource.acquisition.within?.includes('?') === true ? undefined : formCalled(release, resource);
  const givesPromise = form?.returns.startsWith('promise') ?? closer.startsWith('`await ');
  const isAwaited = parentOf(release)?.type === T.AwaitExpression || givesPromise;
  return `\`${isAwaited ? 'await ' : ''}${text}\``;
}

/** What the catalogue says of the closer that a release calls. */
function formCalled(release: TSESTree.CallExpression, { acquisition }: TestResource): ReleaseForm | undefined {
  return acquisition.entry.release.find((form) => 'method' in form && form.method === calledMethod(release));
}

/** `` `await client.end()` for each `client` of `clients` `` */
function closerOfEach(entry: ResourceEntry, list: string | undefined): string {
  const one = list === undefined || !/^\w+s$/u.test(list) ? 'one' : list.slice(0, -1);
  return `${closerText(entry, one)} for each \`${one}\` of ${list === undefined ? 'them' : `\`${list}\``}`;
}
