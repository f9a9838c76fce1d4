import type { ResourceEntry } from './entry.ts';

/**
 * The call that releases a resource, as it is written in a message.
 *
 * @param name the resource's variable; undefined when it has none
 */
export function closerText({ category, disposable, release: [form] }: ResourceEntry, name: string | undefined): string {
  const value = name ?? category.split(' ').at(-1) ?? category;
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
  // A function of the module that also made it needs no argument: `mongoose.disconnect()`.
  return form.from === '(global)' || form.from.startsWith('node:')
    ? `\`${wait}${form.call}(${value})\``
    : `\`${wait}${form.call}()\` of \`${form.from}\``;
}
