import type { FileView } from '../../ast/file-view.ts';
import { usualClosers } from '../../lifetime/fates/closer-names.ts';
import type { TestResource } from '../../lifetime/tests/test-resource.ts';
import { closerText } from '../../resources/closer-text.ts';

/** What to call, as it is written in a message: `` `await db.pool.end()` ``. */
export function closerOf({ making, slots, acquisition }: TestResource, view: FileView): string {
  const { entry, within = ['?'] } = acquisition;
  if (within.includes('*')) {
    return `${closerText(entry, undefined)} for each of them`;
  }
  if (!within.includes('?')) {
    const slot = slots.find((one) => !one.isCollection && !one.within.includes('&'));
    return closerText(entry, slot && [slot.name, ...slot.within].join('.'));
  }
  const name = slots.find(({ isCollection }) => !isCollection)?.name;
  const closer = usualClosers.find((member) => view.project?.hasMembers(making, [member]));
  return closer === undefined
    ? `a closer of \`${name ?? view.text.slice(...making.callee.range)}\`, which it lacks,`
    : `\`${name ?? 'it'}.${closer}()\``;
}
