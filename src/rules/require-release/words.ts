import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, unwrap } from '../../ast/expressions.ts';
import type { FileView } from '../../ast/file-view.ts';
import type { Branch } from '../../lifetime/paths/state.ts';
import type { Exit } from '../../lifetime/paths/ways.ts';

/** Characters of code that a message quotes. */
const MOST_QUOTED = 50;

/** The code of a node as a message quotes it: a call without its arguments, an `await` by what it waits for. */
export function nodeText(node: TSESTree.Node, view: FileView): string {
  const inner = unwrap(node);
  switch (inner.type) {
    case T.AwaitExpression:
      return nodeText(inner.argument, view);
    case T.CallExpression:
      return quoted(`${codeOf(inner.callee, view)}()`);
    case T.NewExpression:
      return quoted(`new ${codeOf(inner.callee, view)}()`);
    default:
      return quoted(codeOf(inner, view));
  }
}

function codeOf({ range }: TSESTree.Node, { text }: FileView): string {
  return text
    .slice(...range)
    .replaceAll(/\s+(?=\??\.)/gu, '')
    .replaceAll(/\s+/gu, ' ');
}

function quoted(code: string): string {
  return `\`${code.length > MOST_QUOTED ? `…${code.slice(1 - MOST_QUOTED)}` : code}\``;
}

/** Which path leads out of a function, as the end of a sentence. */
export function pathText({ at, how }: Exit, branch: Branch | undefined, view: FileView): string {
  // A callback may come to its end another way, after the function has returned.
  const isInCallback =
    at !== undefined && branch !== undefined && enclosingFunction(branch.at) !== enclosingFunction(at);
  if (how !== 'end' && at !== undefined && !isInCallback) {
    return `when the function ${how === 'return' ? 'returns' : 'throws'} on line ${at.loc.start.line}`;
  }
  const line = branch?.at.loc.start.line;
  if (branch === undefined) {
    return 'at the end of the function';
  }
  return isCondition(branch.at)
    ? `when ${quoted(codeOf(branch.at, view))} on line ${line} is ${branch.taken ? 'true' : 'false'}`
    : `on the path through line ${line}`;
}

function isCondition({ parent, type }: TSESTree.Node): boolean {
  return parent?.type === T.IfStatement && type !== T.BlockStatement;
}
