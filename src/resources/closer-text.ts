import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import type { AcquiringNode, Acquisition } from './acquisition.ts';
import type { ResourceEntry } from './entry.ts';

/**
 * The call that releases a resource, as it is written in a message.
 *
 * @param name the resource's variable; undefined when it has none
 * @param module what the file calls the module that made it; undefined where it took a function out of it
 */
export function closerText(entry: ResourceEntry, name: string | undefined, module?: string): string {
  const {
    disposable,
    release: [form],
  } = entry;
  const value = name ?? usualName(entry);
  if (form === undefined) {
    const [symbol] = disposable?.symbols ?? [];
    return symbol === undefined
      ? 'its closer'
      : `\`${symbol === 'asyncDispose' ? 'await ' : ''}${value}[Symbol.${symbol}]()\``;
  }
  const wait = form.returns.startsWith('promise') ? 'await ' : '';
  if ('method' in form) {
    return `\`${wait}${value}.${form.method}()\``;
  }
  if ('self' in form) {
    return `\`${wait}${value}()\``;
  }
  if (form.from === '(global)' || form.from.startsWith('node:')) {
    return `\`${wait}${form.call}(${form.takes ?? value})\``;
  }
  // A function of the module that also made it needs no argument: `mongoose.disconnect()`.
  return module !== undefined ? `\`${wait}${module}.${form.call}()\`` : `\`${wait}${form.call}()\` of \`${form.from}\``;
}

/** `mongoose` of `mongoose.connect(url)`, unless a function of the project calls that. */
export function moduleCalled({ made }: Acquisition, node: AcquiringNode): string | undefined {
  const { callee } = node;
  return made.node === node && callee.type === T.MemberExpression && callee.object.type === T.Identifier
    ? callee.object.name
    : undefined;
}

/** Categories whose name is not what their values are called. */
const usualNames: Partial<Record<ResourceEntry['category'], string>> = {
  broker: 'connection',
  cache: 'client',
  process: 'child',
};

/** What most would call it: `client` for a `MongoClient`, which is a pool, and `server` for a server of any type. */
function usualName({ category, id, type }: ResourceEntry): string {
  const ofClass = lastWord(id.split('/').at(-1)) ?? (category === 'pool' ? lastWord(type?.name) : undefined);
  return category === 'server' ? category : (ofClass ?? usualNames[category] ?? category.split(' ').at(-1) ?? category);
}

/** `client` of `MongoClient`; undefined where the name is not that of a class. */
function lastWord(name: string | undefined): string | undefined {
  return /^[A-Z]/u.test(name ?? '')
    ? /(?:(?<=[a-z\d])[A-Z][a-z\d]+|^[A-Z]+[a-z\d]*|[A-Z]{2,})$/u.exec(name ?? '')?.[0].toLowerCase()
    : undefined;
}
