import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, type FunctionNode, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { allNodes } from '../../ast/traverse.ts';
import { variableOf } from '../../ast/variables.ts';
import type { ResourceCategory } from '../../resources/entry.ts';
import type { FormIndex } from '../../resources/forms.ts';
import { choiceBetween } from '../choice.ts';
import type { FollowOptions } from '../fates/follow.ts';
import { isMain, mentionsOf, nameOf } from '../named-function.ts';
import { isProgramFile } from '../program-file.ts';
import { answersRequests } from '../request-handlers.ts';
import { isStandIn } from '../stand-in.ts';
import { isDeclaredByUsing } from '../releases.ts';
import type { Root } from './closures.ts';
import { collectionLosing } from './collected.ts';
import { ownChildren } from './conditions.ts';
import { chainedBy } from './continuations.ts';
import { partGiven } from './given-part.ts';
import { type Leak, leakOf } from './leak.ts';
import type { LocalResource } from './local-resource.ts';
import { localResources } from './local-resources.ts';
import { endsProcess } from './may-throw.ts';

/** Of which resources the paths matter on which something throws. */
export type ExceptionPaths = 'all' | 'check-outs' | 'none';

export interface LeakingResource {
  readonly resource: LocalResource;
  readonly leak: Leak;
}

/** What works on its own once it was started, and is mostly meant to do so until the process ends. */
export const selfDriven: ReadonlySet<ResourceCategory> = new Set([
  'broker',
  'build tool',
  'process',
  'queue',
  'scheduler',
  'server',
  'timer',
  'watcher',
  'worker',
]);

/** Names of functions that start what goes on after them. */
const startingName =
  /^[$_]*(?:boot|configure|init|install|launch|listen|main|register|run|serve|set_?up|start|watch)/iu;

/** The resources that functions of a file lose, in the order of the source. */
export function leaks(
  view: FileView,
  index: FormIndex,
  options: FollowOptions,
  exceptionPaths: ExceptionPaths,
): readonly LeakingResource[] {
  const isProgram = isProgramFile(view, view.text);
  const inFunctions = localResources(view, index, options).filter(isInFunction);
  const found = inFunctions.flatMap((resource) => {
    const { isCheckOut } = resource;
    if (isLentWithinUsing(resource, inFunctions)) {
      return [];
    }
    // What a resource of the same function lends is gone with that.
    const runsOut = isCheckOut && !inFunctions.some((other) => isLentBy(resource, other));
    const watchesExceptions = exceptionPaths === 'all' || (exceptionPaths === 'check-outs' && runsOut);
    // A program that throws mostly ends, and with it all that it holds.
    const isOver = isProgram || endsItself(resource.owner);
    const withExceptions =
      watchesExceptions &&
      !isEndedAnyway(resource) &&
      !(isOver && !runsOut) &&
      !(isProgram && isEndedByCaller(resource.owner, view)) &&
      !isEffect(resource.owner);
    const into = collectionLosing(resource, options);
    const throws = withExceptions ? 'any' : isProgram && !runsOut ? 'none' : 'written';
    const leak = into === undefined ? leakOf(resource, throws) : { why: 'collected' as const, into };
    const isServing = isProgram && serves(resource.owner, inFunctions);
    if (leak?.why === 'overwritten' && isClosedWithBrowser(resource, inFunctions)) {
      return [];
    }
    return leak === undefined || isIntended(leak, resource, inFunctions, isProgram, isServing)
      ? []
      : [{ resource, leak }];
  });
  return found.filter(
    ({ resource }, place) =>
      !found.some((other) => isLentBy(resource, other.resource)) &&
      found.findIndex((other) => isSameValue(resource, other.resource)) === place,
  );
}

/** A function that makes the one or the other has made one of them, and so has `url ? connect(url) : connect()`. */
function isSameValue(one: LocalResource, other: LocalResource): boolean {
  const isSameCall = one.making === other.making;
  const isSlotted = one.slots.map(({ name }) => name).join() === other.slots.map(({ name }) => name).join();
  return isSlotted && (isSameCall || choiceBetween(one.making, other.making)?.type === T.ConditionalExpression);
}

/** `browser.newPage()`, where `browser` is a resource of the same function. */
function isLentBy(resource: LocalResource, other: LocalResource): boolean {
  const lender = lenderOf(resource);
  return (
    lender !== undefined && other.owner === resource.owner && other.slots.some(({ variable }) => variable === lender)
  );
}

/** A browser that `using` closes takes its contexts with it, and their pages. */
function isLentWithinUsing(resource: LocalResource, all: readonly LocalResource[]): boolean {
  const lender = lenderOf(resource);
  return (
    lender !== undefined &&
    (isDeclaredByUsing(lender) ||
      all.some(
        (other) =>
          other.making.range[1] < resource.making.range[0] &&
          isLentBy(resource, other) &&
          isLentWithinUsing(other, all),
      ))
  );
}

/** A browser closes all its contexts and pages, and has no limit on them; a pool runs out of its connections. */
function isClosedWithBrowser(resource: LocalResource, all: readonly LocalResource[]): boolean {
  const lender = all.find((other) => other.making.range[1] < resource.making.range[0] && isLentBy(resource, other));
  return (
    lender !== undefined &&
    (lender.acquisition.entry.category === 'browser' ? lender.events.has('release') : isClosedWithBrowser(lender, all))
  );
}

/** The variable that lends a resource. */
function lenderOf({ isCheckOut, making, view }: LocalResource): Variable | undefined {
  const callee = unwrap(making.callee);
  const lender = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  return isCheckOut && lender?.type === T.Identifier ? variableOf(view, lender) : undefined;
}

/**
 * A process or a socket that fails mostly ends; a worker goes on until it has nothing left to do, and it may wait, as does
 * a process that the function kills.
 */
function isEndedAnyway({ acquisition: { entry }, events }: LocalResource): boolean {
  const { category, endsItself } = entry;
  const isKilled = category === 'process' && events.has('release');
  return endsItself === true && category !== 'file' && category !== 'worker' && !isKilled;
}

/** A function that ends the process: of a command, and not of code that others go on after. */
function endsItself(owner: FunctionNode): boolean {
  return [...allNodes(owner.body, ownChildren)].some(endsProcess);
}

/** `main().catch(() => process.exit(1))`: where the function fails, the process ends. */
function isEndedByCaller(owner: FunctionNode, view: FileView): boolean {
  const mentions = isMain(owner, view) ? mentionsOf(owner, view) : [];
  return (
    mentions.length > 0 &&
    mentions.every((mention) => {
      const call = parentOf(mention);
      return call !== undefined && isCaughtByEnd(call);
    })
  );
}

function isCaughtByEnd(promise: TSESTree.Node): boolean {
  const member = parentOf(promise);
  const call = member?.type === T.MemberExpression && member.object === promise ? parentOf(member) : undefined;
  const method = call === undefined ? undefined : chainedBy(call)?.method;
  const handler = call?.type === T.CallExpression && method === 'catch' ? call.arguments[0] : undefined;
  return (
    call !== undefined &&
    method !== undefined &&
    ((handler !== undefined && [...allNodes(handler)].some(endsProcess)) || isCaughtByEnd(call))
  );
}

/** `useEffect(() => { … })`: what an effect loses is for rules about effects. */
function isEffect(owner: FunctionNode): boolean {
  const { parent } = owner;
  return parent.type === T.CallExpression && /^use(?:[A-Z]\w*)?Effect$/u.test(calledName(parent) ?? '');
}

/** Whether a function starts something that works until the process ends, and needs until then what else it makes. */
function serves(owner: FunctionNode, resources: readonly LocalResource[]): boolean {
  return (
    resources.some(
      ({ acquisition: { entry }, owner: other }) =>
        other === owner && selfDriven.has(entry.category) && entry.category !== 'timer' && entry.category !== 'process',
    ) ||
    [...allNodes(owner.body, ownChildren)].some(
      (node) => node.type === T.CallExpression && calledName(node) === 'listen',
    )
  );
}

function isInFunction(resource: LocalResource<Root>): resource is LocalResource {
  return resource.owner.type !== T.Program;
}

/** Whether something is likely to be left open on purpose. */
function isIntended(
  { why }: Leak,
  resource: LocalResource,
  all: readonly LocalResource[],
  isProgram: boolean,
  isServing: boolean,
): boolean {
  const { acquisition, events, isCheckOut, making, owner, view } = resource;
  // What the function never releases it may still hand to something on some path.
  const isKept =
    why === 'never' || why === 'dropped' || why === 'collected' || (why === 'path' && !events.has('release'));
  if (!isKept) {
    return false;
  }
  if (partGiven(resource)?.leadsBack === true) {
    return true;
  }
  if (isCheckOut) {
    return false;
  }
  const { category } = acquisition.entry;
  const endsItself = acquisition.entry.endsItself === true && !isPulled(resource, all);
  const name = nameOf(owner);
  const isStart = isProgram || (name !== undefined && startingName.test(name));
  return (
    endsItself ||
    isStandIn(making) ||
    acquisition.entry.keptByModule === true ||
    category === 'scheduler' ||
    (category === 'timer' && !answersRequests(owner, view)) ||
    // What a class of the project holds is not known; it may well serve until the process ends.
    (isProgram && acquisition.entry.from.length === 0 && isMain(owner, view)) ||
    (isProgram && view.text.includes('process.exit')) ||
    (isServing && isMain(owner, view)) ||
    (isStart && selfDriven.has(category)) ||
    (isProgram && category === 'socket' && isListenedTo(resource) && isMain(owner, view))
  );
}

/** `await stream.next()`: who takes one after the other, and stops to, leaves it where it is. */
function isPulled(resource: LocalResource, all: readonly LocalResource[]): boolean {
  const { acquisition, fates, owner, view } = resource;
  const { category, from } = acquisition.entry;
  return (
    category === 'cursor' &&
    !isProgramFile(view, view.text) &&
    // A client of the same function ends it.
    !all.some(
      (other) =>
        other !== resource && other.owner === owner && other.acquisition.entry.from.some((name) => from.includes(name)),
    ) &&
    fates.some(
      ({ does, node }) =>
        does === 'use' && node.type === T.CallExpression && /^(?:tryN|n)ext$/u.test(calledName(node) ?? ''),
    )
  );
}

/** `socket.on('message', print)`, `events.onmessage = print`: it goes on telling until the process ends. */
function isListenedTo({ names, owner }: LocalResource): boolean {
  return [...allNodes(owner.body)].some((node) => {
    const member = node.type === T.AssignmentExpression ? node.left : node.type === T.CallExpression && node.callee;
    return (
      member !== false &&
      member.type === T.MemberExpression &&
      member.object.type === T.Identifier &&
      names.has(member.object.name) &&
      /^on$|^onmessage$|^addEventListener$/u.test(memberName(member) ?? '')
    );
  });
}
