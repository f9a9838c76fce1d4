import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { commonJsExports } from '../ast/commonjs.ts';
import type { FileView } from '../ast/file-view.ts';
import { exportedName } from '../ast/origin.ts';

/** Something a file exports, with ES modules or CommonJS. */
export interface Export {
  /** `default` for the default export, and for all that CommonJS exports. */
  readonly name: string;
  /** The expression or declaration. */
  readonly node: TSESTree.Node;
}

/** What a file itself exports; what it only hands on from another file is left out. */
export function* exportsOf({ ast }: FileView): Generator<Export> {
  for (const statement of ast.body) {
    if (statement.type === T.ExportDefaultDeclaration) {
      yield { name: 'default', node: statement.declaration };
    } else if (statement.type === T.ExportNamedDeclaration && statement.source === null) {
      for (const { exported, local } of statement.specifiers) {
        yield { name: exportedName(exported), node: local };
      }
      yield* declaredExports(statement.declaration);
    }
  }
  for (const { name, value } of commonJsExports(ast)) {
    yield { name: name ?? 'default', node: value };
    for (const property of name === undefined && value.type === T.ObjectExpression ? value.properties : []) {
      if (property.type === T.Property && !property.computed && property.key.type === T.Identifier) {
        yield { name: property.key.name, node: property.value };
      }
    }
  }
}

function* declaredExports(declaration: TSESTree.ExportNamedDeclaration['declaration']): Generator<Export> {
  if (declaration?.type === T.FunctionDeclaration && declaration.id !== null) {
    yield { name: declaration.id.name, node: declaration };
  }
  for (const { id, init } of declaration?.type === T.VariableDeclaration ? declaration.declarations : []) {
    if (id.type === T.Identifier && init !== null) {
      yield { name: id.name, node: init };
    }
  }
}
