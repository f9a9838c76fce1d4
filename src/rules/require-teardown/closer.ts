import type { FileView } from '../../ast/file-view.ts';
import { usualClosers } from '../../lifetime/fates/closer-names.ts';
import { isAmbient } from '../../lifetime/tests/ambient.ts';
import type { TestResource } from '../../lifetime/tests/test-resource.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { closerText } from '../../resources/closer-text.ts';

/** What to call, as it is written in a message: `` `await db.pool.end()` ``. */
export function closerOf({ making, slots, acquisition, closer: own }: TestResource, view: FileView): string {
  const { entry, within = ['?'] } = acquisition;
  const slot = slots.find((one) => !one.isCollection && !one.within.includes('&'));
  const [first] = slots;
  if (within.includes('*') || (first?.isCollection === true && !within.includes('?'))) {
    return closerOfEach(entry, slots.find(({ isCollection }) => isCollection)?.name);
  }
  if (!within.includes('?')) {
    return closerText(entry, slot && [slot.name, ...slot.within].join('.'));
  }
  const name = slots.find(({ isCollection }) => !isCollection)?.name;
  if (own !== undefined) {
    return `\`${own.returns === 'promise' ? 'await ' : ''}${name === undefined ? '' : `${name}.`}${own.method}()\``;
  }
  if (isAmbient(entry)) {
    return closerText(entry, undefined);
  }
  const closer = usualClosers.find((member) => view.project?.hasMembers(making, [member]));
  return closer === undefined
    ? `a closer of \`${name ?? view.text.slice(...making.callee.range)}\`, which it lacks,`
    : `\`${name ?? 'it'}.${closer}()\``;
}

/** `` `await client.end()` for each `client` of `clients` `` */
function closerOfEach(entry: ResourceEntry, list: string | undefined): string {
  const one = list === undefined || !/^\w+s$/u.test(list) ? 'one' : list.slice(0, -1);
  return `${closerText(entry, one)} for each \`${one}\` of ${list === undefined ? 'them' : `\`${list}\``}`;
}
