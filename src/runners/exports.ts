import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { memberName } from '../ast/expressions.ts';
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
    } else if (statement.type === T.ExpressionStatement && statement.expression.type === T.AssignmentExpression) {
      yield* assignedExport(statement.expression);
    } else if (statement.type === T.TSExportAssignment) {
      yield { name: 'default', node: statement.expression };
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

/** `exports.x = …`, `module.exports = …`, `module.exports.x = …`. */
function* assignedExport({ left, right }: TSESTree.AssignmentExpression): Generator<Export> {
  if (left.type !== T.MemberExpression) {
    return;
  }
  const name = memberName(left);
  if (isModuleExports(left)) {
    yield { name: 'default', node: right };
    for (const property of right.type === T.ObjectExpression ? right.properties : []) {
      if (property.type === T.Property && !property.computed && property.key.type === T.Identifier) {
        yield { name: property.key.name, node: property.value };
      }
    }
  } else if (name !== undefined && (isModuleExports(left.object) || isNamed(left.object, 'exports'))) {
    yield { name, node: right };
  }
}

function isModuleExports(node: TSESTree.Node): boolean {
  return node.type === T.MemberExpression && isNamed(node.object, 'module') && memberName(node) === 'exports';
}

function isNamed(node: TSESTree.Node, name: string): boolean {
  return node.type === T.Identifier && node.name === name;
}
