import type { TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction } from '../../ast/expressions.ts';
import { usingFor } from '../../types/checked-types.ts';
import type { TextEdit } from '../text-edits.ts';
import type { Handle } from './handle.ts';
import { onlyDeclarator } from './declarators.ts';
import type { ScopedRelease } from './release-in-try.ts';
import { removalOf } from './statements.ts';
import type { Unreleased } from './unreleased.ts';
import { restOf, waitingEdits } from './waiting.ts';

/** A declaration that releases at the end of its block. */
export interface UsingRelease {
  readonly edits: readonly TextEdit[];
  readonly keyword: 'await using' | 'using';
}

/** @returns undefined when the type has no such symbol, the file cannot have it, or the variable has other values too */
export function releaseByUsing(
  { variable, path }: Handle,
  { acquired, mayBecomeAsync, replaced }: ScopedRelease,
  { file, resource }: Unreleased,
): UsingRelease | undefined {
  const declarator = variable && onlyDeclarator(variable);
  const owner = declarator && enclosingFunction(declarator);
  if (
    owner === undefined ||
    owner.generator ||
    file.services === undefined ||
    !file.isTyped ||
    path.length > 0 ||
    declarator?.parent.parent !== acquired.block ||
    // An annotation may hide the method that `using` calls.
    declarator.id.typeAnnotation !== undefined ||
    variable?.references.some((one) => one.isWrite() && one.init !== true) === true
  ) {
    return undefined;
  }
  const keyword = usingFor(declarator.init, resource.acquisition.entry.disposable?.since, file.services);
  const rest: readonly TSESTree.Node[] = restOf({ ...acquired, statement: declarator.parent });
  const waits = waitingEdits(owner, rest, keyword === 'await using', mayBecomeAsync, file);
  const first = file.sourceCode.getFirstToken(declarator.parent);
  if (keyword === undefined || waits === undefined || first === null) {
    return undefined;
  }
  const removal = replaced ? [removalOf(replaced, file)] : [];
  return { edits: [...waits, { range: first.range, text: keyword }, ...removal], keyword };
}
