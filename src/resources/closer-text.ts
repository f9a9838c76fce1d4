import type { ResourceEntry } from './entry.ts';

/**
 * The call that releases a resource, as it is written in a message.
 *
 * @param name the resource's variable; undefined when it has none
 */
export function closerText({ release: [form] }: ResourceEntry, name: string | undefined): string {
  if (form === undefined) {
    return 'its closer';
  }
  const wait = form.returns.startsWith('promise') ? 'await ' : '';
  if ('method' in form) {
    return name === undefined ? `\`${wait}….${form.method}()\`` : `\`${wait}${name}.${form.method}()\``;
  }
  if ('call' in form) {
    const argument = form.from === '(global)' || form.from.startsWith('node:') ? (name ?? '…') : '';
    return `\`${wait}${form.call}(${argument})\`${argument === '' ? ` of \`${form.from}\`` : ''}`;
  }
  return `\`${wait}${name ?? '…'}()\``;
}
