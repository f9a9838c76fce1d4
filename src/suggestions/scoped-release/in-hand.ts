import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { isInside, isNothing, parentOf, wrapped } from '../../ast/expressions.ts';
import type { Variable } from '../../ast/file-view.ts';
import type { Slot } from '../../lifetime/fates/fate.ts';
import type { LocalResource } from '../../lifetime/paths/local-resource.ts';
import { type ListedStatement, statementAround } from '../teardown/statements.ts';

/** A resource in a variable of its function. */
export interface InHand {
  readonly slot: Slot;
  readonly variable: Variable;
  /** Its declaration; undefined where a variable that was declared before is assigned to. */
  readonly declarator: TSESTree.VariableDeclarator | undefined;
  /** The statement after which it has to be given back. */
  readonly acquired: ListedStatement;
}

/** @returns undefined when the variable may hold something else, or the resource is a part of a larger expression */
export function inHand(resource: LocalResource): InHand | undefined {
  const put = putInto(resource);
  const slot = put && resource.slots.find(({ node, variable }) => variable !== undefined && isInside(node, put.target));
  const made = put && statementAround(put.statement);
  if (
    slot?.variable === undefined ||
    slot.isCollection ||
    slot.within.includes('&') ||
    made?.statement !== put?.statement ||
    made === undefined ||
    hasOtherValues(slot.variable, put?.target)
  ) {
    return undefined;
  }
  const { holding, making } = resource;
  const acquired = holding === making ? made : statementAround(holding);
  const { declarator } = put ?? {};
  // `if (remote) await client.connect();`
  const isAlways =
    acquired?.statement.type === T.ExpressionStatement || acquired?.statement.type === T.VariableDeclaration;
  return acquired !== undefined && isAlways ? { slot, variable: slot.variable, declarator, acquired } : undefined;
}

/** The value of a call: waited for, and with other types. */
export function wholeValue(making: TSESTree.Node): TSESTree.Node {
  const outer = wrapped(making);
  const parent = parentOf(outer);
  return parent?.type === T.AwaitExpression ? wrapped(parent) : outer;
}

function putInto({ holding, making }: LocalResource):
  | {
      readonly target: TSESTree.Node;
      readonly statement: TSESTree.Statement;
      readonly declarator: TSESTree.VariableDeclarator | undefined;
    }
  | undefined {
  // `await createClient().connect()` gives the client.
  const value = wholeValue(isInside(making, holding) ? holding : making);
  const parent = parentOf(value);
  if (parent?.type === T.VariableDeclarator && parent.parent.declarations.at(-1) === parent) {
    return { target: parent.id, statement: parent.parent, declarator: parent };
  }
  const isAssigned =
    parent?.type === T.AssignmentExpression && parent.operator === '=' && parent.left.type === T.Identifier;
  return isAssigned && parent.parent.type === T.ExpressionStatement
    ? { target: parent.left, statement: parent.parent, declarator: undefined }
    : undefined;
}

/** Whether a variable gets another value than the one that it gets here, and nothing at first. */
function hasOtherValues({ references }: Variable, target: TSESTree.Node | undefined): boolean {
  return references.some((one) => {
    const isHere = target !== undefined && isInside(one.identifier, target);
    return one.isWrite() && !isHere && !(one.init === true && one.writeExpr && isNothing(one.writeExpr));
  });
}
