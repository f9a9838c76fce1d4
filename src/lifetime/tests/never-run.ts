import { DefinitionType } from '@typescript-eslint/scope-manager';
import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledMethod, enclosingFunction, memberName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { isEmptyCollection, puttingMethods } from '../fates/collections.ts';

/**
 * Whether something stands in a function that is only put into a list of the file, which nothing ever reads:
 * `cleanups.push(() => redis.quit())`, where no hook works the list off.
 */
export function isNeverRun(node: TSESTree.Node, view: FileView): boolean {
  const closure = enclosingFunction(node);
  const list = closure && listGetting(closure, view);
  return list !== undefined && isOwnList(list) && list.references.every(({ identifier }) => isOnlyFilled(identifier));
}

/** The variable of the list that a function is put into. */
function listGetting(closure: TSESTree.Node, view: FileView): Variable | undefined {
  const call = parentOf(closure);
  const callee = call?.type === T.CallExpression && call.callee !== closure ? unwrap(call.callee) : undefined;
  const list =
    callee?.type === T.MemberExpression && puttingMethods.has(memberName(callee)) ? unwrap(callee.object) : undefined;
  return list?.type === T.Identifier ? variableOf(view, list) : undefined;
}

/** A variable of the file alone, which begins with an empty list. */
function isOwnList({ defs: [definition] }: Variable): boolean {
  if (definition?.type !== DefinitionType.Variable || definition.parent.parent.type === T.ExportNamedDeclaration) {
    return false;
  }
  return (
    definition.node.id.type === T.Identifier && definition.node.init !== null && isEmptyCollection(definition.node.init)
  );
}

/** `cleanups.push(…);`, `cleanups.length = 0;`, `cleanups = [];` */
function isOnlyFilled(name: TSESTree.Node): boolean {
  const parent = parentOf(name);
  switch (parent?.type) {
    case T.VariableDeclarator:
      return parent.id === name;
    case T.AssignmentExpression:
      return parent.left === name && isEmptyCollection(parent.right);
    case T.MemberExpression: {
      const outer = parentOf(parent);
      if (parent.object !== name || outer === undefined || parentOf(outer)?.type !== T.ExpressionStatement) {
        return false;
      }
      return outer.type === T.AssignmentExpression
        ? outer.left === parent && memberName(parent) === 'length'
        : outer.type === T.CallExpression && outer.callee === parent && isFilling(outer);
    }
    default:
      return false;
  }
}

function isFilling(call: TSESTree.CallExpression): boolean {
  const method = calledMethod(call);
  return method === 'clear' || puttingMethods.has(method);
}
