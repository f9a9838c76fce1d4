import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { calledName, memberName, parentOf, unwrap, wrapped } from '../../ast/expressions.ts';
import type { FileView, Variable } from '../../ast/file-view.ts';
import { variableOf } from '../../ast/variables.ts';
import { isCloserName } from './closer-names.ts';

/** Names of functions that keep what they are given, or close it when something ends. */
const keepingName =
  /^(?:add|adopt|after|assign|attach|auto|bind|cache|capture|collect|defer|define|enqueue|ensure|keep|listen|manage|mount|on|once|own|provide|push|put|register|remember|retain|save|schedule|set|store|subscribe|take|track|trap|use|wait|watch|with)(?![a-z])|[Cc]lean|[Cc]los|[Dd]ispos|[Rr]eleas|[Tt]ear[Dd]own|[Tt]erminat/u;

/**
 * Whether a call of code that is not seen may well only use what it is given: it is waited for, or gives something that
 * nothing closes. `await migrate(client)`, `const users = new Repository(client)`, but not `track(client);`.
 */
export function mayBeLoan(view: FileView, call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  if (keeps(call)) {
    return false;
  }
  let isWaitedFor = false;
  let node = wrapped(call);
  for (let parent = parentOf(node); parent !== undefined; parent = parentOf(node)) {
    switch (parent.type) {
      case T.AwaitExpression:
        isWaitedFor = true;
        break;
      case T.CallExpression:
      case T.NewExpression:
        if (keeps(parent)) {
          return false;
        }
        break;
      case T.MemberExpression:
        if (parent.object !== node || isCloserName(memberName(parent))) {
          return false;
        }
        break;
      case T.ArrayExpression:
      case T.ConditionalExpression:
      case T.LogicalExpression:
      case T.ObjectExpression:
      case T.Property:
        break;
      case T.VariableDeclarator:
        return view.scopeManager.getDeclaredVariables(parent).every((variable) => !isClosed(variable));
      case T.AssignmentExpression: {
        const variable = parent.left.type === T.Identifier ? variableOf(view, parent.left) : undefined;
        return variable !== undefined && !isClosed(variable);
      }
      default:
        return isWaitedFor;
    }
    node = wrapped(parent);
  }
  return false;
}

function keeps(call: TSESTree.CallExpression | TSESTree.NewExpression): boolean {
  return call.type === T.CallExpression && keepingName.test(calledName(call) ?? '');
}

/** Whether a variable is a closer, or something is closed through it: `users.close()`. */
function isClosed({ name, references }: Variable): boolean {
  return (
    isCloserName(name) ||
    references.some(({ identifier }) => {
      const outer = wrapped(identifier);
      const parent = parentOf(outer);
      return (
        parent?.type === T.MemberExpression && unwrap(parent.object) === identifier && isCloserName(memberName(parent))
      );
    })
  );
}
