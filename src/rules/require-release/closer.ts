import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import {
  calledMethod,
  enclosingFunction,
  type FunctionNode,
  isFunction,
  unwrap,
  withoutAwait,
} from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { chainedBy } from '../../lifetime/paths/continuations.ts';
import { mentions } from '../../lifetime/paths/names.ts';
import type { Leak } from '../../lifetime/paths/leak.ts';
import { isTransaction } from '../../lifetime/paths/transaction.ts';
import type { LocalResource } from '../../lifetime/paths/local-resource.ts';
import { closerText, moduleCalled } from '../../resources/closer-text.ts';
import { ownCloser } from '../../suggestions/own-closer.ts';
import { plainMethodsOf } from '../../types/closing-methods.ts';
import type { TypeServices } from '../../types/services.ts';
import { nodeText } from './words.ts';

/** What is to be called, and where, as a message writes it. */
export function remedyOf(
  leak: Leak,
  resource: LocalResource,
  services: TypeServices | undefined,
): { readonly closer: string; readonly place: string } {
  const { why } = leak;
  const isOneOfSeveral = why === 'collected' || resource.making.parent.type === T.ArrayExpression;
  const closer = closerOf(resource, isOneOfSeveral, services);
  const other = isTransaction(resource) ? closer.replace('.commit(', '.rollback(') : closer;
  if (other === closer) {
    return { closer, place: placeOf(leak, resource) };
  }
  return why === 'exception'
    ? { closer: other, place: 'in a `catch`' }
    : { closer: `${closer} or ${other}`, place: 'on every path' };
}

function placeOf(leak: Leak, resource: LocalResource): string {
  const { why } = leak;
  const all = why === 'exception' ? withoutAwait(leak.at) : undefined;
  if (all?.type === T.CallExpression && calledMethod(all) === 'all' && isOneOf(resource.making, all)) {
    return 'for each that opened, which `Promise.allSettled` tells';
  }
  const isFailure = why === 'exception' || (why === 'path' && leak.exit.how === 'throw');
  const isLater = isReleasedLater(resource);
  if (why === 'path' && !isFailure && isLater) {
    return 'there, too';
  }
  if (why === 'never' && isUsedLater(resource)) {
    return 'once its last callback has run';
  }
  return isFailure && (isLater || isHandedOn(resource)) ? 'in a `catch`' : 'in a `finally`';
}

/** `Promise.all([open(a), open(b)])`: where one fails, nobody gets the others. */
function isOneOf({ parent }: TSESTree.Node, { arguments: [given] }: TSESTree.CallExpression): boolean {
  return parent === given && given?.type === T.ArrayExpression;
}

/** Whether only callbacks release it, which run when the function has returned: a `finally` would come before them. */
function isReleasedLater({ fates, owner }: LocalResource): boolean {
  const releases = fates.filter(({ does }) => does === 'release');
  return !owner.async && releases.length > 0 && releases.every(({ node }) => isInCallback(node, owner));
}

/** `connection.query(text, callback);`, for which nobody waits: a `finally` would come before it. */
function isUsedLater({ fates, owner }: LocalResource): boolean {
  return (
    !owner.async &&
    fates.some(
      ({ does, node }) =>
        does === 'use' &&
        node.type === T.CallExpression &&
        enclosingFunction(node) === owner &&
        node.parent.type === T.ExpressionStatement &&
        isFunction(node.arguments.at(-1)),
    )
  );
}

/** Within a function that is handed to a call, and not to a promise, which has a `finally` of its own. */
function isInCallback(node: TSESTree.Node, owner: FunctionNode): boolean {
  const inner = enclosingFunction(node);
  return (
    inner !== undefined &&
    inner !== owner &&
    ((inner.parent.type === T.CallExpression && chainedBy(inner.parent) === undefined) || isInCallback(inner, owner))
  );
}

/** Whether somebody else has it where nothing fails: a `finally` would close it under their hands. */
function isHandedOn({ events, fates, names, owner }: LocalResource): boolean {
  const isOwn = (does: string): boolean => fates.some((fate) => fate.does === does && isIn(fate.node, owner));
  // `const done = () => file.close(); …; await done();`
  const isClosedByClosure = [...events.endings()].some(
    (node) =>
      node.type === T.CallExpression && isIn(node, owner) && !node.arguments.some((given) => mentions(given, names)),
  );
  return isOwn('return') || !(events.has('release') || isOwn('release') || isClosedByClosure);
}

/** Whether the code of a function, and of none within it, does something. */
function isIn(node: TSESTree.Node, owner: FunctionNode): boolean {
  return node === owner || enclosingFunction(node) === owner;
}

/** The call that gives a resource back, as a message writes it: `` `await pool.end()` ``. */
function closerOf(resource: LocalResource, isOneOfSeveral: boolean, services: TypeServices | undefined): string {
  const { acquisition, making, slots, view } = resource;
  const { entry, within = [] } = acquisition;
  const slot = isOneOfSeveral
    ? undefined
    : slots.find(({ isCollection, within: path }) => !isCollection && !path.includes('&'));
  const ways = slot?.within ?? within;
  const path = ways.filter((member) => member !== '?' && member !== '*');
  const name = slot && [slot.name, ...path].join('.');
  if (slot === undefined && ways.includes('&')) {
    return closerBeside(making, view, services);
  }
  if (ways.includes('?')) {
    return closerOfKeeper(slot?.node ?? making, path, name, services);
  }
  const [form] = entry.release;
  if (form === undefined || !resource.isCheckOut) {
    return closerText(entry, name, moduleCalled(acquisition, making));
  }
  if ('call' in form) {
    // `pool.release(client)`
    const callee = unwrap(making.callee);
    const lender = callee.type === T.MemberExpression ? `${view.text.slice(...callee.object.range)}.` : '';
    return `\`${lender}${form.call}(${name ?? 'connection'})\``;
  }
  const method = 'method' in form ? form.method : '';
  const [found] = services ? plainMethodsOf(making, within, (one) => one === method, services) : [];
  return `\`${found?.givesPromise === true ? 'await ' : ''}${name ?? 'connection'}.${method}()\``;
}

/** The closer that a call gives beside what only uses the resource: `dispose` of `{ db: drizzle(pool), dispose }`. */
function closerBeside(making: TSESTree.Node, view: FileView, services: TypeServices | undefined): string {
  const form = ownCloser(making, [], services);
  const call = nodeText(making, view);
  return form === undefined
    ? `the closer that ${call} gives`
    : `\`${form.returns === 'promise' ? 'await ' : ''}${form.method}()\` of what ${call} gives`;
}

/** The closer of what keeps the resource to itself, and may have none. */
function closerOfKeeper(
  node: TSESTree.Node,
  path: readonly string[],
  name: string | undefined,
  services: TypeServices | undefined,
): string {
  const form = ownCloser(node, path, services);
  if (form === undefined) {
    return services === undefined || name === undefined ? 'its closer' : `a closer of \`${name}\`, which it lacks,`;
  }
  const member = form.method.startsWith('[') ? form.method : `.${form.method}`;
  return `\`${form.returns === 'promise' ? 'await ' : ''}${name ?? 'it'}${member}()\``;
}
