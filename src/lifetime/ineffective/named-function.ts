import { AST_NODE_TYPES as T } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isInside, keyName, parentOf, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';

/** Whether a function is the program itself: nobody but the top level of the file calls it. */
export function isMain(owner: FunctionNode, view: FileView): boolean {
  const { parent } = owner;
  if (unwrap(parent.type === T.CallExpression ? parent.callee : owner) === owner && parent.type === T.CallExpression) {
    return enclosingFunction(parent) === undefined;
  }
  const id = owner.type === T.FunctionDeclaration ? owner.id : parent.type === T.VariableDeclarator ? parent.id : null;
  const variable = id?.type === T.Identifier ? variableOf(view, id) : undefined;
  const uses = variable?.references.filter((one) => one.isRead()) ?? [];
  return (
    uses.length > 0 &&
    uses.every(({ identifier }) => {
      const call = parentOf(identifier);
      return call?.type === T.CallExpression && call.callee === identifier && enclosingFunction(call) === undefined;
    })
  );
}

/** What a function is called: by its own name, its variable, or the property that it is. */
export function nameOf(owner: FunctionNode): string | undefined {
  const { parent } = owner;
  if (owner.id) {
    return owner.id.name;
  }
  switch (parent.type) {
    case T.VariableDeclarator:
      return parent.id.type === T.Identifier ? parent.id.name : undefined;
    case T.MethodDefinition:
    case T.Property:
    case T.PropertyDefinition:
      return isInside(owner, parent.value ?? parent) ? keyName(parent) : undefined;
    default:
      return undefined;
  }
}
