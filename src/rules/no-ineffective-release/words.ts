import { AST_NODE_TYPES as T, type TSESLint, type TSESTree } from '@typescript-eslint/utils';

import { unwrap } from '../../ast/expressions.ts';
import { CHECKED_OUT } from '../../lifetime/ineffective/closers.ts';
import type { KnownResources } from '../../lifetime/ineffective/known-resources.ts';
import type { WaitingCaller } from '../../lifetime/ineffective/waiting-caller.ts';

/** Characters of code in a message; more is cut. */
const LONGEST_CODE = 60;

/** Code on one line, and not too much of it. */
export function shortText(code: string): string {
  const line = code.replaceAll(/\s+/gu, ' ');
  return line.length > LONGEST_CODE ? `${line.slice(0, LONGEST_CODE)}…` : line;
}

/** What is released, as a message begins with it: `` `app` ``. */
export function releasedText(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  return `\`${nameText(node, sourceCode)}\``;
}

export function nameText(node: TSESTree.Node, sourceCode: TSESLint.SourceCode): string {
  return shortText(sourceCode.getText(unwrap(node)));
}

/** What it is, and where in the file it was made or checked out: `` (pg/Pool, made on line 3)``. */
export function aboutText(node: TSESTree.Node, id: string | undefined, known: KnownResources): string {
  const target = unwrap(node);
  const isNamed = target.type === T.Identifier || target.type === T.MemberExpression;
  const made = isNamed ? known.valuesOf(target).find((value) => value.range[0] !== node.range[0]) : undefined;
  const line = made === undefined ? '' : ` on line ${String(made.loc.start.line)}`;
  const parts = id === CHECKED_OUT ? [`${id}${line}`] : [id ?? '', line === '' ? '' : `made${line}`];
  const said = parts.filter((part) => part !== '').join(', ');
  return said === '' ? '' : ` (${said})`;
}

/** What comes of it when nobody waits, by who does not. */
export function leakText({ exits, kind }: WaitingCaller): string {
  switch (exits === true ? 'process' : kind) {
    case 'hook':
      return 'what runs next may still find it open, and an error in closing it is lost';
    case 'test':
      return 'the next test starts while it is open, and an error in closing it is lost';
    case 'shutdown':
      return 'the application goes on without it being closed';
    case 'process':
      return 'the process may exit before that';
    case 'closer':
      return 'who waits for it goes on too early';
    case 'async':
      return 'who awaits it goes on too early, and an error in closing it has no handler';
  }
}
