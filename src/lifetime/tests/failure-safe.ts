import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  chainRoot,
  calledMethod,
  enclosingFunction,
  isFunction,
  isInside,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import { waitedPlace } from '../paths/made.ts';
import type { TestRelease, TestResource } from './test-resource.ts';

/** Whether a release in a test is reached although something before it throws, or nothing can. */
export function failsSafe({ node }: TestResource, { node: release, by }: TestRelease): boolean {
  return by === 'using' || isInFinally(release) || !canThrowBetween(node, release);
}

/** Whether an assertion stands between, which fails a test more often than anything else. */
export function assertsBefore(release: TSESTree.Node, acquisition: TSESTree.Node): boolean {
  const owner = enclosingFunction(acquisition);
  return (
    owner !== undefined &&
    [...allNodes(owner.body)].some(
      (node) =>
        node.type === T.CallExpression &&
        acquisition.range[0] <= node.range[0] &&
        node.range[1] <= release.range[0] &&
        isAssertion(node),
    )
  );
}

function isAssertion(call: TSESTree.CallExpression): boolean {
  const root = chainRoot(call);
  return root.type === T.Identifier && /^(?:assert\w*|chai|expect\w*|should|t)$/u.test(root.name);
}

/** In a `finally` block or a callback of `.finally()`. */
function isInFinally(node: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined; outer = parentOf(outer)) {
    if (outer.type === T.TryStatement && outer.finalizer === inner) {
      return true;
    }
    if (isFunction(inner) && outer.type === T.CallExpression) {
      const callee = unwrap(outer.callee);
      if (callee.type === T.MemberExpression && memberName(callee) === 'finally') {
        return true;
      }
    }
    inner = outer;
  }
  return false;
}

/** Any call or `await` may throw, but for what a server does to tell its address. */
function canThrowBetween(acquisition: TSESTree.Node, release: TSESTree.Node): boolean {
  const opened = openedFor(acquisition, release);
  const owner = enclosingFunction(opened);
  if (owner === undefined || !isInside(release, owner)) {
    return true;
  }
  const start = startOf(opened, release);
  return [...allNodes(owner.body)].some(
    (node) =>
      (node.type === T.CallExpression || node.type === T.NewExpression || node.type === T.AwaitExpression) &&
      start <= node.range[0] &&
      node.range[1] <= release.range[0] &&
      !givesAddress(node) &&
      !isBehindAddress(node, owner) &&
      !isCaught(node, owner),
  );
}

/** What opens it, as the function sees it that closes it: the promise of `new Promise((resolve) => server.listen(0, resolve))`. */
function openedFor(acquisition: TSESTree.Node, release: TSESTree.Node): TSESTree.Node {
  const own = enclosingFunction(acquisition);
  let owner = enclosingFunction(release);
  while (own !== undefined && owner !== undefined && !isInside(own, owner)) {
    owner = enclosingFunction(owner);
  }
  return (owner && waitedPlace(acquisition, owner)) ?? acquisition;
}

/** What a server that listens on a port never comes to: `if (typeof address === 'string') throw new Error()`. */
function isBehindAddress(node: TSESTree.Node, owner: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && inner !== owner; outer = parentOf(outer)) {
    if (outer.type === T.IfStatement && outer.consequent === inner && isAboutAddress(outer.test, owner)) {
      return true;
    }
    inner = outer;
  }
  return false;
}

/** Whether a condition asks for nothing but what kind of address a server has. */
function isAboutAddress(test: TSESTree.Node, owner: TSESTree.Node): boolean {
  const names = [...allNodes(test)].filter((node) => node.type === T.Identifier).map(({ name }) => name);
  const known = addressNamesOf(owner);
  return names.length > 0 && names.every((name) => known.has(name));
}

/** `const address = server.address()` */
function addressNamesOf(owner: TSESTree.Node): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of allNodes(owner)) {
    const value = node.type === T.VariableDeclarator && node.init !== null ? unwrap(node.init) : undefined;
    if (node.type === T.VariableDeclarator && node.id.type === T.Identifier && value && givesAddress(value)) {
      names.add(node.id.name);
    }
  }
  return names;
}

/** `server.address()` */
function givesAddress(node: TSESTree.Node): boolean {
  return node.type === T.CallExpression && calledMethod(node) === 'address';
}

/** Where what follows the acquisition begins: in `server.listen(0, () => { …; server.close(); })` in the callback. */
function startOf(acquisition: TSESTree.Node, release: TSESTree.Node): number {
  let callback = isInside(release, acquisition) ? enclosingFunction(release) : undefined;
  for (let outer = callback; outer !== undefined && isInside(outer, acquisition); outer = enclosingFunction(outer)) {
    callback = outer;
  }
  return callback?.body.range[0] ?? acquisition.range[1];
}

/** In a `try` whose `catch` goes on with what follows. */
function isCaught(node: TSESTree.Node, owner: TSESTree.Node): boolean {
  let inner = node;
  for (let outer = parentOf(inner); outer !== undefined && inner !== owner; outer = parentOf(outer)) {
    if (outer.type === T.TryStatement && outer.block === inner && outer.handler !== null) {
      return [...allNodes(outer.handler)].every(
        ({ type }) => type !== T.ThrowStatement && type !== T.CallExpression && type !== T.ReturnStatement,
      );
    }
    inner = outer;
  }
  return false;
}
