import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { specifierFor } from '../types/specifier-for.ts';
import { type CommentedStatement, commentedStatement } from './comments.ts';
import { layoutOf } from './layout.ts';
import { importEdits, wholeLine } from './shared-fixture-imports.ts';
import { planFor, type SharedFixture, type SharedFixtureMessage } from './shared-fixture-plans.ts';
import { leftoversOf } from './shared-fixture-leftovers.ts';
import { type Suggestion, suggestion } from './suggestion.ts';
import type { TextEdit } from './text-edits.ts';

/** Titles of the suggestions, for `meta.messages`. */
export const sharedFixtureSuggestionMessages = {
  importShared: 'Delete this copy, and import {{shared}} from `{{specifier}}`.',
  runShared: 'Run {{shared}} from `{{specifier}}` instead of this copy.',
  useHooksOfModule:
    'Delete this copy, and use the hooks of `{{specifier}}`, which run where each test file has modules of its own.',
  useSharedHooks: 'Delete this copy, and use the hooks of `{{specifier}}`.',
} as const satisfies Record<SharedFixtureMessage, string>;

/** An export as a message names it. */
export function nameOfExport(exportedAs: string): string {
  return exportedAs === 'default' ? 'the default export' : `\`${exportedAs}\``;
}

/** The edit that uses the shared fixture in place of a copy, where it is certain to compile. */
export function sharedFixtureSuggestions(shared: SharedFixture): readonly Suggestion<SharedFixtureMessage>[] {
  const { member, home, index, sourceCode } = shared;
  const imported = sourceCode.ast.body.filter((one) => one.type === T.ImportDeclaration);
  const others = imported.map(({ source }) => source.value);
  const specifier = imported.length === 0 ? undefined : specifierFor(index.program, member.file, home.file, others);
  const plan = specifier === undefined ? undefined : planFor(shared);
  const leftovers = plan && leftoversOf(plan.gone, plan.declaredAnew, sourceCode);
  if (specifier === undefined || plan === undefined || leftovers === undefined) {
    return [];
  }
  const statements = plan.gone.filter(({ parent }) => parent?.type === T.Program);
  const copies = new Map(statements.map((one) => [one, commentedStatement(sourceCode, one)]));
  const change = {
    removed: leftovers.imports,
    specifier,
    added: plan.added,
    comments: [...copies.values()].map(({ above }) => above).join(''),
  };
  const imports = importEdits(change, sourceCode, layoutOf(sourceCode));
  const losesComment = [...plan.gone, ...leftovers.statements].some(
    (node) => sourceCode.getCommentsInside(node).length > 0,
  );
  if (imports === undefined || losesComment) {
    return [];
  }
  const deletions = [...statements, ...leftovers.statements].map((one) => deletion(one, copies.get(one), sourceCode));
  const data = { shared: nameOfExport(plan.shared), specifier };
  return [suggestion(plan.messageId, data, [...imports, ...plan.edits, ...deletions])];
}

/** Deletes a statement with its line, and the comments above that move with it; one empty line is enough. */
function deletion(
  statement: TSESTree.Node,
  commented: CommentedStatement | undefined,
  sourceCode: TSESLint.SourceCode,
): TextEdit {
  const { text } = sourceCode;
  const start = commented?.range[0] ?? statement.range[0];
  const [, lineEnd] = wholeLine(statement, sourceCode);
  const isFollowed = lineEnd === statement.range[1];
  const end = lineEnd + (isFollowed ? (/^[ \t]*/u.exec(text.slice(lineEnd))?.[0].length ?? 0) : 0);
  const isAfterEmptyLine = /(?:^|\n[ \t]*\r?\n)$/u.test(text.slice(0, start));
  const emptyLine = isAfterEmptyLine ? (/^[ \t]*\r?\n/u.exec(text.slice(end))?.[0].length ?? 0) : 0;
  return { range: [start, end + emptyLine], text: '' };
}
