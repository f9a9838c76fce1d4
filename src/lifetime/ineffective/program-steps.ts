import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, memberName, parentOf, wrapped } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import { mentionsOf } from '../named-function.ts';
import { statementsAfter } from './following.ts';

/** Statements that do nothing when a program gets to them. */
const declared = /^(?:ClassDeclaration|Export|FunctionDeclaration|Import|TS)/u;

/** What a program does once a function that its top level calls is over: behind `await`, and in `then` and `finally`. */
export function stepsAfterMain(main: FunctionNode, view: FileView): readonly TSESTree.Node[] {
  const own = wrapped(main);
  const isCalledAtOnce = parentOf(own)?.type === T.CallExpression;
  return (isCalledAtOnce ? [own] : mentionsOf(main, view)).flatMap((callee) => {
    const call = parentOf(callee);
    return call === undefined ? [] : stepsAfterPromise(call, view.ast);
  });
}

function stepsAfterPromise(promise: TSESTree.Node, program: TSESTree.Program): readonly TSESTree.Node[] {
  const outer = wrapped(promise);
  const parent = parentOf(outer);
  if (parent?.type === T.AwaitExpression) {
    return statementsAfter(parent, program).filter(({ type }) => !declared.test(type));
  }
  const call = parent?.type === T.MemberExpression && parent.object === outer ? parentOf(parent) : undefined;
  if (parent?.type !== T.MemberExpression || call?.type !== T.CallExpression || call.callee !== parent) {
    return [];
  }
  const [callback] = call.arguments;
  const isRun = callback !== undefined && ['finally', 'then'].includes(memberName(parent) ?? '');
  return [...(isRun ? [callback] : []), ...stepsAfterPromise(call, program)];
}
