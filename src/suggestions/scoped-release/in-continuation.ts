import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { type FunctionNode, isFunction, memberName, parentOf } from '../../ast/expressions.ts';
import { isMoreThanData } from '../../types/outlasting.ts';
import { promiseOf } from '../../types/promised.ts';
import type { TypeServices } from '../../types/services.ts';
import type { SourceFile } from '../source-file.ts';
import { indentOf } from '../teardown/statements.ts';
import { copiedSource, type TextEdit } from '../text-edits.ts';
import { closerOf } from './closer.ts';
import { isLeftRunning, isUsedUp, returnEdits, rootOf } from './guarded.ts';
import type { OwnedResource } from './owned-resource.ts';

/** The edits, and the name that the resource has in the callback. */
export interface InContinuation {
  readonly name: string;
  readonly edits: readonly TextEdit[];
}

/** The edits by which the callback of `open(path).then((handle) => …)` waits for all that it does, and then releases. */
export function releaseInContinuation(
  resource: OwnedResource,
  file: SourceFile,
  services: TypeServices,
): InContinuation | undefined {
  const [slot, ...others] = resource.slots;
  const callback = continuationOf(resource.making);
  if (slot?.variable === undefined || others.length > 0 || callback?.params[0] !== slot.node) {
    return undefined;
  }
  const closer = closerOf({ slot, name: slot.name, mayBeUnset: false }, resource, file);
  const body = bodyOf(callback, { ...resource, owner: callback }, file, services);
  const { sourceCode, layout } = file;
  if (closer === undefined || body === undefined) {
    return undefined;
  }
  const lines = [
    '{',
    `${layout.indent}try {`,
    layout.indent.repeat(2) + body,
    `${layout.indent}} finally {`,
    layout.indent.repeat(2) + closer.statement,
    `${layout.indent}}`,
    '}',
  ];
  const text = lines.join(layout.newline + indentOf(callback, file));
  const [start] = callback.range;
  const becomesAsync = callback.async ? [] : [{ range: [start, start] as const, text: 'async ' }];
  return { name: slot.name, edits: [...becomesAsync, { range: rangeOfBody(callback, sourceCode), text }] };
}

function continuationOf(making: TSESTree.Node): FunctionNode | undefined {
  const member = parentOf(making);
  const call = member && parentOf(member);
  const isThen =
    member?.type === T.MemberExpression &&
    member.object === making &&
    memberName(member) === 'then' &&
    call?.type === T.CallExpression &&
    call.callee === member;
  const callback = isThen ? call.arguments[0] : undefined;
  return isFunction(callback) && callback.params.length === 1 && !callback.generator ? callback : undefined;
}

/** What comes after the arrow; an object stands in parentheses there. */
function rangeOfBody({ body, range }: FunctionNode, sourceCode: SourceFile['sourceCode']): TextEdit['range'] {
  const arrow = sourceCode.getTokenBefore(body, ({ value }) => value === '=>');
  return body.type === T.BlockStatement || arrow === null ? body.range : [arrow.range[1] + 1, range[1]];
}

/** The code that goes into the `try`; undefined when something of it may go on after it. */
function bodyOf(
  { async: isAsync, body }: FunctionNode,
  resource: OwnedResource,
  { sourceCode, layout }: SourceFile,
  services: TypeServices,
): string | undefined {
  if (body.type !== T.BlockStatement) {
    const answer = promiseOf(body, services);
    const outlasts =
      resource.names.has(rootOf(body)) && isMoreThanData(body, resource.acquisition.entry.from, services);
    const isPlain = body.type === T.CallExpression || body.type === T.NewExpression || body.type === T.MemberExpression;
    return answer === 'unknown' || outlasts || !isPlain
      ? undefined
      : `return ${answer === 'yes' ? 'await ' : ''}${sourceCode.getText(body)}${layout.semicolon}`;
  }
  const existing = { units: [], removals: [] };
  const isOver = isUsedUp(body.body, existing, resource) && !isLeftRunning(body.body, [], resource, services);
  const waits = isAsync && isOver ? returnEdits(resource, () => true, services) : undefined;
  const range = [body.range[0] + 1, body.range[1] - 1] as const;
  return waits && copiedSource(sourceCode, range, waits, layout.indent).trim();
}
