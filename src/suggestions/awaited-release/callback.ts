import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, parentOf, unwrap } from '../../ast/expressions.ts';
import type { Fault } from '../../lifetime/ineffective/fault.ts';
import { asyncEdits } from '../teardown/function-edits.ts';
import type { SourceFile } from '../source-file.ts';
import type { TextEdit } from '../text-edits.ts';

/** The promise of a closer that tells in a callback when it is done. */
function promiseAround(node: TSESTree.CallExpression, file: SourceFile): TextEdit | undefined {
  const { sourceCode, isTyped } = file;
  const last = sourceCode.getLastToken(node);
  if (unwrap(node.callee).type !== T.MemberExpression || node.parent.type === T.ChainExpression || last === null) {
    return undefined;
  }
  if (node.arguments.length > 0 || sourceCode.getCommentsInside(node).length > 0) {
    return undefined;
  }
  const callee = sourceCode.getText(node.callee);
  const [type, error] = isTyped ? ['<void>', 'error?: unknown'] : ['', 'error'];
  const done = `(${error}) => (error ? reject(error) : resolve())`;
  return { range: node.range, text: `new Promise${type}((resolve, reject) => ${callee}(${done}))` };
}

type CallbackFault = Extract<Fault, { why: 'callback not waited for' | 'nothing to await' }>;

/** The edits by which a function waits for such a closer. */
export function callbackEdits(fault: CallbackFault, file: SourceFile): readonly TextEdit[] | undefined {
  const around = promiseAround(fault.node, file);
  if (fault.why === 'nothing to await' || around === undefined) {
    return around && [around];
  }
  const { caller, node, use } = fault;
  if (!('is' in use)) {
    return use === caller.owner ? [around] : undefined;
  }
  const isStatement = parentOf(node)?.type === T.ExpressionStatement && enclosingFunction(node) === caller.owner;
  const waits = isStatement && caller.takesPromise ? asyncEdits(caller.owner, file) : undefined;
  return waits && [...waits, { ...around, text: `await ${around.text}` }];
}
