import { AST_NODE_TYPES as T, type TSESTree } from '@typescript-eslint/utils';

import { enclosingFunction, isInside, unwrap } from '../ast/expressions.ts';
import type { FileView } from '../ast/file-view.ts';
import { allNodes } from '../ast/traverse.ts';
import type { ClosingFinally } from '../lifetime/closing-finally.ts';
import { promiseOf } from '../types/promised.ts';
import type { TypeServices } from '../types/services.ts';
import type { SourceFile } from './source-file.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import { indentOf, isOnOneLine } from './teardown/statements.ts';
import { copiedSource, type TextEdit } from './text-edits.ts';

export const useUsingMessages = {
  useUsing: 'Declare `{{name}}` with `{{keyword}}`, and leave the `finally` out.',
} as const;

/** The declaration with `using`, without the `finally`, and without the `try` where nothing is caught. */
export function useUsingSuggestions(
  found: ClosingFinally,
  keyword: 'await using' | 'using',
  view: FileView,
  file: SourceFile,
  services: TypeServices,
): readonly Suggestion<keyof typeof useUsingMessages>[] {
  const edits = usingEdits(found, keyword, view, file, services);
  return edits === undefined ? [] : [suggestion('useUsing', { name: found.name.name, keyword }, edits)];
}

/** @returns undefined when comments would be lost, or names would meet */
export function usingEdits(
  found: ClosingFinally,
  keyword: 'await using' | 'using',
  view: FileView,
  file: SourceFile,
  services: TypeServices,
): readonly TextEdit[] | undefined {
  const { declaration, release, statement, variable } = found;
  // TypeScript may take a name that is only declared for a mistake.
  const isUsed = variable.references.some(({ identifier, init }) => init !== true && !isInside(identifier, release));
  const word = file.sourceCode.getFirstToken(declaration);
  const rest = withoutFinally(found, view, file, services);
  return word === null || rest === undefined || !isUsed
    ? undefined
    : [{ range: word.range, text: keyword }, ...rest(statement)];
}

function withoutFinally(
  { statement, owner }: ClosingFinally,
  view: FileView,
  file: SourceFile,
  services: TypeServices,
): ((statement: TSESTree.TryStatement) => readonly TextEdit[]) | undefined {
  const { sourceCode } = file;
  const { block, finalizer, handler } = statement;
  const before = handler ?? block;
  const end = statement.range[1];
  const dropped = [before.range[1], end] as const;
  const hasComments = sourceCode
    .getCommentsInside(statement)
    .some(({ range }) => dropped[0] <= range[0] || (finalizer !== null && finalizer.range[0] <= range[0]));
  if (hasComments) {
    return undefined;
  }
  // What `return` hands on would outlive the resource: it is waited for.
  const waits = [...allNodes(statement)].flatMap((node) => waitFor(node, owner, services));
  if (handler !== null) {
    return () => [...waits, { range: [...dropped], text: '' }];
  }
  return namesMeet(statement, view) || isOnOneLine(block)
    ? undefined
    : () => [{ range: statement.range, text: unwrapped(block, waits, file) }];
}

/** `return file.readFile()` in an `async` function. */
function waitFor(node: TSESTree.Node, owner: TSESTree.Node, services: TypeServices): readonly TextEdit[] {
  const value = node.type === T.ReturnStatement ? node.argument : null;
  return value !== null &&
    enclosingFunction(node) === owner &&
    unwrap(value).type !== T.AwaitExpression &&
    promiseOf(value, services) === 'yes'
    ? [{ range: [value.range[0], value.range[0]], text: 'await ' }]
    : [];
}

/** Whether a name that the `try` block declares means something else around it. */
function namesMeet(statement: TSESTree.TryStatement, view: FileView): boolean {
  const own = view.scopeManager.acquire(statement.block)?.variables ?? [];
  const { parent } = statement;
  const outer = [...allNodes(parent)].filter((node) => node.type === T.Identifier && !isInside(node, statement));
  return own.some(({ name }) => outer.some((node) => node.type === T.Identifier && node.name === name));
}

/** The statements of a block, one level further out. */
function unwrapped(block: TSESTree.BlockStatement, waits: readonly TextEdit[], file: SourceFile): string {
  const { sourceCode } = file;
  const open = block.range[0] + 1;
  const close = block.range[1] - 1;
  const deeper = indentOf(block.body[0] ?? block, file).slice(indentOf(block, file).length);
  const inner = copiedSource(sourceCode, [open, close], waits);
  const untouchable = sourceCode.ast.tokens.filter((token) => token.type === 'Template' || token.type === 'JSXText');
  const isKept = (line: number): boolean =>
    untouchable.some(({ loc }) => loc.start.line < line && line <= loc.end.line);
  const [first = '', ...lines] = inner.split('\n');
  const start = block.loc.start.line;
  const moved = lines.map((text, index) =>
    !isKept(start + index + 1) && text.startsWith(indentOf(block, file) + deeper)
      ? indentOf(block, file) + text.slice(indentOf(block, file).length + deeper.length)
      : text,
  );
  return [first, ...moved].join('\n').trim();
}
