import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, parentOf } from '../../ast/expressions.ts';
import { usingFor } from '../../types/checked-types.ts';
import type { TypeServices } from '../../types/services.ts';
import { commentedStatement } from '../comments.ts';
import { nameFor } from '../initialiser.ts';
import type { SourceFile } from '../source-file.ts';
import { isFree } from '../teardown/named-value.ts';
import { indentOf, isOnOneLine, statementAround } from '../teardown/statements.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import type { UsingDeclaration } from './by-using.ts';
import { closerOf } from './closer.ts';
import { isLeftRunning, isSelfContained, returnEdits } from './guarded.ts';
import { wholeValue } from './in-hand.ts';
import type { OwnedResource } from './owned-resource.ts';

/** The edits that name a resource which is used where it is acquired: `(await pool.connect()).query(sql)`. */
export interface NamedInPlace {
  readonly name: string;
  readonly inFinally: readonly TextEdit[] | undefined;
  readonly byUsing: UsingDeclaration | undefined;
}

/** @returns undefined when it is not the first thing that its statement does, or something goes on with it */
export function namedInPlace(
  resource: OwnedResource,
  file: SourceFile,
  services: TypeServices,
): NamedInPlace | undefined {
  const { acquisition, holding, making, owner, view } = resource;
  const value = wholeValue(making) as TSESTree.Expression;
  const listed = statementAround(making);
  const name = (making.type === T.NewExpression ? nameFor(making) : acquisition.entry.category.split(' ').at(-1)) ?? '';
  const isWaited = value.type === T.AwaitExpression || !acquisition.resolves;
  if (
    listed?.block.type !== T.BlockStatement ||
    isOnOneLine(listed.block) ||
    holding !== making ||
    enclosingFunction(making) !== owner ||
    !isWaited ||
    !isFirst(value, listed.statement) ||
    !isFree(name, owner)
  ) {
    return undefined;
  }
  const { statement, block } = listed;
  const nodes = block.body.slice(block.body.indexOf(statement));
  const [start] = commentedStatement(file.sourceCode, statement).range;
  const end = file.sourceCode.getTokenBefore(file.sourceCode.getLastToken(block) as never, { includeComments: true })
    ?.range[1];
  const waits = returnEdits(resource, (node) => nodes.some((one) => isInside(node, one)), services);
  if (end === undefined || waits === undefined || isLeftRunning(nodes, [], resource, services)) {
    return undefined;
  }
  const { layout, sourceCode } = file;
  const indent = layout.newline + indentOf(statement, file);
  const use = { range: withParentheses(value, file), text: name };
  const made = `${name} = ${sourceCode.getText(value)}${layout.semicolon}`;
  const closer = closerOf(
    { slot: { name, node: making, within: acquisition.within ?? ['?'], isCollection: false }, name, mayBeUnset: false },
    resource,
    file,
  );
  const body = copiedSource(sourceCode, [start, end], [...waits, use], layout.indent).trim();
  const lines = [
    `const ${made}`,
    'try {',
    layout.indent + body,
    '} finally {',
    layout.indent + (closer?.statement ?? ''),
    '}',
  ];
  const isWritable = closer !== undefined && (owner.async || !closer.isAwaited) && isSelfContained(nodes, view);
  const keyword = usingFor(value, acquisition.entry.disposable?.since, services);
  return {
    name,
    inFinally: isWritable ? [{ range: [start, end], text: lines.join(indent) }] : undefined,
    byUsing:
      keyword === 'using' || (keyword === 'await using' && owner.async)
        ? { keyword, edits: [{ range: [start, start], text: `${keyword} ${made}${indent}` }, ...waits, use] }
        : undefined,
  };
}

/** Whether a value is used, and nothing else is done before it is made. What is returned is not used up here. */
function isFirst(value: TSESTree.Node, statement: TSESTree.Node): boolean {
  let node = value;
  let isUsed = false;
  for (let outer = parentOf(node); outer !== undefined && node !== statement; outer = parentOf(node)) {
    const goesOn =
      (outer.type === T.MemberExpression && outer.object === node) ||
      (outer.type === T.CallExpression && outer.callee === node) ||
      (outer.type === T.TaggedTemplateExpression && outer.tag === node) ||
      (outer.type === T.VariableDeclarator && outer.init === node && outer.parent.declarations.length === 1) ||
      (outer.type === T.ExpressionStatement && node !== value) ||
      outer.type === T.VariableDeclaration ||
      outer.type === T.AwaitExpression ||
      outer.type === T.ChainExpression ||
      (outer.type === T.ReturnStatement && isUsed) ||
      outer.type === T.TSAsExpression ||
      outer.type === T.TSNonNullExpression;
    if (!goesOn) {
      return false;
    }
    isUsed ||=
      outer.type === T.MemberExpression || outer.type === T.CallExpression || outer.type === T.TaggedTemplateExpression;
    node = outer;
  }
  return true;
}

function withParentheses(
  { range: [start, end], parent }: TSESTree.Expression,
  { sourceCode }: SourceFile,
): TSESTree.Range {
  const { text } = sourceCode;
  const before = /\(\s*$/u.exec(text.slice(0, start));
  const after = /^\s*\)/u.exec(text.slice(end));
  return parent.type === T.MemberExpression && before !== null && after !== null
    ? [before.index, end + after[0].length]
    : [start, end];
}
