import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { closingFinally } from '../../lifetime/closing-finally.ts';
import { usingFor } from '../../types/checked-types.ts';
import { restOf } from '../teardown/waiting.ts';
import type { TextEdit } from '../text-edits.ts';
import { usingEdits } from '../use-using.ts';
import { withoutFinally } from './emptied-finally.ts';
import { isPlain } from './existing-releases.ts';
import { isLeftRunning, isUsedUp, returnEdits } from './guarded.ts';
import type { Scoped } from './in-finally.ts';
import { isOnlyRelease } from './moved-try.ts';

/** A declaration that releases at the end of its block. */
export interface UsingDeclaration {
  readonly edits: readonly TextEdit[];
  readonly keyword: 'await using' | 'using';
}

/** @returns undefined when its type has no such symbol, the file cannot have it, or the variable is no constant */
export function releaseByUsing({ resource, hand, existing, file, services }: Scoped): UsingDeclaration | undefined {
  const { owner, view } = resource;
  const { declarator, slot, variable, acquired } = hand;
  const declaration = declarator?.parent;
  const block = declaration?.parent;
  if (
    declarator?.init == null ||
    declaration === undefined ||
    block?.type !== T.BlockStatement ||
    declaration.declarations.length > 1 ||
    // An annotation may hide the method that `using` calls.
    declarator.id.type !== T.Identifier ||
    declarator.id.typeAnnotation !== undefined ||
    slot.within.length > 0 ||
    !isPlain(existing) ||
    variable.references.some((one) => one.isWrite() && one.init !== true)
  ) {
    return undefined;
  }
  const keyword = usingFor(declarator.init, resource.acquisition.entry.disposable?.since, services);
  const rest = restOf({ statement: declaration, block });
  const waits = returnEdits(resource, (node) => node.range[0] >= acquired.statement.range[1], services);
  const word = file.sourceCode.getFirstToken(declaration);
  const isAllowed = keyword === 'using' || (keyword === 'await using' && owner.async);
  if (
    !isAllowed ||
    waits === undefined ||
    word === null ||
    !isUsedUp(restOf(acquired), existing, resource) ||
    isLeftRunning(rest, existing.units, resource, services)
  ) {
    return undefined;
  }
  const around = existing.units[0]?.parent?.parent;
  const outer = around?.type === T.TryStatement && isOnlyRelease(around, existing) ? around : undefined;
  const found = outer && closingFinally(view, outer);
  if (outer === undefined || found === undefined) {
    const isLeftEmpty = outer !== undefined && withoutFinally(outer, file) === undefined;
    return isLeftEmpty
      ? undefined
      : { edits: [...waits, { range: word.range, text: keyword }, ...existing.removals], keyword };
  }
  const edits = usingEdits(found, keyword, view, file, services);
  const outside = waits.filter(({ range }) => range[1] < outer.range[0] || outer.range[1] < range[0]);
  return edits && { edits: [...outside, ...edits], keyword };
}
