import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { Variable } from '../../ast/file-view.ts';

export type OnlyDeclarator = TSESTree.VariableDeclarator & {
  readonly id: TSESTree.Identifier;
  readonly init: TSESTree.Expression;
};

/** The declaration of a variable, where it declares nothing else and is a statement of its own. */
export function onlyDeclarator({ defs }: Variable): OnlyDeclarator | undefined {
  const declarator = defs[0]?.node as TSESTree.Node | undefined;
  return defs.length === 1 &&
    declarator?.type === T.VariableDeclarator &&
    declarator.id.type === T.Identifier &&
    declarator.init !== null &&
    declarator.parent.declarations.length === 1 &&
    (declarator.parent.parent.type === T.BlockStatement || declarator.parent.parent.type === T.Program)
    ? (declarator as OnlyDeclarator)
    : undefined;
}
