import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { isFunction } from '../../ast/expressions.ts';
import type { AcquiringNode } from '../../resources/acquisition.ts';
import type { Follower } from './follow.ts';

/** Follows a resource into the callback that gets it from the call that makes it: `http2.connect(url, (session) => …)`. */
export function followListener(follower: Follower, making: AcquiringNode): void {
  const { entry, slots, view } = follower;
  const known = slots.length;
  for (const parameter of making.arguments.flatMap((one) => (isFunction(one) ? one.params : []))) {
    if (
      parameter.type === T.Identifier &&
      entry.type !== undefined &&
      view.project?.typesOf(parameter).some(({ name }) => name === entry.type?.name) === true
    ) {
      follower.pattern(parameter, []);
    }
  }
  // The name is known in the callback alone.
  slots.splice(known);
}
