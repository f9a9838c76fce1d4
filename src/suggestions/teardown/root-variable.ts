import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { chainOf } from '../../runners/callee-chain.ts';

/** The variable that a callee begins with; undefined for a global. */
export function rootVariable(callee: TSESTree.Node, view: FileView): Variable | undefined {
  const { root } = chainOf(callee);
  const variable = root.type === T.Identifier ? variableOf(view, root) : undefined;
  return variable?.defs.length === 0 ? undefined : variable;
}

/** Whether a name is one of the file as a whole, or a global. */
export function isOfModule(variable: Variable | undefined): boolean {
  const type = variable?.scope.type as string | undefined;
  return type === undefined || type === 'module' || type === 'global';
}
