import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, memberName, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import { variableOf } from '../../ast/variables.ts';
import { isPromise } from '../promise-type.ts';
import { type Root, rootAround } from './closures.ts';
import type { LocalResource } from './local-resource.ts';

/** A stream of a file, or something else that needs a resource for as long as it is used, where it leaves a function. */
export interface NeedingPart {
  /** The call that gives it: `file.createReadStream()`. */
  readonly part: TSESTree.CallExpression;
  /** Where it leaves: the part itself, its name, or the promise of somebody who uses it. */
  readonly node: TSESTree.Node;
  /** The statement that returns it; undefined when it is kept. */
  readonly by: TSESTree.ReturnStatement | undefined;
  /** A promise that is not waited for uses it. */
  readonly isBegun: boolean;
  /** Only where a condition holds: `isKept ? file.createReadStream() : undefined`. */
  readonly isConditional: boolean;
}

type Way = Omit<NeedingPart, 'part'>;

/** What leaves a function and needs a resource of it. */
export function needingParts(resource: LocalResource<Root>): readonly NeedingPart[] {
  const { entry } = resource.acquisition;
  const methods = new Set<string | undefined>([...(entry.ownedBy ?? []), ...(entry.neededBy ?? [])]);
  return resource.fates.flatMap(({ does, node }) => {
    const callee = (does === 'join' || does === 'use') && node.type === T.CallExpression && unwrap(node.callee);
    return callee && callee.type === T.MemberExpression && methods.has(memberName(callee))
      ? waysOut(node, resource).map((way) => ({ part: node, ...way }))
      : [];
  });
}

/** Where a value leaves a function, by itself or by a constant. */
function waysOut(value: TSESTree.Node, resource: LocalResource<Root>): readonly Way[] {
  const outer = wrapped(value);
  const parent = parentOf(outer);
  if (parent?.type === T.VariableDeclarator && parent.id.type === T.Identifier && parent.init === outer) {
    const reads = variableOf(resource.view, parent.id)?.references.filter((one) => one.isRead()) ?? [];
    const names = reads.map(({ identifier }) => identifier as TSESTree.Node);
    // What is waited for in the function is mostly used to its end there.
    return names.some(isWaitedFor) ? [] : names.flatMap((name) => wayOut(name, resource) ?? []);
  }
  const way = wayOut(value, resource);
  return way === undefined ? [] : [way];
}

function wayOut(value: TSESTree.Node, { owner, view }: LocalResource<Root>): Way | undefined {
  let node = wrapped(value);
  let isConditional = false;
  for (let parent = parentOf(node); parent !== undefined && node !== owner; parent = parentOf(node)) {
    switch (parent.type) {
      case T.ReturnStatement: {
        if (rootAround(parent) !== owner) {
          return undefined;
        }
        const isBegun = isPromise(view, node);
        return { node: isBegun ? node : value, by: parent, isBegun, isConditional };
      }
      case T.AssignmentExpression: {
        const isKept = parent.left.type === T.MemberExpression && parent.left.object.type === T.ThisExpression;
        return isKept && node === wrapped(value) && rootAround(parent) === owner
          ? { node: value, by: undefined, isBegun: false, isConditional }
          : undefined;
      }
      case T.MemberExpression: {
        const call = parentOf(wrapped(parent));
        if (call?.type !== T.CallExpression || unwrap(call.callee) !== parent) {
          return undefined;
        }
        node = wrapped(call);
        continue;
      }
      case T.ConditionalExpression:
        if (parent.test === node) {
          return undefined;
        }
        isConditional = true;
        break;
      case T.LogicalExpression:
        isConditional = true;
        break;
      case T.ArrayExpression:
      case T.CallExpression:
      case T.NewExpression:
      case T.ObjectExpression:
      case T.Property:
      case T.SpreadElement:
        break;
      default:
        return undefined;
    }
    node = wrapped(parent);
  }
  return undefined;
}

/** `await pipeline(stream, target)`, `for await (const line of lines)` */
function isWaitedFor(name: TSESTree.Node): boolean {
  const owner = rootAround(name);
  for (let inner = name, outer = parentOf(name); outer !== undefined && inner !== owner; outer = parentOf(inner)) {
    if (outer.type === T.AwaitExpression || (outer.type === T.ForOfStatement && isInside(name, outer.right))) {
      return true;
    }
    inner = outer;
  }
  return false;
}
