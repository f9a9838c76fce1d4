import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';
import type { FileView, Place } from '../../ast/file-view.ts';
import { definitionOf } from '../definition.ts';
import { evaluatedNodes } from '../evaluation.ts';
import { annotationOf } from './annotations.ts';
import { isCloserName } from './closer-names.ts';
import { puttingMethods } from './collections.ts';
import { isPrivate, type Within } from './fate.ts';
import { Follower } from './follow.ts';
import { chainOf, type Next, wrapped } from './members.ts';

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Functions that only look at what they are given, by the name that their callee begins with. */
const onlyLooks: ReadonlySet<string | undefined> = new Set([
  'assert',
  'chai',
  'console',
  'expect',
  'expectTypeOf',
  'request',
  'should',
  'supertest',
  'typeof',
]);

/** What becomes of a resource that is called, or given to a call. */
export function passedOn(follower: Follower, call: Call, given: TSESTree.Node, within: Within): Next | undefined {
  if (call.callee === given) {
    calledItself(follower, call, within);
    return undefined;
  }
  const callee = unwrap(call.callee);
  const { root, names } = callee.type === T.MemberExpression ? chainOf(callee) : { root: callee, names: [] };
  const base = root.type === T.Identifier ? root.name : undefined;
  const name = names.length > 0 ? names.at(-1) : base;
  const { helpers } = follower.options;
  if (base === 'Promise' || base === 'Object' || base === 'Array') {
    return passedThrough(call, name, within);
  }
  if (
    onlyLooks.has(base) ||
    follower.options.isLending(call) ||
    helpers.borrows.includes(name ?? '') ||
    isAssertion(root)
  ) {
    follower.add({ does: 'use', node: call });
    return undefined;
  }
  if (helpers.disposes.includes(name ?? '') || isReleasingFunction(follower, name)) {
    follower.add({ does: 'release', node: call, by: 'call' });
    return undefined;
  }
  if (helpers.owns.includes(name ?? '')) {
    follower.add({ does: 'join', node: call });
    return undefined;
  }
  if (callee.type === T.MemberExpression && puttingMethods.has(name)) {
    follower.pattern(callee.object, ['*', ...within]);
    return undefined;
  }
  const property = given.type === T.ObjectExpression ? within[0] : undefined;
  const index = call.arguments.indexOf(given as TSESTree.Expression);
  switch (follower.options.roleOf(follower.view, call, property ?? index)) {
    case 'owned':
      follower.add({ does: 'join', node: call });
      return undefined;
    case 'borrowed':
      follower.add({ does: 'use', node: call });
      return { node: wrapped(call), within: ['&'] };
    default:
      return intoFunction(follower, call, given, name, within);
  }
}

function calledItself(follower: Follower, call: Call, within: Within): void {
  const isCloser = isPrivate(within) || follower.entry.release.some((form) => 'self' in form);
  follower.add(isCloser ? { does: 'release', node: call, by: 'call' } : { does: 'use', node: call });
}

/** `Promise.all([a, b])`, `Object.values(clients)` */
function passedThrough(call: Call, name: string | undefined, within: Within): Next | undefined {
  const isOfValues = name === 'values' || name === 'entries';
  return { node: wrapped(call), within: isOfValues && within[0] !== '*' ? ['*', ...within.slice(1)] : within };
}

/** `expect(…)` at the beginning of a chain: `expect(app).to.be.ok(server)`. */
function isAssertion(root: TSESTree.Node): boolean {
  return root.type === T.CallExpression && root.callee.type === T.Identifier && onlyLooks.has(root.callee.name);
}

/** `clearInterval(timer)` */
function isReleasingFunction({ entry }: Follower, name: string | undefined): boolean {
  return entry.release.some((form) => 'call' in form && form.call === name);
}

/** Into a function of the project, or out of sight. */
function intoFunction(
  follower: Follower,
  call: Call,
  given: TSESTree.Node,
  name: string | undefined,
  within: Within,
): Next | undefined {
  const definition = functionCalled(follower.view, call);
  const index = call.arguments.indexOf(given as TSESTree.Expression);
  if (definition === undefined || index < 0) {
    if (isCloserName(name)) {
      follower.add({ does: 'release', node: call, by: 'call' });
    } else {
      follower.escape(call, within);
    }
    return undefined;
  }
  switch (annotationOf(definition.view, definition.node)) {
    case 'disposes':
      follower.add({ does: 'release', node: call, by: 'call' });
      return undefined;
    case 'owns':
      follower.add({ does: 'join', node: call });
      return undefined;
    case 'borrows':
      follower.add({ does: 'use', node: call });
      return undefined;
    case undefined:
      return insideOf(follower, call, definition, index, within);
  }
}

/** The function that a call runs, where it can be seen: for `new`, and for `super()`, the constructor. */
function functionCalled(view: FileView, call: Call): Place<FunctionNode> | undefined {
  const definition =
    call.callee.type === T.Super ? superClassOf(view, call) : definitionOf({ view, node: call.callee });
  return definition && constructorOf(definition);
}

function superClassOf(view: FileView, node: TSESTree.Node): Place | undefined {
  for (let outer = parentOf(node); outer !== undefined; outer = parentOf(outer)) {
    if (isClass(outer)) {
      return outer.superClass === null ? undefined : definitionOf({ view, node: outer.superClass });
    }
  }
  return undefined;
}

/** Classes that extend each other; in broken code they do so in a circle. */
const MOST_BASES = 10;

function constructorOf({ view, node }: Place, bases = MOST_BASES): Place<FunctionNode> | undefined {
  if (isFunction(node)) {
    return { view, node };
  }
  if (!isClass(node) || bases === 0) {
    return undefined;
  }
  const own = node.body.body.find(
    (member) => member.type === T.MethodDefinition && member.kind === 'constructor' && member.value.body !== null,
  );
  if (own?.type === T.MethodDefinition) {
    return { view, node: own.value as FunctionNode };
  }
  const base = node.superClass === null ? undefined : definitionOf({ view, node: node.superClass });
  return base && constructorOf(base, bases - 1);
}

function insideOf(
  follower: Follower,
  call: Call,
  { view, node }: Place<FunctionNode>,
  index: number,
  within: Within,
): Next | undefined {
  const parameter = node.params[index];
  if (follower.depth === 0 || parameter?.type === T.RestElement) {
    follower.escape(call, within);
    return undefined;
  }
  if (parameter === undefined) {
    return undefined;
  }
  const inner = new Follower(view, follower.entry, follower.options, follower.depth - 1);
  inner.pattern(parameter, within);
  const evaluated = new Set(evaluatedNodes(node));
  let next: Next | undefined;
  for (const fate of inner.fates) {
    if (fate.does === 'return' && enclosingFunctionOf(fate.node) === node) {
      next = { node: wrapped(call), within: fate.within };
    } else if (fate.does === 'release' && (fate.by === 'using' || evaluated.has(fate.node))) {
      follower.add({ does: 'release', node: call, by: 'call' });
    } else if (fate.does === 'use' || fate.does === 'join') {
      follower.add({ does: fate.does, node: call });
    } else if (fate.does === 'begin' && call.type === T.CallExpression) {
      follower.add({ does: 'begin', node: call });
    } else {
      // It waits for something: a hook that the function registers, an event, whoever calls what it returns.
      follower.add({ does: 'escape', node: call });
    }
  }
  return next;
}

function enclosingFunctionOf(node: TSESTree.Node): TSESTree.Node | undefined {
  return node.type === T.ArrowFunctionExpression ? node : enclosingFunction(node);
}
