import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { aroundWaiting, calledName, isFunction, isInside, parentOf, unwrap } from '../ast/expressions.ts';
import { isForBrowser, isOfPagePackage, isPageCode } from '../ast/browser-guard.ts';
import { exportedNames } from '../ast/exported-names.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { originOf } from '../ast/origin.ts';
import { allNodes } from '../ast/traverse.ts';
import { variableOf } from '../ast/variables.ts';
import type { Acquisition, AcquiringNode } from '../resources/acquisition.ts';
import type { ResourceEntry } from '../resources/entry.ts';
import type { FormIndex } from '../resources/forms.ts';
import { inPages } from '../resources/in-pages.ts';
import { Acquisitions, isAcquiringNode } from './acquisitions.ts';
import { choiceBetween } from './choice.ts';
import { evaluatedNodes } from './evaluation.ts';
import { isEndEvent } from './fates/members.ts';
import { isKeptOnGlobalObject } from './global-memo.ts';
import { ownRunsOf } from './own-run.ts';
import { chainedBy } from './paths/continuations.ts';
import { isTimerOfInstance } from './stepping-out.ts';
import { ambientReleases, isDeclaredByUsing, isUnrefd, releasesOf, variableHolding } from './releases.ts';

/** A resource that is open, or opens itself on first use, once a module is loaded. */
export interface ModuleLevelAcquisition {
  /** The expression of this file that makes it, or the call after which it holds. */
  readonly node: AcquiringNode;
  readonly acquisition: Acquisition;
  /** Where it was made, when `node` only makes it hold: `client.connect()`. */
  readonly begunOn: AcquiringNode | undefined;
  readonly variable: Variable | undefined;
  readonly keptOnGlobalObject: boolean;
}

/**
 * The resources that loading a module acquires and leaves to nobody, in the order of the source.
 *
 * @param helpers names of functions that release what they are given
 */
export function moduleLevelAcquisitions(
  view: FileView,
  index: FormIndex,
  helpers: readonly string[],
): readonly ModuleLevelAcquisition[] {
  const evaluated = new Set(evaluatedNodes(view.ast));
  const acquisitions = new Acquisitions(index);
  const found: ModuleLevelAcquisition[] = [];
  const seen = new Set<TSESTree.Node>();
  for (const node of evaluated) {
    // What is called on the spot is evaluated itself.
    const one =
      isAcquiringNode(node) && !isFunction(unwrap(node.callee)) ? acquired(view, node, acquisitions) : undefined;
    // Several calls may make one resource hold (`listen()` in two branches): the first speaks for it.
    const identity = one?.begunOn ?? one?.node;
    if (
      one !== undefined &&
      identity !== undefined &&
      !seen.has(identity) &&
      !found.some((other) => isInPlaceOf(one, other)) &&
      !isTimerOfInstance(one.acquisition) &&
      !isForBrowser(node) &&
      !isLeftToPage(view, one) &&
      !hasOwner(view, one, evaluated, helpers)
    ) {
      seen.add(identity);
      found.push(one);
    }
  }
  return found.filter((one) => !isPartOfAnother(one, found));
}

/** What the code of a page opens, as it may: `new WebSocket(url)`, `io(url)`. The page closes it when it is left. */
function isLeftToPage(view: FileView, { acquisition: { entry, made } }: ModuleLevelAcquisition): boolean {
  // A class of the project may be one for pages.
  if (entry.from.length === 0 || entry.from.some((module) => inPages.has(module))) {
    return isOfPagePackage(view) || isPageCode(view);
  }
  const isGlobal =
    entry.from.includes('(global)') && originOf({ view: made.view, node: made.node.callee })?.kind !== 'module';
  return isGlobal && isPageCode(view);
}

/** Of several that a condition chooses from, the first speaks for all that go to the same place. */
function isInPlaceOf(one: ModuleLevelAcquisition, other: ModuleLevelAcquisition): boolean {
  const choice = one.variable === other.variable ? choiceBetween(one.node, other.node) : undefined;
  const isOneValue =
    one.variable !== undefined ||
    choice?.type === T.ConditionalExpression ||
    [one, other].every(({ node }) => aroundWaiting(node)?.type === T.ReturnStatement);
  return choice !== undefined && isOneValue;
}

/** Of an owner and what it owns, one speaks for both: the owner if it was made around the other, else the other. */
function isPartOfAnother(one: ModuleLevelAcquisition, all: readonly ModuleLevelAcquisition[]): boolean {
  return all.some(
    (other) =>
      other !== one &&
      ((isOwner(other) && isBehindStartOf(other.node, one.node)) ||
        (isOwner(one) && isGiven(other.variable, one.node))),
  );
}

function isOwner({ acquisition: { entry } }: ModuleLevelAcquisition): boolean {
  return (entry.owns?.length ?? 0) > 0;
}

function isGiven(variable: Variable | undefined, call: AcquiringNode): boolean {
  return variable?.references.some(({ identifier }) => isBehindStartOf(call, identifier)) ?? false;
}

/** Inside, and not where the call begins: `new Pool()` is no argument of `new Pool().on(…)`. */
function isBehindStartOf(call: AcquiringNode, node: TSESTree.Node): boolean {
  return call.range[0] !== node.range[0] && isInside(node, call);
}

function acquired(view: FileView, node: AcquiringNode, acquisitions: Acquisitions): ModuleLevelAcquisition | undefined {
  const begun = acquisitions.begunBy({ view, node });
  const acquisition = begun ?? acquisitions.of({ view, node });
  if (acquisition === undefined || (begun === undefined && !acquisition.holds)) {
    return undefined;
  }
  if (begun === undefined && acquisition.made.view !== view && isDropped(node)) {
    // `Queues.start()`: the other file keeps what it makes, and hands us nothing.
    return undefined;
  }
  const begunOn = begun === undefined ? undefined : acquisition.made.node;
  const bound = begunOn !== undefined && acquisition.made.view === view ? begunOn : node;
  return {
    node,
    acquisition,
    begunOn,
    variable:
      variableHolding(view, bound) ??
      (begunOn === undefined ? undefined : (receiverVariable(view, node) ?? variableHolding(view, node))),
    keptOnGlobalObject: isKeptOnGlobalObject(view, bound),
  };
}

/** A statement of its own, waited for or not: `void main()`, `main().catch(fail)`. */
function isDropped(node: TSESTree.Node): boolean {
  const parent = parentOf(node);
  switch (parent?.type) {
    case T.AwaitExpression:
    case T.UnaryExpression:
      return isDropped(parent);
    case T.MemberExpression:
      return chainedBy(parent.parent)?.promise === node && isDropped(parent.parent);
    default:
      return parent?.type === T.ExpressionStatement;
  }
}

/** `client` in `client.connect()`, be it declared here or imported. */
function receiverVariable(view: FileView, { callee }: AcquiringNode): Variable | undefined {
  const method = unwrap(callee);
  const receiver = method.type === T.MemberExpression ? unwrap(method.object) : method;
  return receiver.type === T.Identifier ? variableOf(view, receiver) : undefined;
}

/** Whether somebody gives it back after all, or it does not count: `using`, `unref()`, a script that ends it. */
function hasOwner(
  view: FileView,
  { node, variable, acquisition: { entry } }: ModuleLevelAcquisition,
  evaluated: ReadonlySet<TSESTree.Node>,
  helpers: readonly string[],
): boolean {
  const isOnTop = (call: TSESTree.Node): boolean => evaluated.has(call);
  if (isUnrefd(node, variable, isOnTop) || (variable !== undefined && isDeclaredByUsing(variable))) {
    return true;
  }
  const releases = [
    ...(variable === undefined ? [] : releasesOf(variable, entry, helpers)),
    ...ambientReleases(view, entry),
  ];
  const runs = releases.map((release) => ownRunsOf(view, release, evaluated));
  const isScript = runs.some((run) => run.has('load'));
  // A timer is held by its module alone, so any function of the module that clears it will do.
  const isClearedTimer = entry.category === 'timer' && runs.some((run) => run.size === 0);
  // A file with its own signal handler composes the process, unless others import it for something else.
  const isCompositionRoot = runs.some((run) => run.has('process end')) && view.project?.isImported() !== true;
  return (
    isScript ||
    isClearedTimer ||
    isCompositionRoot ||
    isEntry(view, node, entry) ||
    isRunToItsEnd(node, entry) ||
    isOfProcess(view, node, variable, evaluated)
  );
}

/** A file that starts a server of nothing that it exports, and that its program does not import, is a program itself. */
function isEntry(view: FileView, node: AcquiringNode, { category }: ResourceEntry): boolean {
  return (
    category === 'server' &&
    isDropped(node) &&
    view.project?.isImported() === false &&
    [...allNodes(node)].every((one) => {
      const used = one.type === T.Identifier ? variableOf(view, one) : undefined;
      return used === undefined || exportedNames(view, used).length === 0;
    })
  );
}

/** A command that tells a callback when it is over: `exec('git rev-parse HEAD', (error, sha) => …)`. */
function isRunToItsEnd(node: AcquiringNode, { category }: ResourceEntry): boolean {
  const last = node.arguments.at(-1);
  return category === 'process' && last !== undefined && isFunction(unwrap(last));
}

/** Names of functions that close what they are given when the process is told to end. */
const shutdownName = /graceful|shutdown|terminat|terminus/iu;

/**
 * Whether the process as a whole has it, closes it when it ends, or waits for its end at once: `setGlobalDispatcher(agent)`,
 * `gracefulShutdown(server)`, `createHttpTerminator({ server })`, `await once(child, 'exit')`.
 */
function isOfProcess(
  view: FileView,
  node: AcquiringNode,
  variable: Variable | undefined,
  evaluated: ReadonlySet<TSESTree.Node>,
): boolean {
  const names = variable?.references.map(({ identifier }) => identifier) ?? [];
  return [node, ...names].some((value) => {
    const parent = parentOf(value);
    const given = parent?.type === T.Property ? parent.parent : value;
    const call = parentOf(given);
    if (call?.type !== T.CallExpression || !evaluated.has(call) || call.arguments[0] !== given) {
      return false;
    }
    const name = calledName(call) ?? '';
    const isWaitedFor = parentOf(call)?.type === T.AwaitExpression && isEndEvent(call.arguments[1]);
    return isWaitedFor || shutdownName.test(name) || /^setGlobal[A-Z]/u.test(name);
  });
}
