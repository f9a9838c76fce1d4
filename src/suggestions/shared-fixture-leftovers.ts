import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { isFunction, isInside } from '../ast/expressions.ts';
import type { Variable } from '../ast/file-view.ts';
import { allNodes } from '../ast/traverse.ts';

/** What nothing needs any more when code is deleted. */
export interface Leftovers {
  readonly statements: readonly TSESTree.Node[];
  readonly imports: readonly TSESTree.ImportClause[];
}

/**
 * What is left without a use when code is deleted.
 *
 * @param deleted nodes that go
 * @param declaredAnew variables that are still there after it
 * @returns undefined when something would be left over that cannot be deleted without losing an effect
 */
export function leftoversOf(
  deleted: readonly TSESTree.Node[],
  declaredAnew: ReadonlySet<Variable>,
  { scopeManager }: TSESLint.SourceCode,
): Leftovers | undefined {
  const statements: TSESTree.Node[] = [];
  const imports = new Set<TSESTree.ImportClause>();
  const variables = scopeManager?.scopes.find(({ type }) => type === 'module')?.variables ?? [];
  const waiting = new Set<Variable>(
    variables.filter((variable) => !declaredAnew.has(variable) && variable.references.length > 0),
  );
  for (let next = firstUnused(); next !== undefined; next = firstUnused()) {
    waiting.delete(next);
    const [definition] = next.defs;
    const node = definition?.node as TSESTree.Node | undefined;
    if (node !== undefined && isImportClause(node)) {
      imports.add(node);
    } else if (!isWithin(node)) {
      const statement = node && next.defs.length === 1 ? removableStatement(node) : undefined;
      if (statement === undefined) {
        return undefined;
      }
      statements.push(statement);
    }
  }
  return { statements, imports: [...imports] };

  /** A variable that was used, and now is only mentioned in what goes, or in its own declaration. */
  function firstUnused(): Variable | undefined {
    return [...waiting].find(({ references }) =>
      references.every((reference) => reference.init === true || isWithin(reference.identifier)),
    );
  }

  function isWithin(node: TSESTree.Node | undefined): boolean {
    return node !== undefined && [...deleted, ...statements].some((gone) => isInside(node, gone));
  }
}

function isImportClause(node: TSESTree.Node): node is TSESTree.ImportClause {
  return (
    node.type === T.ImportSpecifier ||
    node.type === T.ImportDefaultSpecifier ||
    node.type === T.ImportNamespaceSpecifier
  );
}

/** The statement of a declaration that does nothing when it is evaluated. */
function removableStatement(node: TSESTree.Node): TSESTree.Node | undefined {
  const { parent } = node;
  if (node.type !== T.VariableDeclarator) {
    const isPlain =
      node.type === T.FunctionDeclaration ||
      node.type === T.TSInterfaceDeclaration ||
      node.type === T.TSTypeAliasDeclaration;
    return isPlain && parent?.type === T.Program ? node : undefined;
  }
  const isOnly = parent?.type === T.VariableDeclaration && parent.declarations.length === 1;
  return isOnly && parent.parent.type === T.Program && (node.init === null || isWithoutEffect(node.init))
    ? parent
    : undefined;
}

/** Whether evaluating an expression calls nothing and changes nothing. */
function isWithoutEffect(expression: TSESTree.Node): boolean {
  if (isFunction(expression)) {
    return true;
  }
  return ![...allNodes(expression)].some(
    ({ type }) =>
      type === T.CallExpression ||
      type === T.NewExpression ||
      type === T.AwaitExpression ||
      type === T.AssignmentExpression ||
      type === T.UpdateExpression ||
      type === T.TaggedTemplateExpression ||
      type === T.ImportExpression,
  );
}
