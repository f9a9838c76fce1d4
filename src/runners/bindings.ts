import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import type { FileView, Variable } from '../ast/file-view.ts';
import { LONGEST_CHAIN, originOf } from '../ast/origin.ts';
import { variableOf } from '../ast/variables.ts';
import { chainOf } from './callee-chain.ts';

/** How a runner's function gets its name in a file. */
export type Binding =
  | {
      readonly by: 'import';
      readonly specifier: TSESTree.ImportClause;
      readonly declaration: TSESTree.ImportDeclaration;
      /** The name is that of the import itself, and not of something made of it. */
      readonly isDirect: boolean;
      readonly variable: Variable;
    }
  | { readonly by: 'require'; readonly name: TSESTree.Node; readonly source: string }
  /** The variable is what `declare const` makes of it. */
  | { readonly by: 'global'; readonly name: string; readonly variable?: Variable };

/**
 * Where the name comes from that an expression begins with.
 *
 * @returns undefined where that is decided at run time, or cannot be known
 */
export function bindingOf(view: FileView, expression: TSESTree.Node): Binding | undefined {
  let node = chainOf(expression).root;
  for (let steps = 0; steps < LONGEST_CHAIN && node.type === T.Identifier; steps += 1) {
    const variable = variableOf(view, node);
    const definition = variable?.defs[0];
    if (variable === undefined || definition === undefined) {
      return { by: 'global', name: node.name };
    }
    const declared = definition.node as TSESTree.Node;
    const { parent } = declared;
    if (parent?.type === T.ImportDeclaration) {
      const specifier = declared as TSESTree.ImportClause;
      return { by: 'import', specifier, declaration: parent, isDirect: steps === 0, variable };
    }
    if (declared.type === T.VariableDeclarator && declared.parent.declare) {
      return { by: 'global', name: node.name, variable };
    }
    if (declared.type !== T.VariableDeclarator || parent?.parent?.type !== T.Program || declared.init === null) {
      return undefined;
    }
    const origin = originOf({ view, node });
    const inner = chainOf(declared.init).root;
    if (inner.type === T.CallExpression && origin?.kind === 'module') {
      return { by: 'require', name: definition.name as TSESTree.Node, source: origin.from.node.value };
    }
    node = inner;
  }
  return undefined;
}

/** Every name in the file that a binding gives a meaning; those of what is required are not looked for. */
export function referencesOf(view: FileView, binding: Binding): readonly TSESTree.Identifier[] {
  switch (binding.by) {
    case 'import':
      return namesOf(binding.variable.references);
    case 'global': {
      const { globalScope } = view.scopeManager;
      const declared = binding.variable ?? globalScope?.set.get(binding.name);
      return namesOf([...(globalScope?.through ?? []), ...(declared?.references ?? [])]).filter(
        ({ name }) => name === binding.name,
      );
    }
    case 'require':
      return [];
  }
}

function namesOf(references: readonly { readonly identifier: unknown }[]): readonly TSESTree.Identifier[] {
  return references.map(({ identifier }) => identifier as TSESTree.Identifier);
}

/** `typeof after`, which asks whether there is such a global. */
export function isTypeof(node: TSESTree.Node): boolean {
  return node.type === T.UnaryExpression && node.operator === 'typeof';
}
