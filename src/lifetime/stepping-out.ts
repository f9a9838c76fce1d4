import type { TSESTree } from '@typescript-eslint/utils';

import type { ClassNode, FunctionNode } from '../ast/expressions.ts';
import type { Place } from '../ast/file-view.ts';
import type { Acquisition, AcquiringNode, Step } from '../resources/acquisition.ts';
import type { FormIndex } from '../resources/forms.ts';
import { fieldOf, isBegunInConstructor, isCalledOnField } from './fields.ts';
import { wayOut } from './way-out.ts';

/**
 * What an instance keeps: only its methods reach it.
 *
 * @param value the expression in its class that makes it
 * @param behind what lies between that and the call that makes it
 * @returns nothing where the class has it keep no process alive: `this.timer.unref()`
 */
export function keptInside(
  found: Acquisition,
  { view, node }: Place<ClassNode>,
  value: TSESTree.Node | undefined,
  behind: readonly Step[],
): readonly Acquisition[] {
  const field = value && fieldOf(value);
  if (field !== undefined && isCalledOnField(view, node, field, 'unref')) {
    return [];
  }
  const isBegun = field !== undefined && !found.holds && isBegunInConstructor({ view, node }, field, found.entry);
  return [
    {
      ...found,
      holds: found.holds || isBegun,
      within: ['?'],
      through: [],
      behind: [...behind, ...(found.behind ?? [])],
    },
  ];
}

/** A timer that an instance starts for itself. What runs as long as the program may well have such instances. */
export function isTimerOfInstance({ entry, within }: Acquisition): boolean {
  return entry.category === 'timer' && within?.includes('?') === true;
}

/** What a call in a function makes, as the callers of the function get it. */
export function steppedOut(
  found: Acquisition,
  at: Place<AcquiringNode>,
  owner: FunctionNode,
  index: FormIndex,
): Acquisition {
  return {
    ...found,
    within: wayOut(at.view, at.node, owner, found, index),
    through: [{ place: at, within: found.within }, ...found.through],
  };
}
