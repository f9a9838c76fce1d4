import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isInside,
  keyName,
  memberName,
  parentOf,
  staticString,
  unwrap,
} from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { allNodes } from '../ast/traverse.ts';
import { variableOf } from '../ast/variables.ts';
import type { ResourceCategory } from '../resources/entry.ts';
import type { FormIndex } from '../resources/forms.ts';
import type { Fate } from './fates/fate.ts';
import type { FollowOptions } from './fates/follow.ts';
import { wrapped } from './fates/members.ts';
import { pointsOf } from './paths/closures.ts';
import type { LocalResource } from './paths/local-resource.ts';
import { localResources } from './paths/local-resources.ts';

/** What many callers share: it holds several connections, or sends all requests over one. */
const shared: ReadonlySet<ResourceCategory> = new Set(['cache', 'client', 'pool', 'queue']);

/** Names of functions that run once: they start something, or do a job from beginning to end. */
const onceName =
  /^(?:_?main|backup|boot(?:strap)?|build|clea[nr]|cli|configure|create_?(?:database|db|schema|tables?)|drop|dump|init(?:iali[sz]e)?|install|launch|migrat(?:e|ion)|prepare|provision|register|reset|restore|run|seed|serve|set_?up|start|stop|sync|tear_?down|truncate|up|down|upgrade|warm_?up)(?![a-z])/u;

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
      (isProgram ? answersRequests(resource.owner) : runsOften(resource.owner, view)) &&
      isTheSameEachTime(resource as LocalResource) &&
      isOnlyOfCall(resource as LocalResource),
  );
}

/** Whether a function is there to be called again and again, as far as its name and its place tell. */
function runsOften(owner: FunctionNode, view: FileView): boolean {
  const parent = parentOf(wrapped(owner));
  if (owner.type !== T.FunctionDeclaration && (parent?.type === T.CallExpression || parent?.type === T.NewExpression)) {
    return answersRequests(owner);
  }
  const named = nameOf(owner);
  const name = named?.type === T.Identifier ? named.name : undefined;
  return (
    name !== undefined &&
    !onceName.test(name) &&
    !(parent?.type === T.MethodDefinition && parent.kind === 'constructor') &&
    !(named?.type === T.Identifier && isCalledOnLoad(named, view))
  );
}

const verbs = /^(?:all|delete|get|head|options|patch|post|put)$/u;

/** A handler of a route, of a server or of jobs: `app.get('/', handler)`, `createServer(handler)`, `new Worker('a', job)`. */
function answersRequests(owner: FunctionNode): boolean {
  const call = parentOf(wrapped(owner));
  if (call?.type !== T.CallExpression && call?.type !== T.NewExpression) {
    return false;
  }
  const callee = unwrap(call.callee);
  const name = callee.type === T.MemberExpression ? memberName(callee) : callee.type === T.Identifier && callee.name;
  const [first] = call.arguments;
  const title = first && staticString(first);
  return call.type === T.NewExpression
    ? name === 'Worker'
    : name === 'createServer' ||
        (typeof name === 'string' && verbs.test(name) && title !== undefined && call.arguments.length > 1) ||
        (name === 'on' && (title === 'request' || title === 'message' || title === 'connection'));
}

/** A function that nothing but the evaluation of its module calls. */
function isCalledOnLoad(name: TSESTree.Identifier, view: FileView): boolean {
  const variable = variableOf(view, name);
  const calls = variable?.references.filter((reference) => reference.isRead()) ?? [];
  return (
    calls.length > 0 &&
    calls.every(({ identifier }) => {
      const node = identifier as TSESTree.Node;
      return parentOf(node)?.type === T.CallExpression && enclosingFunction(node) === undefined;
    })
  );
}

/** Whether nothing of the call decides what it connects to. */
function isTheSameEachTime({ making, owner, view }: LocalResource): boolean {
  return making.arguments.every((argument) =>
    [...allNodes(argument)].every((node) => {
      const variable = node.type === T.Identifier ? variableOf(view, node) : undefined;
      return !isOwn(variable, owner) || isInside(variable?.identifiers[0] as TSESTree.Node, making);
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
    (fate.does === 'begin' || fate.does === 'release' || (fate.does === 'use' && !fate.isKept && !isForItself(fate))) &&
    !isKept(fate.node);
  return slots.every(({ variable, isCollection }) => !isCollection && isOwn(variable, owner)) && fates.every(isForCall);
}

function isForItself({ node }: Fate): boolean {
  const callee = node.type === T.CallExpression ? unwrap(node.callee) : undefined;
  return callee?.type === T.MemberExpression && needsOwn.has(memberName(callee));
}

function isOwn(variable: Variable | undefined, owner: FunctionNode): boolean {
  const name = variable?.identifiers[0] as TSESTree.Node | undefined;
  return name !== undefined && isInside(name, owner);
}

/** The name of a function: its own, or that of what it is the value of. */
function nameOf(owner: FunctionNode): TSESTree.Node | undefined {
  if (owner.id) {
    return owner.id;
  }
  const parent = parentOf(wrapped(owner));
  switch (parent?.type) {
    case T.VariableDeclarator:
      return parent.id;
    case T.MethodDefinition:
    case T.PropertyDefinition:
    case T.Property:
      return keyName(parent) === undefined ? undefined : parent.key;
    default:
      return undefined;
  }
}
