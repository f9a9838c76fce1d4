import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, type FunctionNode, isInside, keyName, parentOf, wrapped } from '../ast/expressions.ts';
import type { FileView, Variable } from '../ast/file-view.ts';
import { variableOf } from '../ast/variables.ts';

/** Whether a function is the program itself: nobody but the top level of the file calls it. */
export function isMain(owner: FunctionNode, view: FileView): boolean {
  const own = wrapped(owner);
  const parent = parentOf(own);
  if (parent?.type === T.CallExpression && parent.callee === own) {
    return enclosingFunction(parent) === undefined;
  }
  const mentions = mentionsOf(owner, view);
  return (
    mentions.length > 0 &&
    mentions.every((mention) => {
      const call = parentOf(mention);
      return call?.type === T.CallExpression && call.callee === mention && enclosingFunction(call) === undefined;
    })
  );
}

/** Where a file reads the name of a function. */
export function mentionsOf(owner: FunctionNode, view: FileView): readonly TSESTree.Node[] {
  const variable = variableOfFunction(owner, view);
  return variable?.references.filter((one) => one.isRead()).map((one) => one.identifier) ?? [];
}

/** The variable that a function is called by: its own name, or the constant it is. */
export function variableOfFunction(owner: FunctionNode, view: FileView): Variable | undefined {
  const parent = parentOf(wrapped(owner));
  const id = owner.type === T.FunctionDeclaration ? owner.id : parent?.type === T.VariableDeclarator ? parent.id : null;
  return id?.type === T.Identifier ? variableOf(view, id) : undefined;
}

/** What a function is called: by its own name, its variable, or the property that it is. */
export function nameOf(owner: FunctionNode): string | undefined {
  return owner.id?.name ?? nameAround(owner);
}

/** The name by which others call a function, whatever it calls itself: `a` of `const a = function b() {}`. */
export function outerNameOf(owner: FunctionNode): string | undefined {
  return nameAround(owner) ?? owner.id?.name;
}

function nameAround(owner: FunctionNode): string | undefined {
  const parent = parentOf(wrapped(owner));
  switch (parent?.type) {
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
