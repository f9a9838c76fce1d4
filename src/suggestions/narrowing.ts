import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { parentOf } from '../ast/expressions.ts';
import { isNarrowed } from '../types/checked-types.ts';
import type { SourceFile } from './source-file.ts';

/**
 * What would be lost if a piece of the module's own code moved into a function.
 * - `nothing`
 * - `narrowing`: the type of a constant that an earlier check has narrowed; kept in an arrow function, not in a function
 *   declaration, which may be called before the check
 * - `meaning`: a variable has another value later, or the type of a member is narrowed
 */
export type Loss = 'nothing' | 'narrowing' | 'meaning';

/** @param moved the pieces of the file that move together */
export function lossOnMove(moved: readonly TSESTree.Node[], file: SourceFile): Loss {
  const isMoved = (node: TSESTree.Node): boolean => moved.some((one) => within(node, one));
  const references = allReferences(file.sourceCode);
  let loss: Loss = 'nothing';
  for (const { identifier, resolved } of references) {
    const node: TSESTree.Node = identifier;
    if (node.type !== T.Identifier || !isMoved(node) || resolved?.defs.some((one) => isMoved(one.node))) {
      continue;
    }
    if (resolved?.references.some((one) => one.isWrite() && one.init !== true)) {
      return 'meaning';
    }
    const isChecked =
      resolved?.defs.some(isAnnotated) === true ||
      references.some(
        (other) =>
          other.identifier.name === node.name &&
          other.resolved === resolved &&
          !isMoved(other.identifier) &&
          isTested(other.identifier),
      );
    if (file.isTyped && isChecked) {
      const lost = narrowedPart(node, file);
      if (lost !== undefined) {
        loss = lost === node && resolved?.defs.length === 1 ? 'narrowing' : 'meaning';
      }
      if (loss === 'meaning') {
        return loss;
      }
    }
  }
  return loss;
}

/** Whether code relies on an earlier look at a value that the next call of a getter might not give again. */
export function isLookedAt(reads: readonly TSESTree.Identifier[], file: SourceFile): boolean {
  return file.isTyped && reads.some(isTested) && reads.some((node) => narrowedPart(node, file) !== undefined);
}

/** The name, or the members below it, whose type is narrowed where it stands. Without types: what might be. */
function narrowedPart(
  name: TSESTree.Identifier,
  { services }: SourceFile,
): TSESTree.Identifier | TSESTree.MemberExpression | undefined {
  let part: TSESTree.Identifier | TSESTree.MemberExpression = name;
  for (;;) {
    if (services !== undefined && isNarrowed(part, services)) {
      return part;
    }
    const { parent }: TSESTree.Node = part;
    const isCallee = part.parent.type === T.CallExpression && part.parent.callee === part;
    if (parent.type !== T.MemberExpression || parent.object !== part || isCallee) {
      return services === undefined && !isCallee ? part : undefined;
    }
    part = parent;
  }
}

/** Whether TypeScript narrows the type of an expression that a name is part of. */
function isTested(name: TSESTree.Node): boolean {
  let node = name;
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    switch (parent.type) {
      case T.IfStatement:
      case T.ConditionalExpression:
      case T.WhileStatement:
        return parent.test === node;
      case T.LogicalExpression:
        if (parent.left === node) {
          return true;
        }
        break;
      case T.SwitchStatement:
        return parent.discriminant === node;
      case T.CallExpression:
        // `assert(url)`
        if (parent.callee !== node && parent.parent.type === T.ExpressionStatement) {
          return true;
        }
        break;
      case T.BinaryExpression:
      case T.MemberExpression:
      case T.UnaryExpression:
      case T.ChainExpression:
        break;
      default:
        return false;
    }
    node = parent;
  }
  return false;
}

/** `const url: string | undefined = 'x'` is narrowed by its own value. */
function isAnnotated({ node }: TSESLint.Scope.Definition): boolean {
  return node.type === T.VariableDeclarator && node.id.typeAnnotation !== undefined;
}

function allReferences({ scopeManager }: TSESLint.SourceCode): readonly TSESLint.Scope.Reference[] {
  return scopeManager?.scopes.flatMap(({ references }) => references) ?? [];
}

function within(node: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= node.range[0] && node.range[1] <= outer.range[1];
}
