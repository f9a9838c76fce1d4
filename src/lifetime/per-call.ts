import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  keyName,
  memberName,
  parentOf,
  unwrap,
  wrapped,
} from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { allNodes, childrenOf } from '../ast/traverse.ts';
import { isDeclaredIn, variableOf } from '../ast/variables.ts';
import type { AcquiringNode } from '../resources/acquisition.ts';
import type { ResourceCategory } from '../resources/entry.ts';
import type { FormIndex } from '../resources/forms.ts';
import { functionCalled } from './fates/callee.ts';
import type { Fate } from './fates/fate.ts';
import type { FollowOptions } from './fates/follow.ts';
import { mentionsOf, nameOf } from './named-function.ts';
import { pointsOf } from './paths/closures.ts';
import type { LocalResource } from './paths/local-resource.ts';
import { localResources } from './paths/local-resources.ts';
import { answersRequests } from './request-handlers.ts';
import { isStandIn } from './stand-in.ts';

/** What many callers share: it holds several connections, or sends all requests over one. */
const shared: ReadonlySet<ResourceCategory> = new Set(['cache', 'client', 'pool', 'queue']);

/** Names, in lower case, of functions that run once: they start something, or do a job from beginning to end. */
const onceName =
  /^_?(?:main|backfill|backup|boot(?:strap)?|clea[nr]|clean_?up|cli|configure|connect|create_(?:\w+_)?(?:database|db|schema|tables?)|dump|global_(?:set_?up|tear_?down)|init(?:iali[sz]e)?|migrat(?:e|ion)|on_(?:application|module)|provision|restore|seed|serve|set_?up|tear_?down|truncate|up|down|upgrade|wait_for|warm_?up)(?:_|$)/u;

/** Verbs that begin such names, as in `startServer`, but also those of what is done for a caller: `startTrial(user)`. */
const onceVerb = /^(?:build|drop|ensure|install|launch|prepare|register|reset|run|start|stop|sync)(?:_|$)/u;

/** Paths of code that a person or a tool runs. */
const jobPath =
  /(?:^|[/.])(?:bin|cli|commands?|crons?|jobs?|migrations?|scripts?|seeds?|seeders?|tasks?|tools?)(?:[/.]|$)/u;

/** Methods that need a connection of their own: a subscriber, a reader that blocks. */
const needsOwn: ReadonlySet<string | undefined> = new Set([
  'blpop',
  'brpop',
  'monitor',
  'psubscribe',
  'pSubscribe',
  'ssubscribe',
  'sSubscribe',
  'subscribe',
  'watch',
  'xread',
  'xreadgroup',
]);

/**
 * The pools and shared clients that a function makes for itself, in each of its calls.
 *
 * @param isProgram whether the file is a program, of which only what answers requests runs more than once
 */
export function resourcesPerCall(
  view: FileView,
  relativePath: string,
  isProgram: boolean,
  index: FormIndex,
  options: FollowOptions,
): readonly LocalResource[] {
  if (jobPath.test(relativePath)) {
    return [];
  }
  return localResources(view, index, options).filter(
    (resource): resource is LocalResource =>
      resource.owner.type !== T.Program &&
      shared.has(resource.acquisition.entry.category) &&
      resource.acquisition.entry.moduleLevel === 'report' &&
      // What a function of the project gives, it may give to all.
      resource.acquisition.through.length === 0 &&
      !resource.isCheckOut &&
      !isStandIn(resource.making) &&
      (isProgram ? answersRequests(resource.owner, view) : runsOften(resource.owner, view)) &&
      !isSingle(resource.making) &&
      // A pool for the tenant of a request is made anew for each of them, all the same.
      (answersRequests(resource.owner, view) || isTheSameEachTime(resource as LocalResource)) &&
      isOnlyOfCall(resource as LocalResource),
  );
}

/** Whether a function is there to be called again and again, as far as its name and its place tell. */
function runsOften(owner: FunctionNode, view: FileView): boolean {
  return (
    answersRequests(owner, view) || (isNamedForOften(owner) && !isUsedOnLoad(owner, view) && !endsProcess(owner, view))
  );
}

function isNamedForOften(owner: FunctionNode): boolean {
  const name = nameOf(owner);
  const parent = parentOf(wrapped(owner));
  const isGivenToAny = owner.type !== T.FunctionDeclaration && parent?.type === T.CallExpression;
  if (name === undefined || isGivenToAny || (parent?.type === T.MethodDefinition && parent.kind === 'constructor')) {
    return false;
  }
  const words = name.replaceAll(/(?<=[a-z\d])(?=[A-Z])/gu, '_').toLowerCase();
  return (
    !onceName.test(words) &&
    !(onceVerb.test(words) && (owner.params.length === 0 || !words.includes('_'))) &&
    !isCommand(parent)
  );
}

/** `{ command: 'list', handler: async () => … }`, as yargs takes it. */
function isCommand(parent: TSESTree.Node | undefined): boolean {
  return (
    parent?.type === T.Property &&
    parent.parent.type === T.ObjectExpression &&
    parent.parent.properties.some((one) => one.type === T.Property && keyName(one) === 'command')
  );
}

/** A function that nothing but the evaluation of its module calls, or hands to code that is not known. */
function isUsedOnLoad(owner: FunctionNode, view: FileView): boolean {
  const mentions = mentionsOf(owner, view);
  return (
    mentions.length > 0 &&
    mentions.every((mention) => {
      const parent = parentOf(mention);
      return parent?.type === T.CallExpression && enclosingFunction(parent) === undefined;
    })
  );
}

function endsProcess(owner: FunctionNode, view: FileView): boolean {
  return view.text.slice(...owner.range).includes('process.exit(');
}

/** A pool of one connection, which the call has to itself: `new Pool({ max: 1 })`. */
function isSingle(making: AcquiringNode): boolean {
  return making.arguments.some((argument) =>
    [...allNodes(argument)].some(
      (node) =>
        node.type === T.Property &&
        /^(?:connectionLimit|max|max_?connections|maxPoolSize|pool_?size)$/iu.test(keyName(node) ?? '') &&
        node.value.type === T.Literal &&
        node.value.value === 1,
    ),
  );
}

/** Options that only say what the connection is called. */
const naming = /^(?:app|application|client|connection|program)_?name$/iu;

/** Whether nothing of the call decides what it connects to, and by which transport. */
function isTheSameEachTime({ holding, making, owner, view }: LocalResource): boolean {
  const below = (node: TSESTree.Node): readonly TSESTree.Node[] =>
    childrenOf(node).filter((one) => !(one.type === T.Property && naming.test(keyName(one) ?? '')));
  return [...making.arguments, ...(holding === making ? [] : holding.arguments)].every((argument) =>
    [...allNodes(argument, below)].every((node) => {
      const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
      return !isDeclaredIn(variable, owner) || isDeclaredIn(variable, making) || isDeclaredIn(variable, holding);
    }),
  );
}

/** Whether the function neither returns nor keeps what it makes, nor hands it to what may do so. */
function isOnlyOfCall({ fates, slots, owner, view, names }: LocalResource): boolean {
  const isKept = (node: TSESTree.Node): boolean => {
    const points = pointsOf(node, owner, view, names);
    return points.length === 0 || points.some((point) => point.isKept);
  };
  const isForCall = (fate: Fate): boolean =>
    (fate.does === 'begin' ||
      fate.does === 'release' ||
      (fate.does === 'use' && !fate.isKept && !isForItself(fate, view))) &&
    !isKept(fate.node);
  return (
    slots.every(({ variable, isCollection }) => !isCollection && isDeclaredIn(variable, owner)) &&
    fates.every(isForCall)
  );
}

function isForItself({ node }: Fate, view: FileView): boolean {
  return node.type === T.CallExpression && (needsItsOwn(node) || isGivenToReader(node, view));
}

function needsItsOwn(node: TSESTree.Node): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && needsOwn.has(memberName(callee));
}

/** `poll(redis, stream)`, where the function that it is given to reads and blocks. */
function isGivenToReader(call: TSESTree.CallExpression, view: FileView): boolean {
  const called = call.callee.type === T.Identifier ? functionCalled(view, call) : undefined;
  return called !== undefined && [...allNodes(called.node.body)].some(needsItsOwn);
}
