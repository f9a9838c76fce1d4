import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import type { ResourceEntry } from '../../resources/entry.ts';
import { isAcquiringNode } from '../acquisitions.ts';

/**
 * Whether a file only makes and closes what would hold something after a call: a server that never listens has nothing
 * to wait for.
 *
 * @param release the call that closes it
 */
export function isNeverBegun(
  release: TSESTree.CallExpression,
  entry: ResourceEntry | undefined,
  view: FileView,
): boolean {
  const callee = unwrap(release.callee);
  const name = callee.type === T.MemberExpression ? unwrap(callee.object) : undefined;
  const variable = name?.type === T.Identifier ? variableOf(view, name) : undefined;
  const isMadeHere = variable?.references.some((one) => one.isWrite()) === true;
  if (entry === undefined || typeof entry.holds === 'string' || variable === undefined || !isMadeHere) {
    return false;
  }
  const { calls } = entry.holds;
  const makers = entry.acquire.map((form) => ('member' in form ? form.member : form.export));
  return variable.references.every(({ identifier, writeExpr }) => {
    if (writeExpr !== undefined && writeExpr !== null) {
      // A function of the project may have begun it.
      const made = unwrap(writeExpr);
      return isAcquiringNode(made) && makers.includes(calledName(made) ?? '');
    }
    const parent = parentOf(identifier);
    return (
      parent?.type === T.MemberExpression && parent.object === identifier && !calls.includes(memberName(parent) ?? '')
    );
  });
}
