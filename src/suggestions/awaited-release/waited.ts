import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  enclosingFunction,
  type FunctionNode,
  isFunction,
  memberName,
  parentOf,
  unwrap,
} from '../../ast/expressions.ts';
import { allNodes } from '../../ast/traverse.ts';
import type { Fault } from '../../lifetime/ineffective/fault.ts';
import { isList } from '../../types/promised.ts';
import type { SourceFile } from '../source-file.ts';
import { asyncEdits } from '../teardown/function-edits.ts';
import type { TextEdit } from '../text-edits.ts';
import { type Offer, offer } from './offer.ts';

type DroppedRelease = Extract<Fault, { why: 'dropped' }>;

/** Waits for a release whose promise is lost, where its function can wait. */
export function waitedRelease(fault: DroppedRelease, call: string, file: SourceFile): readonly Offer[] {
  const { use, caller } = fault;
  if (use.keptBack !== undefined) {
    return use.keptBack.isAllLost ? [] : givenToAll(fault, use.keptBack.callback, call, file);
  }
  const waits = caller.takesPromise ? asyncEdits(caller.owner, file) : undefined;
  const how = caller.owner.async ? '' : ', in an `async` function';
  if (use.loop !== undefined) {
    return awaitAll(fault, use.loop, how, waits, file);
  }
  if (enclosingFunction(use.value) !== caller.owner) {
    return [];
  }
  const start = startEdit(fault, 'await ', file);
  return [
    ...offer('awaitRelease', { call, how }, waits && start && [...waits, start]),
    ...(caller.takesPromise && !caller.owner.async ? returned(fault, caller.owner, call, file) : []),
  ];
}

/** `Promise.all(pools.map((pool) => { return pool.end(); }))` */
function givenToAll(fault: DroppedRelease, callback: FunctionNode, call: string, file: SourceFile): readonly Offer[] {
  if (callback.body.type !== T.BlockStatement) {
    const bare = startEdit(fault, '', file);
    return offer('returnRelease', { call }, bare && [bare]);
  }
  const waits = asyncEdits(callback, file);
  const start = startEdit(fault, 'await ', file);
  const how = callback.async ? '' : ', in an `async` function';
  return [
    ...(callback.async ? [] : returned(fault, callback, call, file)),
    ...offer('awaitRelease', { call, how }, waits && start && [...waits, start]),
  ];
}

/** The edit that writes a word in front of a release, in place of its `void`. */
function startEdit({ use }: DroppedRelease, word: string, { sourceCode }: SourceFile): TextEdit | undefined {
  const { discard, value } = use;
  if (discard === undefined) {
    return { range: [value.range[0], value.range[0]], text: word };
  }
  const operator = sourceCode.getFirstToken(discard);
  const next = operator && sourceCode.getTokenAfter(operator, { includeComments: true });
  return next?.range[0] === value.range[0] ? { range: [discard.range[0], value.range[0]], text: word } : undefined;
}

/** `return app.close()` at the end of a function that returns nothing else. */
function returned(fault: DroppedRelease, owner: FunctionNode, call: string, file: SourceFile): readonly Offer[] {
  const outer = fault.use.discard ?? fault.use.value;
  const statement = parentOf(outer);
  const isLast =
    statement?.type === T.ExpressionStatement &&
    owner.body.type === T.BlockStatement &&
    owner.body.body.at(-1) === statement;
  const isOnly = !statementsOf(owner).some((one) => one.type === T.ReturnStatement);
  if (!isLast || !isOnly || owner.returnType !== undefined || owner.parent.type === T.MethodDefinition) {
    return [];
  }
  const edit = startEdit(fault, 'return ', file);
  return offer('returnRelease', { call }, edit && [edit]);
}

/** The nodes of a function, less those of functions in it. */
function statementsOf(owner: FunctionNode): readonly TSESTree.Node[] {
  return [...allNodes(owner.body)].filter((node) => enclosingFunction(node) === owner);
}

/** `pools.forEach(async (pool) => { await pool.end(); })` becomes `await Promise.all(pools.map(…))`. */
function awaitAll(
  { node, use }: DroppedRelease,
  loop: TSESTree.CallExpression,
  how: string,
  waits: readonly TextEdit[] | undefined,
  file: SourceFile,
): readonly Offer[] {
  const callee = unwrap(loop.callee);
  const [callback] = loop.arguments;
  if (
    callee.type !== T.MemberExpression ||
    callee.optional ||
    use.value !== loop ||
    !isFunction(callback) ||
    file.services === undefined ||
    !isList(callee.object, file.services)
  ) {
    return [];
  }
  const statement = parentOf(use.discard ?? loop);
  const start = use.discard ?? loop;
  const isAwaited = statement?.type === T.AwaitExpression;
  const isBody = statement?.type === T.ArrowFunctionExpression;
  const edits: TextEdit[] = [
    { range: [start.range[0], loop.range[0]], text: `${isAwaited || isBody ? '' : 'await '}Promise.all(` },
    ...(memberName(callee) === 'forEach' ? [{ range: callee.property.range, text: 'map' }] : []),
    { range: [loop.range[1], loop.range[1]], text: ')' },
  ];
  const inner = innerEdits(node, callback, file);
  const outer = isAwaited || isBody ? [] : waits;
  return inner === undefined || outer === undefined
    ? []
    : offer('awaitAll', { how: isBody ? '' : how }, [...outer, ...edits, ...inner]);
}

/** What lets the callback of a loop give the promise. */
function innerEdits(
  node: TSESTree.CallExpression,
  callback: FunctionNode,
  file: SourceFile,
): readonly TextEdit[] | undefined {
  const outer = node.parent.type === T.ChainExpression ? node.parent : node;
  if (outer.parent.type !== T.ExpressionStatement) {
    return [];
  }
  const waits = asyncEdits(callback, file);
  return waits && [...waits, { range: [outer.range[0], outer.range[0]], text: 'await ' }];
}
